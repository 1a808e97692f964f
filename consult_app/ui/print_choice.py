"""What a person chooses about a print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from consult_app.domain.document import PaperSize


class Sides(Enum):
    """On which sides of a sheet; the value is its name in IPP."""

    ONE = "one-sided"
    LONG = "two-sided-long-edge"
    SHORT = "two-sided-short-edge"


@dataclass(frozen=True, slots=True)
class Printer:
    """What a printer can do: whether it `turns` paper; its trays by their IPP names, where it has several."""

    name: str
    turns: bool = False
    trays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What a person chose; no `pages` means all of them, `own_paper` that nothing has to be scaled.

    `grey` saves coloured ink; without a `tray` paper comes from where the system has it come from.
    """

    printer: str
    copies: int = 1
    pages: str = ""
    sides: Sides = Sides.ONE
    paper: PaperSize = PaperSize.A4
    own_paper: bool = True
    grey: bool = False
    tray: str = ""


@dataclass(frozen=True, slots=True)
class PrintOffer:
    """What is to be printed and what is usual: `again` asks why, `may_wait` lets it be printed later.

    `about` names it where what is chosen outlasts a lock.
    """

    title: str
    pages: int
    printers: tuple[str, ...]
    usual: PrintChoice
    again: bool = False
    may_wait: bool = True
    about: str = ""
