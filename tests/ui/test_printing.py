from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter

from consult_app.errors import PrintError
from consult_app.ui import printing
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.printing import ask, on, print_key, print_pdf
from tests.helpers.pdf_samples import sample_pdf


@pytest.fixture
def lp(tmp_path, monkeypatch):
    """A printing system that keeps what it was given, in place of any other on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/arguments\n/bin/cat > {tmp_path}/paper\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return tmp_path


def to_paper(printer, parent):
    printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
    return True


def not_now(printer, parent):
    return False


def test_without_a_printer_it_says_so(qapp, monkeypatch):
    monkeypatch.setattr(printing, "printers", tuple)
    with pytest.raises(PrintError) as caught:
        print_pdf(sample_pdf(), None, ask)
    assert caught.value.code == "no-printer"


def test_a_change_of_mind_prints_nothing(qapp, lp):
    assert not print_pdf(sample_pdf(), None, not_now)
    assert not (lp / "paper").exists()


def test_the_printing_system_gets_the_very_bytes_and_what_was_chosen(qapp, lp):
    pdf = sample_pdf()

    def choose(printer, parent):
        to_paper(printer, parent)
        printer.setCopyCount(2)
        printer.setPageRanges(QPageRanges.fromString("1-2"))
        return True

    assert print_pdf(pdf, None, choose)
    assert (lp / "paper").read_bytes() == pdf
    arguments = (lp / "arguments").read_text().splitlines()
    assert arguments[arguments.index("-n") + 1] == "2"
    assert arguments[arguments.index("-P") + 1] == "1-2"


def test_a_printing_system_that_refuses_is_a_print_error_without_its_words(qapp, lp):
    (lp / "bin" / "lp").write_text("#!/bin/sh\necho Maya Lindqvist >&2\nexit 1\n")
    with pytest.raises(PrintError) as caught:
        print_pdf(sample_pdf(), None, to_paper)
    assert caught.value.code == "print-failed"
    assert "Maya" not in str(caught.value)


def test_printing_to_a_file_gives_the_very_bytes(qapp, lp):
    pdf = sample_pdf()

    def choose(printer, parent):
        printer.setOutputFileName(str(lp / "copy.pdf"))
        return True

    assert print_pdf(pdf, None, choose)
    assert (lp / "copy.pdf").read_bytes() == pdf


def test_a_file_that_cannot_be_written_is_a_print_error(qapp, lp):
    def choose(printer, parent):
        printer.setOutputFileName(str(lp / "no such folder" / "copy.pdf"))
        return True

    with pytest.raises(PrintError, match="No such file"):
        print_pdf(sample_pdf(), None, choose)


def test_where_no_pdf_is_taken_the_chosen_pages_are_painted(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "DPI", 72)
    out = tmp_path / "painted.pdf"
    printer = QPrinter()
    printer.setOutputFileName(str(out))
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    printing._paint(sample_pdf(4), printer)
    with pypdfium2.PdfDocument(out.read_bytes()) as painted:
        assert len(painted) == 2
        corner = PdfPages(out.read_bytes()).picture(0, 1).pixelColor(10, 10)
    assert (corner.red(), corner.green()) == pytest.approx((255, 0), abs=8)


def test_two_sides_are_asked_for_as_chosen(qapp):
    class TwoSided(QPrinter):
        def duplex(self):
            return QPrinter.DuplexMode.DuplexLongSide

    assert printing._command(TwoSided())[-1] == "sides=two-sided-long-edge"


def test_the_recovery_key_goes_to_paper_and_to_no_file(qapp, lp):
    key = "K7QM-2XRD-0QAB-9WTZ-4HFE-1J11-P3VC-88NS-JD2K"
    assert print_key(key, None, to_paper)
    pages = PdfPages((lp / "paper").read_bytes())
    words = pages.text(0).split()
    pages.close()
    assert [each for each in words if each in key.split("-")] == key.split("-")
    assert not print_key(key, None, not_now)


def test_the_system_s_printers_are_asked_for(qapp):
    assert isinstance(printing.printers(), tuple)


def test_the_system_s_dialog_sets_the_printer_up(qapp, monkeypatch):
    chosen = []

    class Dialog:
        DialogCode = printing.QPrintDialog.DialogCode

        def __init__(self, printer, parent):
            chosen.append(printer)

        def exec(self):
            return self.DialogCode.Rejected

    monkeypatch.setattr(printing, "printers", lambda: ("Office",))
    monkeypatch.setattr(printing, "QPrintDialog", Dialog)
    printer = QPrinter()
    assert not ask(printer, None)
    assert chosen == [printer]


def test_without_a_printing_system_the_pages_are_painted(qapp, tmp_path, monkeypatch):
    painted = []
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(printing, "_paint", lambda pdf, printer: painted.append(pdf))
    assert print_pdf(b"%PDF", None, to_paper)
    assert painted == [b"%PDF"]


def test_a_chosen_printer_is_named(qapp):
    class Office(QPrinter):
        def printerName(self):
            return "Office"

    command = printing._command(Office())
    assert command[command.index("-d") + 1] == "Office"


def test_a_named_printer_is_used_without_asking_with_as_many_copies(qapp, lp, monkeypatch):
    asked = []
    monkeypatch.setattr(printing, "printers", lambda: ("Office",))
    monkeypatch.setattr(printing, "ask", lambda printer, _parent: asked.append(printer.copyCount()))
    printer = QPrinter()
    assert on("Office", 2)(printer, None)
    assert printer.copyCount() == 2
    assert asked == []
    for name in ("", "Sold last year"):
        assert not on(name, 3)(printer, None)
    assert asked == [3, 3]
