"""The drawings of the body as paths that Qt can paint."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainterPath

from consult_app.assets import resource
from consult_app.domain.body import Region, View
from consult_app.domain.drawing import Layer, Path, read_drawing


@dataclass(frozen=True, slots=True)
class BodyPaths:
    """A view ready to be painted; see `Drawing`."""

    size: QSizeF
    lines: tuple[tuple[Layer, QPainterPath], ...]
    regions: Mapping[Region, QPainterPath]
    right_first: bool | None


@cache
def body_paths(view: View) -> BodyPaths:
    """Read the drawing of a view, once."""
    file = resource(f"bodymaps/{view.value}.svg")
    drawing = read_drawing(view, file.read_text(encoding="utf-8"))
    return BodyPaths(
        QSizeF(drawing.width, drawing.height),
        tuple((layer, painter_path(path)) for layer, path in drawing.lines),
        {region: painter_path(path) for region, path in drawing.regions.items()},
        drawing.right_first,
    )


def painter_path(path: Path) -> QPainterPath:
    """Make a path for Qt from the moves of a drawing."""
    made = QPainterPath()
    acts: Mapping[str, Callable[..., None]] = {
        "M": made.moveTo,
        "L": made.lineTo,
        "Q": made.quadTo,
        "C": made.cubicTo,
        "Z": made.closeSubpath,
    }
    for letter, numbers in path:
        acts[letter](*numbers)
    return made
