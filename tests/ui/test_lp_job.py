"""Paper in a real printing system: what a printer was given is what was chosen, to the byte."""

import pytest

from consult_app.domain.document import PaperSize
from consult_app.errors import PrintError
from consult_app.ui import printing
from consult_app.ui.lp_job import LpJob, command
from consult_app.ui.print_choice import PrintChoice, Printer, Sides
from tests.helpers.pdf_samples import sample_pdf

PDF = sample_pdf(4)


@pytest.fixture
def office(print_shop):
    print_shop.add("Office")
    return print_shop


def run(qtbot, job, signal, seconds=20):
    with qtbot.waitSignal(signal, timeout=seconds * 1000) as told:
        job.start()
    return told.args


def test_paper_comes_out_of_the_tray_that_was_chosen(qtbot, print_shop):
    print_shop.add("Front", trays=True)
    job = LpJob(PDF, PrintChoice("Front", tray="tray-2"))
    run(qtbot, job, job.printed)
    [printed] = print_shop.printed("Front")
    assert {"InputSlot=Tray2", "PageSize=A4", "print-scaling=none"} <= printed.options


def test_a_scheduler_that_is_started_anew_goes_on_with_what_it_has(qtbot, office):
    office.have("Office", "wait")
    job = LpJob(PDF, PrintChoice("Office"))
    with qtbot.assertNotEmitted(job.failed):
        job.start()
        qtbot.waitUntil(lambda: not job.busy, timeout=10_000)
        office.start_anew()
        with qtbot.waitSignal(job.printed, timeout=20_000):
            office.mend("Office")
    assert [each.paper for each in office.printed("Office")] == [PDF]


def test_a_printer_that_was_taken_away_gives_the_document_back(qtbot, office):
    office.have("Office", "wait")
    job = LpJob(PDF, PrintChoice("Office"))
    job.start()
    qtbot.waitUntil(lambda: office.queued("Office") != [], timeout=10_000)
    with qtbot.waitSignal(job.failed, timeout=20_000):
        office.remove("Office")


def test_a_scheduler_that_hangs_is_not_waited_for(qtbot, office, monkeypatch):
    with office.hanging(), monkeypatch.context() as impatient:
        impatient.setattr(printing, "PATIENCE_S", 0.2)
        with pytest.raises(PrintError) as silent:
            printing.printers()
        assert silent.value.code == "printing-silent"
        assert printing.offered_printers() == ()
        assert printing.printer("Office") == Printer("Office")
        job = LpJob(PDF, PrintChoice("Office"), patience_s=0.5)
        [error] = run(qtbot, job, job.failed)
        assert error.code == "print-failed"
    assert printing.printers() == ("Office",)
    assert office.printed("Office") == []


def test_the_printer_gets_the_very_bytes_and_all_that_was_chosen(qtbot, office):
    job = LpJob(PDF, PrintChoice("Office", 2, "1-2,4", Sides.LONG, PaperSize.LETTER, own_paper=False))
    run(qtbot, job, job.printed)
    [printed] = office.printed("Office")
    assert printed.paper == PDF
    assert printed.copies == 2
    assert {"page-ranges=1-2,4", "sides=two-sided-long-edge", "print-scaling=fit"} <= printed.options
    assert "media=na_letter_8.5x11in" in printed.options


def test_nothing_is_scaled_on_the_document_s_own_paper(qtbot, office):
    job = LpJob(PDF, PrintChoice("Office"))
    run(qtbot, job, job.printed)
    [printed] = office.printed("Office")
    assert {"sides=one-sided", "media=iso_a4_210x297mm", "print-scaling=none"} <= printed.options
    assert not [each for each in printed.options if each.startswith("page-ranges")]


def test_the_queue_that_everybody_can_read_names_no_patient(qtbot, office, qapp):
    job = LpJob(PDF, PrintChoice("Office"))
    run(qtbot, job, job.printed)
    [printed] = office.printed("Office")
    assert printed.title == qapp.applicationName()


def test_it_is_printed_only_once_it_came_out(qtbot, office):
    office.have("Office", "wait")
    job = LpJob(PDF, PrintChoice("Office"))
    with qtbot.assertNotEmitted(job.printed):
        job.start()
        qtbot.waitUntil(lambda: office.queued("Office") != [], timeout=10_000)
    with qtbot.waitSignal(job.printed, timeout=20_000):
        office.mend("Office")
    assert office.printed("Office")[0].paper == PDF


def test_a_printer_that_breaks_gives_the_document_back(qtbot, office):
    office.have("Office", "fail")
    job = LpJob(PDF, PrintChoice("Office"), patience_s=1)
    [error] = run(qtbot, job, job.failed)
    assert isinstance(error, PrintError)
    assert error.code == "print-failed"
    qtbot.waitUntil(lambda: not job.busy and office.queued("Office") == [], timeout=10_000)
    assert office.printed("Office") == []


def test_a_printer_that_does_nothing_gives_it_back_too(qtbot, office):
    office.have("Office", "wait")
    first = LpJob(PDF, PrintChoice("Office"))
    first.start()
    qtbot.waitUntil(lambda: office.queued("Office") != [], timeout=10_000)
    second = LpJob(PDF, PrintChoice("Office"), patience_s=0.5)
    [error] = run(qtbot, second, second.failed)
    assert error.code == "print-failed"
    qtbot.waitUntil(lambda: not second.busy and len(office.queued("Office")) == 1, timeout=10_000)
    first.cancel()
    qtbot.waitUntil(lambda: not first.busy and office.queued("Office") == [], timeout=10_000)


@pytest.mark.parametrize("handed_over", [False, True])
def test_what_is_cancelled_does_not_come_out(qtbot, office, handed_over):
    office.have("Office", "wait")
    job = LpJob(PDF, PrintChoice("Office"))
    with qtbot.assertNotEmitted(job.printed), qtbot.assertNotEmitted(job.failed):
        job.start()
        if handed_over:
            qtbot.waitUntil(lambda: office.queued("Office") != [], timeout=10_000)
        job.cancel()
        qtbot.waitUntil(lambda: not job.busy and office.queued("Office") == [], timeout=10_000)
        office.mend("Office")
    assert office.printed("Office") == []


def test_a_job_taken_away_elsewhere_is_not_called_printed(qtbot, office):
    office.have("Office", "wait")
    job = LpJob(PDF, PrintChoice("Office"))
    job.start()
    qtbot.waitUntil(lambda: office.queued("Office") != [], timeout=10_000)
    with qtbot.waitSignal(job.failed, timeout=20_000):
        office._run("cancel", office.queued("Office")[0])


def test_no_such_printer_is_a_failure_without_the_system_s_words(qtbot, office):
    job = LpJob(PDF, PrintChoice("Sold"))
    [error] = run(qtbot, job, job.failed)
    assert "Sold" not in str(error)


def test_a_missing_program_is_a_failure(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    job = LpJob(PDF, PrintChoice("Office"))
    [error] = run(qtbot, job, job.failed)
    assert error.code == "print-failed"


def test_an_answer_without_a_number_is_a_failure(qtbot, tmp_path, monkeypatch):
    (tmp_path / "lp").write_text("#!/bin/sh\nwhile read -r line; do :; done\n")
    (tmp_path / "lp").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    job = LpJob(PDF, PrintChoice("Office"))
    [error] = run(qtbot, job, job.failed)
    assert error.code == "print-failed"


def test_at_the_end_of_the_program_what_is_handed_over_is_printed_all_the_same(qtbot, office):
    job = LpJob(PDF, PrintChoice("Office"))
    job.start()
    job.leave()
    qtbot.waitUntil(lambda: len(office.printed("Office")) == 1, timeout=10_000)


def test_the_program_knows_the_system_s_printers(qapp, office):
    office.add("Desk")
    assert printing.printers() == ("Desk", "Office")
    assert printing.usual_printer("Office", ("Desk", "Office")) == "Office"
    assert printing.usual_printer("Sold", ("Desk", "Office")) == "Desk"


def test_the_system_s_own_printer_comes_first(qapp, office):
    office.add("Desk")
    office._run("lpadmin", "-d", "Office")
    assert printing.printers() == ("Office", "Desk")


def test_a_printer_says_what_it_can_do(qapp, office):
    office.add("Front", trays=True)
    assert printing.printer("Office") == Printer("Office", turns=True)
    assert printing.printer("Front") == Printer("Front", turns=True, trays=("auto", "tray-1", "tray-2"))
    assert printing.printer("Sold") == Printer("Sold")


def test_the_file_itself_is_handed_over_where_that_can_be_done(qapp, monkeypatch, tmp_path):
    assert isinstance(printing.print_job(PDF, PrintChoice("Office")), LpJob)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not isinstance(printing.print_job(PDF, PrintChoice("Office")), LpJob)


def test_the_command_names_no_file(qapp):
    assert command(PrintChoice("Office"))[:5] == ["lp", "-t", qapp.applicationName(), "-d", "Office"]


def test_shades_of_grey_are_asked_for_by_their_name_in_ipp_and_only_where_they_were_chosen():
    assert command(PrintChoice("Office", grey=True))[-2:] == ["-o", "print-color-mode=monochrome"]
    assert "print-color-mode" not in " ".join(command(PrintChoice("Office")))
