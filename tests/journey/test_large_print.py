"""Large print, from a tick on the review page to the sealed record and the sheet to take home."""

from collections import Counter

import pypdfium2
import pytest
from pypdfium2 import raw
from PySide6.QtWidgets import QAbstractButton

from consult_app.cli import run
from consult_app.domain.paper import Paper
from consult_app.domain.preferences import Preferences
from consult_app.ui.pages.review_page import ReviewPage
from consult_app.ui.pdf_pages import _PDFIUM
from consult_app.workflow.papers import take
from tests.helpers import histories, sitting
from tests.helpers.sitting import unlock
from tests.helpers.window import PASSPHRASE, sample_of, until

LARGE = "Large print, for whoever reads it more easily"
OPEN, CLOSED = 18, 10
"""So many points and more, so many and fewer."""


def size_of_letters(pdf):
    """The size in which most letters stand."""
    sizes = Counter()
    # The window draws these pages in a thread of its own, and the library bears only one at a time.
    with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            words = page.get_textpage()
            sizes.update(round(raw.FPDFText_GetFontSize(words, at)) for at in range(words.count_chars()))
    return sizes.most_common(1)[0][0]


def previewed(hands):
    """The pages beside the gate."""
    return hands.find(ReviewPage, "Review and sign")._shown


@pytest.fixture
def ready(desk):
    """A refusal of which nothing is missing, at its review."""
    histories.refused(desk.services)
    hands = desk.opened()
    hands.click("Review and sign")
    hands.reads("The refusal can be written down", "Page 1 of")
    return hands


def test_who_reads_better_so_gets_every_paper_in_large_print(desk, ready, tmp_path, capsys):
    hands = ready
    assert size_of_letters(previewed(hands)) < CLOSED
    hands.click(LARGE)
    until(lambda: size_of_letters(previewed(hands)) >= OPEN)
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    until(lambda: size_of_letters(previewed(hands)) >= OPEN)
    sitting.sign_both(hands, sample_of(desk.services))
    sitting.seal(hands)
    hands.reads("Genuine")
    record, pdf, _ = desk.heard["sealed"]
    assert (record.draft.large, record.document.sheet.large) == (True, True)
    assert size_of_letters(pdf) >= OPEN
    desk.close()

    vault = desk.services.vaults.unlock(PASSPHRASE)
    assert vault.open(record.draft.id) == record
    assert vault.aftercare(record.draft.id) == b""  # who refused has nothing to look after
    treatment = desk.services.library.restore(vault.bundle(record.draft.pack_digest))
    home = take(desk.services, vault, treatment, record.draft.id, Paper.SUMMARY)
    assert size_of_letters(home.pdf) >= OPEN
    vault.close()
    file, again = tmp_path / "form.pdf", tmp_path / "again.pdf"
    file.write_bytes(pdf)
    assert run(["record", str(file), "--rebuild", str(again)]) == 0
    assert pdf.startswith(again.read_bytes())
    capsys.readouterr()


def test_it_can_be_taken_back_and_survives_the_lock_and_the_end_of_the_program(desk, ready):
    hands = ready
    hands.click(LARGE)
    desk.app.window.undo_requested.emit()
    hands.reads("Taken back: large print")
    assert not hands.find(QAbstractButton, LARGE).isChecked()
    until(lambda: size_of_letters(previewed(hands)) < CLOSED)
    hands.click(LARGE)
    hands.click("Lock")
    unlock(hands)
    assert hands.find(QAbstractButton, LARGE).isChecked()
    desk.close()
    hands = desk.opened()
    hands.click("Review and sign")
    assert hands.find(QAbstractButton, LARGE).isChecked()
    until(lambda: bool(previewed(hands)) and size_of_letters(previewed(hands)) >= OPEN)


def test_the_preview_is_on_the_sheet_of_the_practice(desk):
    histories.refused(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    wanted = vault.preferences().sheet(vault.practice().jurisdiction, large=False).paper
    vault.keep_preferences(Preferences(paper=next(each for each in type(wanted) if each is not wanted)))
    vault.close()
    hands = desk.opened()
    hands.click("Review and sign")
    until(lambda: bool(previewed(hands)))
    with _PDFIUM, pypdfium2.PdfDocument(previewed(hands)) as document:
        width = document.get_page_size(0)[0]
    assert (round(width) == 612) is (wanted.value == "A4")
