"""`consult-app blank`: the form of a goal on paper, in one language of its pack or in two."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.cli.saying import FINE, library_of, one_line, writing

if TYPE_CHECKING:
    from consult_app.domain.treatment import Treatment


def add_blank(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes, and what runs it."""
    parser.add_argument("pack", metavar="PACK", help="a pack's id, as `forms list` shows it, or its folder")
    parser.add_argument(
        "--goal", required=True, metavar="G", help="what the treatment is for; `forms show` lists"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the PDF to write")
    parser.add_argument("--paper", choices=("A4", "Letter"), help="usual for the pack's law")
    parser.add_argument("--large", action="store_true", help="large print")
    parser.add_argument(
        "--language", metavar="TAG", help="what the patient reads, as in `de`; else the pack's own language"
    )
    parser.add_argument(
        "--beside", metavar="TAG", help="a second language of the pack, to stand beside the first"
    )
    parser.set_defaults(run=_blank)


def _blank(chosen: argparse.Namespace) -> int:
    from consult_app.domain.document import PaperSize, Sheet
    from consult_app.domain.preferences import usual_paper
    from consult_app.domain.treatment import in_language
    from consult_app.errors import ContentError
    from consult_app.services import lay_blank

    library, pack, version = library_of(chosen.pack)
    tags = library.languages(pack)
    language: str = chosen.language or tags[0]
    for tag in filter(None, (language, chosen.beside)):
        _known(tag, tags, "language", chosen.pack)
    if chosen.beside == language:
        what = f"the form is in '{language}' already."
        raise ContentError("same-language", chosen.pack, what, "Name another language beside it.")

    def in_words_of(tag: str) -> Treatment:
        named = pack if tag == tags[0] else in_language(pack, tag)
        return library.version(named, version) if version else library.treatment(named)

    first = in_words_of(language)
    _known(chosen.goal, [each.id for each in first.goals], "goal", chosen.pack)
    paper = PaperSize(chosen.paper) if chosen.paper else usual_paper(first.jurisdiction)
    sheet = Sheet(paper, large=chosen.large)
    second = in_words_of(chosen.beside) if chosen.beside else None
    pdf = lay_blank(first, chosen.goal, sheet, second)
    with writing(chosen.out):
        chosen.out.write_bytes(pdf)
    print(chosen.out)
    return FINE


def _known(named: str, there: Iterable[str], kind: str, pack: str) -> None:
    """Complain where a pack has no such thing, with the ones that it has."""
    from consult_app.content.suggestion import did_you_mean
    from consult_app.errors import ContentError

    known = list(there)
    if named not in known:
        what = f"there is no {kind} '{one_line(named)}'."
        raise ContentError(f"unknown-{kind}", pack, what, did_you_mean(named, known))
