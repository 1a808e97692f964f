"""Take a picture of every page with the sample consultation: `python -m tests.helpers.pictures DIR`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from consult_app.assets import resource

os.environ.setdefault("FONTCONFIG_FILE", str(resource("fonts/fonts.conf")))

from PySide6.QtWidgets import QApplication, QWidget

from consult_app.domain.consultation import Sealed
from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.pages.course_page import CoursePage
from consult_app.workflow.demo import scribble
from consult_app.workflow.screens.rail import PATH
from tests.helpers.window import PASSPHRASE, Walk, quick_services, until


def take(folder: Path, width: int = 1366, height: int = 768) -> None:
    """Walk through the sample and leave one picture a page."""
    with TemporaryDirectory(prefix="consult-pictures-") as place:
        walk = Walk(quick_services(Path(place) / "vault"))
        window = walk.app.window
        window.resize(width, height)
        window.show()

        def picture(name: str, shown: QWidget = window) -> None:
            for _ in range(12):
                QApplication.processEvents()
            shown.grab().save(str(folder / f"{name}.png"))

        walk.app.start()
        picture("01-first-run")
        sample = walk.sample
        walk.act(lambda: walk.controller.found(sample.practice, sample.clinician, PASSPHRASE), "founded")
        picture("02-recovery-key")
        walk.act(walk.controller.lock, "locked")
        picture("03-unlock")
        walk.act(lambda: walk.controller.unlock(PASSPHRASE), "listed")
        picture("04-start-empty")
        walk.act(walk.controller.find_patient, "finding_patient")
        picture("05-new-patient")
        walk.begin()
        picture("06-matters-empty")
        walk.answer_all()
        for place_on_path, step in enumerate(PATH[:-1], 7):
            walk.controller.go_to(step)
            picture(f"{place_on_path:02}-{step.value}")
        walk.controller.go_to(Step.HISTORY)
        walk.controller.answer("q-preg", True)
        picture("18-stop")
        walk.controller.answer("q-preg", False)
        assert walk.app.handing is not None
        walk.app.handing.begin(None, window.screen())
        patient = walk.app.handing.window
        assert patient is not None
        patient.resize(width, height)
        for name, pages in (("24-patient-question", 10), ("25-patient-option", 70), ("26-patient-risk", 11)):
            patient.go(pages)
            picture(name, patient)
        walk.app.handing.end()
        walk.review()
        picture("19-review")
        walk.sign(scribble("patient"))
        picture("20-signing")
        walk.sign(scribble("clinician"))
        picture("21-signed")
        record = walk.seal()[0]
        until(lambda: "kept" in walk.seen)
        picture("22-sealed")
        walk.act(walk.controller.list_consultations, "listed")
        picture("23-start")
        assert isinstance(record, Sealed)
        walk.controller.desk.read_course(record.draft.patient.id)
        until(lambda: bool(window.findChildren(CoursePage)))
        picture("24-course")
        walk.act(lambda: walk.controller.desk.follow(record.draft.id), "changed")
        walk.controller.go_to(Step.HISTORY)
        picture("25-next-session")
        walk.close()


if __name__ == "__main__":
    application = QApplication([])
    theme.apply(application)
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    take(target)
