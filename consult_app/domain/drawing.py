"""The drawings of the body, read from their SVG: screen and paper draw the same lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from consult_app.domain.body import Region, View


class Layer(Enum):
    """What a line of a drawing stands for; the look in force gives it its colours."""

    SKIN = "skin"
    WHITE = "white"
    IRIS = "iris"
    LIP = "lip"
    LINE = "line"
    FAINT = "faint"


_PARAMETERS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
_TOKEN = re.compile(r"[A-Za-z]|-?[0-9]+(?:\.[0-9]+)?|\S", re.ASCII)
_SVG = "{http://www.w3.org/2000/svg}"

Move = tuple[str, tuple[float, ...]]
"""M, L, Q, C or Z as in SVG, absolute, with its numbers."""
Path = tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One view in units of its own, `width` by `height`: the lines from back to front, then the regions."""

    view: View
    width: float
    height: float
    lines: tuple[tuple[Layer, Path], ...]
    regions: Mapping[Region, Path]

    @property
    def right_first(self) -> bool | None:
        """Whether the patient's right is at the viewer's left; None where one side alone is seen."""
        right = [_leftmost(path) for region, path in self.regions.items() if region.value.endswith(".right")]
        left = [_leftmost(path) for region, path in self.regions.items() if region.value.endswith(".left")]
        return min(right) < min(left) if right and left else None


def read_drawing(view: View, svg: str) -> Drawing:
    """Read a drawing of resources/bodymaps; ValueError where it is not drawn in our few words."""
    from xml.etree import ElementTree as ET  # not while the program starts

    root = ET.fromstring(svg)  # noqa: S314 - our own file
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    paths = [(each.attrib, read_path(each.attrib["d"])) for each in root.iter(f"{_SVG}path")]
    lines = tuple((Layer(each["class"]), path) for each, path in paths if "class" in each)
    regions = {Region(each["id"]): path for each, path in paths if "id" in each}
    return Drawing(view, width, height, lines, regions)


def read_path(data: str) -> Path:
    """Read path data of M, L, Q, C and Z, each with its letter; ValueError for anything else."""
    tokens = _TOKEN.findall(data)
    moves: list[Move] = []
    at = 0
    while at < len(tokens):
        letter, count = tokens[at], _PARAMETERS.get(tokens[at])
        if count is None or at + count >= len(tokens):
            raise ValueError(f"a drawing cannot say {letter!r} here")
        moves.append((letter, tuple(map(float, tokens[at + 1 : at + 1 + count]))))
        at += 1 + count
    return tuple(moves)


def _leftmost(path: Path) -> float:
    return min(x for _, numbers in path for x in numbers[::2])
