"""Which keys leave the program although the patient has the screen, by the windowing system."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QWindow

_GRABS = "xcb"
_NOT_CAUGHT = {
    "xcb": QT_TRANSLATE_NOOP(
        "system_keys",
        "Keys that switch programs are caught. Ctrl+Alt+F1 to F12 and the power button are not: "
        "stay near, or lock this account down.",
    ),
    "windows": QT_TRANSLATE_NOOP(
        "system_keys",
        "This system does not let a program catch the Windows key, Alt+Tab and Ctrl+Alt+Del. "
        "This window comes back to the front, but stay near, or use assigned access.",
    ),
    "cocoa": QT_TRANSLATE_NOOP(
        "system_keys",
        "This system does not let a program catch Cmd+Tab, Mission Control and Cmd+Option+Esc. "
        "This window comes back to the front, but stay near.",
    ),
    "wayland": QT_TRANSLATE_NOOP(
        "system_keys",
        "This system (Wayland) does not let a program catch Alt+Tab, the Super key and gestures. "
        "It may not even let this window come back to the front: stay near.",
    ),
}
_UNKNOWN = QT_TRANSLATE_NOOP(
    "system_keys", "On this system, keys that switch programs may not be caught: stay near."
)


def limits(platform: str) -> str:
    """Say in words what cannot be locked on a platform of Qt."""
    words = str(_NOT_CAUGHT.get(platform.partition("-")[0], _UNKNOWN))
    return QCoreApplication.translate("system_keys", words)


def grab(window: QWindow, platform: str) -> bool:
    """Take every key of the system where the platform lets a program; False where it does not."""
    return platform == _GRABS and window.setKeyboardGrabEnabled(True)


def let_go(window: QWindow, platform: str) -> bool:
    """Give the keys of the system back."""
    return platform == _GRABS and window.setKeyboardGrabEnabled(False)
