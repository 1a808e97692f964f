"""What a page of questions takes with nothing behind it: no vault, no room around it, no packs; prints MiB.

`python -m tests.benchmarks.page_alone COUNT`: what a prototype is measured by.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault(
    "FONTCONFIG_FILE", str(Path(__file__).resolve().parents[2] / "resources/fonts/fonts.conf")
)

from PySide6.QtWidgets import QApplication, QMainWindow

from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.growing import Growing
from consult_app.ui.pages.questions_page import QuestionsPage
from consult_app.workflow.screens.questions import questions_screen
from tests.helpers import rooms


def main(count: int) -> None:
    """Show as many questions in a window, and print what the process takes."""
    qt = QApplication([])
    theme.apply(qt)
    asked = rooms.conversation(rooms.treatment(rooms.mixed_questions(count)))
    window, page = QMainWindow(), QuestionsPage(Step.HISTORY)
    window.setCentralWidget(page)
    page.display(questions_screen(asked, Step.HISTORY))
    window.resize(1366, 768)
    window.show()
    while any(each.busy for each in page.findChildren(Growing)):
        qt.processEvents()
    qt.processEvents()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    print(pages * os.sysconf("SC_PAGE_SIZE") // 2**20)


if __name__ == "__main__":
    main(int(sys.argv[1]))
