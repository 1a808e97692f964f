"""Pages as pictures, where a printing system takes no PDF."""

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPageRanges, QPageSize

from consult_app.assets import resource
from consult_app.domain.document import PaperSize
from consult_app.errors import PrintError
from consult_app.pdf.render import render
from consult_app.ui import raster_job
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.print_choice import PrintChoice, Sides
from consult_app.ui.printing import paper_of, printer_for
from consult_app.ui.raster_job import RasterJob
from tests.helpers.pdf_samples import sample_pdf
from tests.helpers.sample_documents import LABELS, consent, signatures

ROOT = Path(__file__).parents[2]


@pytest.fixture
def coarse(monkeypatch):
    """Few dots: what is tested here does not hang on them."""
    monkeypatch.setattr(raster_job, "DPI", 72)


def to_file(path, **choices):
    printer = printer_for(PrintChoice("", **choices))
    printer.setOutputFileName(str(path))
    return printer


def test_the_chosen_pages_are_painted_one_after_the_other(qtbot, coarse, tmp_path):
    job = RasterJob(sample_pdf(4), to_file(tmp_path / "p.pdf", pages="2-3"))
    reached = []
    job.reached.connect(lambda *where: reached.append(where))
    with qtbot.waitSignal(job.printed):
        job.start()
    assert reached == [(1, 2), (2, 2)]
    pdf = (tmp_path / "p.pdf").read_bytes()
    with pypdfium2.PdfDocument(pdf) as painted:
        assert len(painted) == 2
    corner = PdfPages(pdf).picture(0, 1).pixelColor(10, 10)
    assert (corner.red(), corner.green()) == pytest.approx((255, 0), abs=8)


def test_in_shades_of_grey_no_colour_is_painted(qtbot, coarse, tmp_path):
    job = RasterJob(sample_pdf(1), to_file(tmp_path / "p.pdf", grey=True))
    with qtbot.waitSignal(job.printed):
        job.start()
    corner = PdfPages((tmp_path / "p.pdf").read_bytes()).picture(0, 1).pixelColor(10, 10)
    assert corner.red() == pytest.approx(corner.green(), abs=2)
    assert 40 < corner.red() < 200


def test_copies_are_painted_where_the_printer_makes_none(qtbot, coarse, tmp_path):
    job = RasterJob(sample_pdf(2), to_file(tmp_path / "p.pdf"), copies=2)
    with qtbot.waitSignal(job.printed):
        job.start()
    with pypdfium2.PdfDocument((tmp_path / "p.pdf").read_bytes()) as painted:
        assert len(painted) == 4


def test_what_is_cancelled_stops_between_two_pages(qtbot, coarse, tmp_path):
    job = RasterJob(sample_pdf(40), to_file(tmp_path / "p.pdf"))
    with qtbot.assertNotEmitted(job.printed), qtbot.waitSignal(job.reached):
        job.start()
    with qtbot.assertNotEmitted(job.printed):
        job.leave()
    assert not job._thread.is_alive()


def test_a_printer_that_cannot_be_opened_is_a_failure(qtbot, qtlog, tmp_path):
    job = RasterJob(sample_pdf(1), to_file(tmp_path / "no such folder" / "p.pdf"))
    # Qt says so too.
    with qtlog.disabled(), qtbot.waitSignal(job.failed) as told:
        job.start()
    assert isinstance(told.args[0], PrintError)


def test_a_page_is_made_smaller_for_smaller_paper_and_never_larger(qtbot, coarse, tmp_path):
    red = {}
    for paper in PaperSize:
        job = RasterJob(sample_pdf(1), to_file(tmp_path / f"{paper.value}.pdf", paper=paper))
        with qtbot.waitSignal(job.printed):
            job.start()
        page = PdfPages((tmp_path / f"{paper.value}.pdf").read_bytes()).picture(0, 1)
        red[paper] = sum(page.pixelColor(x, 10).green() < 40 for x in range(page.width()))
    assert red[PaperSize.A4] == pytest.approx(100, abs=1)
    assert red[PaperSize.LETTER] == pytest.approx(100 * 792 / 842, abs=2)


def test_what_was_chosen_is_set_at_the_printer(qapp):
    printer = printer_for(PrintChoice("", 1, "1-2", Sides.LONG, PaperSize.LETTER))
    assert printer.pageRanges() == QPageRanges.fromString("1-2")
    assert printer.pageLayout().pageSize() == QPageSize(QPageSize.PageSizeId.Letter)
    assert printer.docName() == qapp.applicationName()


@pytest.mark.parametrize(("width", "paper"), [(595.2756, PaperSize.A4), (612, PaperSize.LETTER)])
def test_the_paper_that_pages_were_laid_out_on_is_recognised(width, paper):
    assert paper_of(width) is paper


def test_paper_is_the_pdf_at_300_dpi_whatever_the_scale_of_the_screen(tmp_path):
    """One process a scale: Qt reads it once."""
    file = tmp_path / "form.pdf"
    file.write_bytes(render(consent(), LABELS, signatures(), fonts=resource("fonts")))
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.raster_process", scale, str(file)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for scale in ("1", "1.25", "2")
    ]
    shares = [float(each.communicate(timeout=60)[0]) for each in running]
    assert max(shares) <= 0.005, shares
