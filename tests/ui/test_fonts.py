import subprocess
import sys

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont, QTextLayout
from PySide6.QtWidgets import QLabel

from consult_app.assets import resource

REPORTED = "from PySide6.QtGui import *; QGuiApplication([]); print(*QFontDatabase.families(), sep='\\n')"


@pytest.mark.skipif(sys.platform != "linux", reason="only there fontconfig decides")
def test_only_our_own_fonts_are_offered():
    found = subprocess.run(
        [sys.executable, "-c", REPORTED], check=True, capture_output=True, text=True
    ).stdout
    aliases = {"Monospace", "Sans Serif", "Serif"}  # Qt's names for "any"
    ours = ("Inter", "Noto Sans", "Noto Emoji", "Droid Sans Fallback")
    assert {name for name in found.splitlines() if not name.startswith(ours)} == aliases


@pytest.mark.parametrize(
    "name", ["Żółć", "عمر", "שלום", "कमला", "สมชาย", "王小明", "さくら", "김철수", "😀", "კახა"]
)
def test_a_name_in_any_script_is_seen_on_the_screen(qtbot, name):
    label = QLabel(name)
    qtbot.addWidget(label)
    layout = QTextLayout(name, label.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    drawn = layout.glyphRuns()
    assert drawn
    assert all(number for run in drawn for number in run.glyphIndexes())


@pytest.mark.parametrize("path", sorted(resource("fonts").glob("*.ttf")), ids=lambda path: path.name)
def test_every_font_has_the_outlines_that_a_pdf_can_hold(qapp, path):
    font = QRawFont(str(path), 10)
    assert font.isValid()
    assert font.fontTable("glyf").size() > 0
    assert font.fontTable("fvar").isEmpty()


def test_weights_are_real_and_not_smeared(qapp):
    for name in resource("fonts").glob("Inter-*.ttf"):
        assert QFontDatabase.addApplicationFont(str(name)) >= 0
    assert {"Regular", "Medium", "SemiBold", "Bold"} <= set(QFontDatabase.styles("Inter"))


def test_text_without_a_family_is_set_in_a_font_of_ours(qtbot):
    label = QLabel("Text")
    qtbot.addWidget(label)
    label.show()
    qtbot.waitExposed(label)
    assert QFontInfo(label.font()).family() in {"Inter", "Noto Sans"}
