"""Every document of every pack, on every paper and in every variant, judged by programs that are not ours.

`make validate` prints a table and leaves with 1 where anything is wrong. The tests take the usual variant.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace

from consult_app.assets import resource
from consult_app.domain.compose import in_two_languages
from consult_app.domain.document import Document, PaperSize, Sheet
from consult_app.domain.treatment import AGREE
from consult_app.pdf import render
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_spoken import spoken
from tests.helpers.pdf_text import (
    assert_each_language_on_pages,
    assert_in_order,
    composed,
    of_each_language,
    structure_text,
    tool,
)
from tests.helpers.random_consultations import DECIDED, PACKS, dice, documents, pack, some_draft
from tests.helpers.translated import in_made_up_arabic

FONTS = resource("fonts")
KINDS = (
    *("consent", "refusal", "not_today", "confirmation", "withdrawal", "decision_withdrawal", "amendment"),
    *("aftercare", "summary", "blank", "record", "destruction"),
)
VARIANTS = ("usual", "large", "two languages", "from the right", "Spanish", "beside Spanish")
ALONE = {"record", "destruction"}
"""What is for the practice: in its language alone, and never in large print."""
SHORT = {"aftercare", "summary"}
"""Of these Poppler reads the structure as well; it takes a quarter of a minute for a long form."""


def variants(kind: str, pack_id: str, paper: PaperSize) -> Iterator[tuple[str, Document]]:
    """Compose a kind of document of a pack in each variant that there is of it."""
    own = pack(pack_id)
    draft = some_draft(dice(f"{pack_id} {kind}"), own, DECIDED.get(kind, AGREE))
    theirs = replace(in_made_up_arabic(own), language="ar")
    usual = documents(own, draft, Sheet(paper))[kind]
    yield "usual", usual
    if kind in ALONE:
        return
    yield "large", documents(own, draft, Sheet(paper, large=True))[kind]
    other = documents(theirs, draft, Sheet(paper))[kind]
    yield "from the right", other
    spanish = pack(f"{pack_id}.es")
    spoken_too = documents(spanish, draft, Sheet(paper))[kind]
    yield "Spanish", spoken_too
    if kind not in SHORT:
        yield "two languages", in_two_languages(other, usual)
        yield "beside Spanish", in_two_languages(spoken_too, usual, spanish)


def wrong_with(kind: str, pack_id: str, document: Document) -> list[str]:
    """Name all that anybody finds wrong with a document."""
    pdf = render(document, pack(pack_id).labels, fonts=FONTS)
    found = faults(pdf)
    if "No syntax or stream encoding errors found" not in tool("qpdf", "--check", pdf=pdf):
        found.append("qpdf")
    fonts = [line.split() for line in tool("pdffonts", pdf=pdf).splitlines()[2:]]
    if not all(row[-5:-2] == ["yes", "yes", "yes"] for row in fonts):
        found.append("a font is not embedded, not a subset, or has no letters")
    readers = (spoken, structure_text) if kind in SHORT and document.language != "ar" else (spoken,)
    for read in readers:
        try:
            assert_in_order(composed(document), read(pdf))
        except AssertionError as error:
            found.append(f"{read.__name__}: {str(error)[:120]}")
    found += in_the_wrong_language(document, pdf)
    try:
        assert_each_language_on_pages(document, pdf)
    except AssertionError as error:
        found.append(f"on the pages: {str(error)[:120]}")
    return found


def in_the_wrong_language(document: Document, pdf: bytes) -> list[str]:
    """Name the first words that are not where the structure says that the language is theirs."""
    found = []
    for language, words in of_each_language(document).items():
        try:
            assert_in_order(words, spoken(pdf, language))
        except AssertionError as error:
            found.append(f"in {language}: {str(error)[:120]}")
    return found


def main() -> int:
    """Print how many documents of each kind and variant are clean, and then each fault."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS, metavar="KIND")
    every: list[str] = []
    count = 0
    print(f"{'of each kind, clean on':<28}" + "".join(f"{each:>15}" for each in VARIANTS))
    for kind in asked.parse_args().kinds:
        for paper in PaperSize:
            clean, made = dict.fromkeys(VARIANTS, 0), dict.fromkeys(VARIANTS, 0)
            for pack_id in PACKS:
                for variant, document in variants(kind, pack_id, paper):
                    made[variant] += 1
                    found = wrong_with(kind, pack_id, document)
                    clean[variant] += not found
                    every += [f"{kind} {pack_id} {paper.value} {variant}: {each}" for each in found]
            count += sum(made.values())
            cells = (f"{clean[each]} of {made[each]}" if made[each] else "-" for each in VARIANTS)
            print(f"{kind + ', ' + paper.value:<28}" + "".join(f"{each:>15}" for each in cells), flush=True)
    print(f"{count} documents, {len(every)} faults", *every, sep="\n")
    return 1 if every else 0


if __name__ == "__main__":
    sys.exit(main())
