"""How well a colour stands out from another, as the guidelines for accessible content compute it."""

from PySide6.QtGui import QColor


def luminance(colour: str) -> float:
    """Give how bright a colour is, 0 (black) to 1 (white)."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    ink = QColor(colour)
    red, green, blue = ink.redF(), ink.greenF(), ink.blueF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """Give 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
