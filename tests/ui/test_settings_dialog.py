"""One dialog for all settings, made from their description, worked by mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from consult_app.domain.consultation import Clinician, Practice
from consult_app.domain.document import PaperSize
from consult_app.domain.preferences import Preferences
from consult_app.domain.proof import SigningKey
from consult_app.domain.users import User, UserRole
from consult_app.errors import ConsultError
from consult_app.signing.archive_time import authority
from consult_app.signing.locked_ink import recipient
from consult_app.ui import pictures, theme
from consult_app.ui import setting_keys as keys
from consult_app.ui.dialogs.settings_dialog import SettingsDialog
from consult_app.ui.pictures import logo_from
from consult_app.ui.remembered import USUAL
from consult_app.ui.setting import Kind, Section, Setting, applied, complaint, values_of
from consult_app.ui.settings_facts import facts, key_facts
from consult_app.ui.settings_sections import sections
from consult_app.ui.widgets.certificate_field import CertificateField
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.picture_field import PictureField
from consult_app.ui.widgets.section_list import SectionList
from consult_app.workflow.settings import Settings
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.certificates import CLINIC, certificate, rsa_key
from tests.helpers.hands import Hands
from tests.helpers.screens import shown

ME = User(Clinician("c-1", "Dr A. Osei", "Dermatologist", "R-77"), UserRole.LEAD)
SETTINGS = Settings(
    Practice("Skin Practice Linden", "1 Linden Row", "555 0100"),
    ME,
    (ME,),
    Preferences(),
    SigningKey("ab" * 32, datetime(2026, 3, 1, tzinfo=UTC)),
    ("US", "UK", "XX"),
    ("en",),
    1,
    (("meso", "Mesotherapy"), ("peel", "Peeling")),
)
PARTS = {
    "practice": SETTINGS.practice,
    "clinician": SETTINGS.me.clinician,
    "preferences": SETTINGS.preferences,
    "machine": USUAL,
}
DESCRIBED = sections(SETTINGS, ("Office", "Reception"), recipient, authority)
DONE = (
    keys.NEW_KEY,
    keys.BOUGHT_KEY,
    keys.CARD_KEY,
    keys.NEW_RECOVERY_KEY,
    keys.PASSPHRASE,
    keys.TRY_SAMPLE,
    keys.CLEAR_SAMPLES,
    keys.BACK_UP,
    keys.CERTIFY,
    keys.WITHDRAW_KEY,
    keys.CHECK_LOG,
    keys.READ_LOG,
    keys.SEE_DUE,
    keys.BRING_PATIENTS,
    keys.TIE,
    keys.UNTIE,
)
ABLE = dict.fromkeys((*DONE, keys.ASK_TIME), True)
TITLES = [each.title for each in DESCRIBED]


def made(qtbot, parent=None, parts=PARTS):
    dialog = SettingsDialog(DESCRIBED, values_of(DESCRIBED, parts) | facts(SETTINGS) | ABLE, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    return dialog


@pytest.fixture
def dialog(qtbot):
    return made(qtbot)


@pytest.fixture
def hands(dialog):
    return Hands(dialog)


def go_to(hands, title):
    hands.click(f"Section {title}")


def told(signal):
    heard = []
    signal.connect(lambda *said: heard.append(said))
    return heard


def kept(hands, dialog):
    saved = told(dialog.saved)
    hands.click("Save")
    [[values]] = saved
    return applied(PARTS, values)


def test_what_is_not_touched_stays_as_it_is(hands, dialog):
    for title in TITLES:
        go_to(hands, title)
    assert kept(hands, dialog) == PARTS
    assert not dialog.isVisible()


def test_sections_that_were_never_opened_stay_as_they_are(hands, dialog):
    assert kept(hands, dialog) == PARTS


def test_everything_that_can_be_decided_is_decided_by_hand(hands, dialog):
    hands.type("Name of the practice", "Praxis Linde ")
    hands.type("Address", "Lindenweg 1")
    hands.key(Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "Berlin")
    hands.type("Phone number", "+49 30 1234")
    hands.type("Phone number for emergencies", "(030) 112-112")
    hands.click("Documents follow the law of United Kingdom")
    hands.click("Work with clinically approved content only")
    go_to(hands, "You")
    hands.type("Your name, as it is printed", "Dr B. Osei")
    hands.type("Your profession", "Physician")
    go_to(hands, "Printing")
    hands.click("Paper A4")
    hands.click("Printer Reception")
    hands.click("Copies: one more")
    go_to(hands, "Timeouts")
    hands.type("Lock when nobody has touched anything for minutes", "45")
    go_to(hands, "Appearance")
    hands.click("Look Dark")
    hands.click("Text size 130 %")
    parts = kept(hands, dialog)
    assert parts["practice"] == Practice(
        "Praxis Linde", "Lindenweg 1\nBerlin", "+49 30 1234", "UK", True, "(030) 112-112"
    )
    assert parts["clinician"] == Clinician("c-1", "Dr B. Osei", "Physician", "R-77")
    assert parts["preferences"] == Preferences(PaperSize.A4, b"", 45)
    assert parts["machine"] == replace(USUAL, look="dark", text=1.3, printer="Reception", copies=2)


def test_a_field_that_is_emptied_is_kept_empty(hands, dialog):
    go_to(hands, "You")
    field = hands.fields("Registration (if any)")[0]
    hands.press(field)
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert kept(hands, dialog)["clinician"].registration == ""


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [
        (("Practice", "Name of the practice"), " ", "Documents carry the practice’s name."),
        (("Practice", "Phone number for emergencies"), "ring Bo", "A phone number has at least three digits"),
        (("You", "Your name, as it is printed"), " ", "Documents carry your name."),
        (("Timeouts", "Lock when nobody has touched anything for minutes"), "0", "From 1 to 60"),
        (("Timeouts", "Lock when nobody has touched anything for minutes"), "61", "From 1 to 60"),
        (("Printing", "Copies of each document"), "1.5", ""),
    ],
)
def test_what_cannot_be_kept_is_said_where_it_stands(hands, dialog, place, text, words):
    section, field = place
    dialog.activateWindow()
    go_to(hands, section)
    hands.type(field, text)
    go_to(hands, "Languages")
    saved = told(dialog.saved)
    hands.click("Save")
    assert saved == []
    assert dialog.isVisible()
    hands.reads(words)
    assert hands.fields(field)[0].hasFocus()


def test_a_practice_waits_between_signing_and_treatment_only_where_it_says_so(hands, dialog):
    field = "Days between signing and treatment days"
    assert dialog.value("preferences.days_between") == 0
    for text, words in (("61", "From 0 to 60"), ("14", "")):
        hands.type(field, text)
        hands.reads(words)
    saved = told(dialog.saved)
    hands.click("Save")
    assert saved[0][0]["preferences.days_between"] == 14


def test_a_treatment_has_a_wait_of_its_own_or_none(hands, dialog):
    field = "Days before Peeling days"
    assert dialog.value("preferences.waits.peel") is None
    hands.type(field, "61")
    saved = told(dialog.saved)
    hands.click("Save")
    assert saved == []
    hands.type(field, "21")
    hands.click("Save")
    [[values]] = saved
    assert (values["preferences.waits.peel"], values["preferences.waits.meso"]) == (21, None)
    assert applied(PARTS, values)["preferences"].waits == {"peel": 21}


def test_an_entry_without_a_value_is_taken_out_and_the_others_stay():
    held = {"preferences": Preferences(waits={"peel": 21, "meso": 0, "gone": 3})}
    changed = applied(held, {"preferences.waits.peel": None, "preferences.waits.meso": 5})
    assert changed["preferences"].waits == {"meso": 5, "gone": 3}
    described = [Section("s", "", "", "", (Setting("preferences.waits.meso", "", Kind.NUMBER),))]
    assert values_of(described, held) == {"preferences.waits.meso": 0}


def test_with_one_language_there_is_nothing_to_choose_and_with_several_there_is():
    [alone] = [each for each in DESCRIBED if each.key == "languages"]
    assert [each.kind for each in alone.settings] == [Kind.FACTS]
    [several] = [
        each
        for each in sections(replace(SETTINGS, languages=("ar", "en")), (), recipient, authority)
        if each.key == "languages"
    ]
    first, _ = several.settings
    assert first.choices == (("", "The language of the treatment"), ("ar", "Arabic"), ("en", "English"))


def test_look_and_size_are_told_at_once(hands, dialog):
    edited = told(dialog.edited)
    go_to(hands, "Appearance")
    hands.click("Look High contrast")
    hands.click("Look High contrast")
    assert edited == [(keys.LOOK, "contrast")]
    assert dialog.value(keys.LOOK) == "contrast"


def test_cancelling_saves_nothing(hands, dialog):
    saved = told(dialog.saved)
    hands.type("Name of the practice", "Other")
    hands.click("Cancel")
    assert saved == []
    assert not dialog.isVisible()


def test_what_cannot_be_undone_is_asked_once_more(hands, dialog):
    acted = told(dialog.acted)
    go_to(hands, "Sample patient")
    hands.click("Remove the sample data")
    assert acted == []
    go_to(hands, "Languages")
    go_to(hands, "Sample patient")
    hands.click("Remove the sample data")
    hands.click("Yes, remove all sample data")
    hands.click("Try it with a sample patient")
    assert acted == [(keys.CLEAR_SAMPLES,), (keys.TRY_SAMPLE,)]


def test_what_changes_elsewhere_is_shown(hands, dialog):
    dialog.show_value(keys.CLEAR_SAMPLES, False)
    go_to(hands, "Sample patient")
    assert not hands.find(QAbstractButton, "Remove the sample data").isEnabled()
    go_to(hands, "You")
    hands.reads("abababab abababab", "1 Mar 2026")
    dialog.show_value(keys.KEY, key_facts(None))
    hands.reads("There is none. Make a new one.")


def test_the_sections_are_gone_through_with_the_arrow_keys(hands, dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert QApplication.focusWidget().text() == "Practice"
    for title in ("You", "Clinicians"):
        hands.key(Qt.Key.Key_Down)
        assert QApplication.focusWidget().text() == title
        assert [each.text() for each in shown(dialog, QLabel)].count(title) == 1
    hands.key(Qt.Key.Key_Up)
    hands.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "Your name, as it is printed"


def test_tab_goes_from_the_list_through_the_page_to_the_buttons_and_round(hands, dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    for title in TITLES:
        go_to(hands, title)
    go_to(hands, "Printing")
    names = []
    for _ in range(7):
        names.append(QApplication.focusWidget().accessibleName() or QApplication.focusWidget().text())
        hands.key(Qt.Key.Key_Tab)
    assert names == [
        "Section Printing",
        "Paper As is usual here (US Letter)",
        "Large print unless chosen otherwise",
        "Printer Ask each time",
        "Copies of each document",
        "Cancel",
        "Save",
    ]
    assert QApplication.focusWidget().accessibleName() == "Section Printing"


def test_a_choice_is_made_by_keyboard(hands, dialog, qtbot):
    dialog.activateWindow()
    go_to(hands, "Printing")
    hands.find(QAbstractButton, "Paper As is usual here (US Letter)").setFocus()
    hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_Space)
    assert dialog.value("preferences.paper") is PaperSize.A4
    hands.key(Qt.Key.Key_Space)
    assert dialog.value("preferences.paper") is PaperSize.A4


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(800, 1180)])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_section_fits_at_every_size(qtbot, qapp, size, text, look):
    theme.apply(qapp, look, text)
    window = QWidget()
    window.resize(size)
    qtbot.addWidget(window)
    encrypting = replace(SETTINGS.preferences, ink_certificate=CLINIC)
    dialog = made(qtbot, window, PARTS | {"preferences": encrypting})
    assert dialog.width() <= size.width()
    assert dialog.height() <= size.height()
    for section in DESCRIBED:
        dialog.show_section(section.key)
        QApplication.processEvents()
        QApplication.processEvents()
        assert unnamed(dialog) == []
        assert too_small(dialog) == []
        assert list(clipped(dialog)) == []
    assert dialog.findChild(SectionList).width() <= dialog.width()


def clipped(dialog):
    """Name what is cut off at the right, or has less room than its words need."""
    for each in (*shown(dialog, QAbstractButton), *shown(dialog, QLineEdit), *shown(dialog, QLabel)):
        parent = each.parentWidget()
        if each.x() < 0 or each.geometry().right() >= max(parent.width(), 1):
            yield f"{each!r} {each.geometry()} in {parent!r} {parent.geometry()}"
        if isinstance(each, QLabel) and each.height() < each.heightForWidth(each.width()) > 0:
            yield f"{each.text()!r} is {each.height()} high"


def test_the_list_stands_above_the_page_where_there_is_no_room_beside(qtbot, qapp, dialog):
    sections_shown = dialog.findChild(SectionList)
    assert sections_shown.height() > sections_shown.width()
    dialog.resize(480, 700)
    QApplication.processEvents()
    assert sections_shown.width() > sections_shown.height()
    dialog.resize(940, 680)
    QApplication.processEvents()
    assert sections_shown.height() > sections_shown.width()


def test_the_dialog_follows_a_text_size_that_is_tried_on(qtbot, qapp):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    dialog = made(qtbot, window)
    before = dialog.size()
    theme.apply(qapp, "dark", 2.0)
    QApplication.processEvents()
    assert before.width() < dialog.width() <= 1366
    assert before.height() <= dialog.height() <= 768
    theme.apply(qapp)
    QApplication.processEvents()
    assert dialog.size() == before


def test_showing_a_value_tells_nobody(dialog):
    edited = told(dialog.edited)
    for key, value in values_of(DESCRIBED, PARTS).items():
        for section in DESCRIBED:
            dialog.show_section(section.key)
        dialog.show_value(key, value)
    assert edited == []


def test_every_kind_of_setting_is_used():
    assert {each.kind for section in DESCRIBED for each in section.settings} == set(Kind)
    keys = [each.key for section in DESCRIBED for each in section.settings]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("number", ["555", "+49 (0)30 / 12-34.5", "", "112 "])
def test_what_people_write_as_a_phone_number_is_one(number):
    assert not complaint(Setting("", "", Kind.PHONE), number)


def test_without_a_printer_it_is_said_and_one_is_asked_each_time():
    [printer] = [
        each
        for section in sections(SETTINGS, (), recipient, authority)
        for each in section.settings
        if each.key == "machine.printer"
    ]
    assert printer.choices == (("", "Ask each time"),)
    assert printer.help == "No printer is set up on this machine."


# The logo


def picture(tmp_path, name, size, colour="#0b6e63", format_=None):
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    file = tmp_path / name
    assert image.save(str(file), format_)
    return file


def test_a_logo_is_chosen_shown_and_removed(qtbot, tmp_path):
    file = picture(tmp_path, "logo.png", QSize(400, 100))
    field = PictureField("Logo", lambda _parent, _name: str(file))
    qtbot.addWidget(field)
    field.show()
    QApplication.processEvents()
    empty = field.grab().toImage()
    with qtbot.waitSignal(field.edited):
        qtbot.mouseClick(field._choose, Qt.MouseButton.LeftButton)
    assert QImage.fromData(field.value()).size() == QSize(400, 100)
    assert field.grab().toImage() != empty
    with qtbot.waitSignal(field.edited):
        qtbot.mouseClick(field._remove, Qt.MouseButton.LeftButton)
    assert field.value() == b""
    assert not field._remove.isVisible()


@pytest.mark.parametrize("answer", ["", "no such file.png"])
def test_a_change_of_mind_or_a_lost_file_leaves_the_logo(qtbot, tmp_path, answer):
    field = PictureField("Logo", lambda _parent, _name: answer and str(tmp_path / answer))
    qtbot.addWidget(field)
    field.show()
    field.show_value(b"kept")
    QApplication.processEvents()
    qtbot.mouseClick(field._choose, Qt.MouseButton.LeftButton)
    assert field.value() == b"kept"
    assert field._error.isVisible() == bool(answer)


def test_a_logo_is_made_anew_small_and_opaque(tmp_path):
    clear = picture(tmp_path, "clear.png", QSize(3000, 900), "#00000000").read_bytes()
    logo = QImage.fromData(logo_from(clear))
    assert (logo.size(), logo.hasAlphaChannel()) == (QSize(780, 234), False)
    assert logo.pixelColor(0, 0) == QColor("white")
    content = picture(tmp_path, "photo.jpg", QSize(90, 900), format_="JPEG").read_bytes()
    assert QImage.fromData(logo_from(content)).size() == QSize(45, 450)
    small = picture(tmp_path, "small.png", QSize(40, 20)).read_bytes()
    assert QImage.fromData(logo_from(small)).size() == QSize(40, 20)


def test_nothing_that_a_file_hides_is_kept(tmp_path):
    hidden = picture(tmp_path, "logo.png", QSize(40, 20)).read_bytes() + b"Maya Lindqvist"
    assert b"Maya" not in logo_from(hidden)


def test_what_is_no_picture_of_ours_is_refused(tmp_path, monkeypatch):
    whole = picture(tmp_path, "logo.png", QSize(40, 20)).read_bytes()
    bmp = picture(tmp_path, "logo.bmp", QSize(40, 20)).read_bytes()
    for content, why in ((b"%PDF", "neither"), (b"<svg/>", "neither"), (bmp, "neither")):
        with pytest.raises(ConsultError, match=why):
            logo_from(content)
    monkeypatch.setattr(pictures, "MOST_PIXELS", 39)
    with pytest.raises(ConsultError, match="pixels"):
        logo_from(whole)
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    with pytest.raises(ConsultError, match="larger"):
        logo_from(whole)


def test_pills_go_on_in_the_next_line_and_are_never_wider_than_there_is_room(qtbot):
    flow = ChoiceFlow("Printer")
    flow.set_choices([("a", "A printer with a very long name on the second floor"), ("b", "B"), ("c", "C")])
    flow.set_current("a")
    qtbot.addWidget(flow)
    flow.resize(200, 200)
    flow.show()
    QApplication.processEvents()
    places = [each.geometry() for each in flow.findChildren(QAbstractButton)]
    assert places[0].width() == 200
    assert places[1].top() == places[2].top() > places[0].bottom()
    with qtbot.waitSignal(flow.chosen) as chosen:
        qtbot.mouseClick(flow.findChildren(QAbstractButton)[1], Qt.MouseButton.LeftButton)
    assert chosen.args == ["b"]


def test_a_tall_window_lends_the_dialog_its_height(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    heights = []
    for size in ((1366, 768), (800, 1180), (1920, 1080)):
        window.resize(*size)
        heights.append(made(qtbot, window).height())
    assert heights == [680, 860, 860]


# The certificate


def test_a_certificate_is_chosen_shown_kept_and_removed(qtbot, tmp_path):
    file = tmp_path / "clinic.pem"
    file.write_bytes(certificate(rsa_key()))
    wanted = recipient(file.read_bytes())
    field = CertificateField("Certificate", recipient, lambda _parent, _name: str(file))
    qtbot.addWidget(field)
    field.show()
    assert not field._remove.isVisible()
    with qtbot.waitSignal(field.edited):
        qtbot.mouseClick(field._choose, Qt.MouseButton.LeftButton)
    assert field.value() == wanted.certificate
    Hands(field).reads("O=Skin Practice, CN=Handwriting", wanted.fingerprint[:8])
    file.write_bytes(b"no certificate")
    qtbot.mouseClick(field._choose, Qt.MouseButton.LeftButton)
    Hands(field).reads("This is no certificate. The file holds no certificate that can be read.")
    assert field.value() == wanted.certificate
    with qtbot.waitSignal(field.edited):
        qtbot.mouseClick(field._remove, Qt.MouseButton.LeftButton)
    assert field.value() == ""


def test_a_change_of_mind_leaves_the_certificate(qtbot):
    field = CertificateField("Certificate", recipient, lambda _parent, _name: "")
    qtbot.addWidget(field)
    qtbot.mouseClick(field._choose, Qt.MouseButton.LeftButton)
    assert field.value() == ""
