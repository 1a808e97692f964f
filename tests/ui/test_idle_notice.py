"""The words that say that the program is about to lock."""

from PySide6.QtWidgets import QDialog, QWidget

from consult_app.ui.idle_notice import IdleNotice
from consult_app.ui.widgets.toast import Toast


def test_it_goes_when_somebody_is_there(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    notice = IdleNotice(window)
    notice.warn(30)
    [toast] = window.findChildren(Toast)
    assert toast.isVisible()
    assert "30" in toast.accessibleName()
    notice.calm()
    assert not toast.isVisible()
    notice.calm()


def test_it_may_have_gone_with_the_dialog_that_it_stood_on(qtbot, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = QDialog(window)
    monkeypatch.setattr("consult_app.ui.idle_notice.QApplication.activeWindow", lambda: dialog)
    notice = IdleNotice(window)
    notice.warn(30)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
    notice.calm()
