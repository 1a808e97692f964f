"""The sheet under a signature pad: strokes in millimetres and the picture that grows with them."""

from __future__ import annotations

from math import ceil, floor, hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from consult_app.domain.ink import THICKEST_MM, Curve, Ink, Point, Stroke, curve, curves

if TYPE_CHECKING:
    from collections.abc import Iterable

Tilt = tuple[float, float] | None
"""How far a pen leans, to the right and towards the writer, in degrees; `None` where nobody tells."""

_STEP_MM = 0.05
"""Samples closer than this say nothing but "the pen rests"."""
_INK = QColor("#12213f")
"""The same in every theme: this is what the document will show."""
_AS_IT_IS, _ROUND, _SMOOTH = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, QPainter.RenderHint.Antialiasing


class InkSheet:
    """Ink as geometry; the picture is only for the screen and is never kept.

    `begin` and `go_on` give the rectangle that changed, in logical pixels.
    """

    def __init__(self, mm_per_px: float) -> None:
        self._mm_per_px = mm_per_px
        self._strokes: list[Stroke] = []
        self._points: list[Point] = []
        self._began_ms = 0
        self._before_ms: int | None = None
        self._size = QSize(1, 1)
        self._paper_mm = (1.0, 1.0)
        self._scale, self._left, self._top = 1.0, 0.0, 0.0
        self._view = QTransform()
        self._picture = QImage()

    def ink(self) -> Ink | None:
        """Give the finished strokes, `None` while there are none."""
        return Ink(tuple(self._strokes), *self._paper_mm) if self._strokes else None

    def ink_in_sight(self) -> Ink | None:
        """Give the finished strokes and the one that is being drawn."""
        begun = (Stroke(tuple(self._points)),) if self._points else ()
        strokes = (*self._strokes, *begun)
        return Ink(strokes, *self._paper_mm) if strokes else None

    def take(self, ink: Ink) -> None:
        """Show ink that was begun before, to be gone on with; the time between is no part of it."""
        self._strokes, self._points = list(ink.strokes), []
        self._paper_mm = (ink.width_mm, ink.height_mm)
        self._before_ms = max((each.t_ms for stroke in ink.strokes for each in stroke.points), default=0)
        self._redraw()

    def lay_out(self, size: QSize, ratio: float) -> None:
        """Fit the sheet into a pad of the size in logical pixels, `ratio` device pixels each.

        A blank sheet takes the pad's measure; ink that is there keeps its own and stays whole and centred.
        """
        self._size = size
        self._picture = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        self._picture.setDevicePixelRatio(ratio)
        self._redraw()

    def begin(self, at: QPointF, ms: int, pressure: float | None, tilt: Tilt = None) -> QRect:
        """Put the pen down; `ms` is the event's time on any clock that the whole signature shares."""
        if not self._strokes:
            self._began_ms = ms
        elif self._before_ms is not None:
            self._began_ms = ms - self._before_ms
        self._before_ms = None
        self._points = [self._point(at, ms, pressure, tilt)]
        return self._around(self._points)

    def go_on(self, at: QPointF, ms: int, pressure: float | None, tilt: Tilt = None) -> QRect:
        """Draw on to the next sample."""
        point, last = self._point(at, ms, pressure, tilt), self._points[-1]
        if hypot(point.x_mm - last.x_mm, point.y_mm - last.y_mm) < _STEP_MM:
            return QRect()
        self._points.append(point)
        before = len(self._points) - 2
        if before:
            # Only now is it known where the curve to the sample before ends.
            self._draw((curve(self._points, before),))
        return self._around(self._points[-4:])

    def end(self) -> None:
        """Lift the pen: the stroke is part of the ink from now on, and looks as it did before."""
        self._draw((self._newest(),))
        self._strokes.append(Stroke(tuple(self._points)))
        self._points = []

    def drop(self) -> None:
        """Forget the stroke that is being drawn."""
        self._points = []
        self._redraw()

    def undo(self) -> None:
        """Forget the last stroke."""
        del self._strokes[-1:]
        self._redraw()

    def clear(self) -> None:
        """Forget everything."""
        self._strokes, self._points = [], []
        self._redraw()

    def paint(self, painter: QPainter) -> None:
        """Paint the ink last of all, with the newest piece of the stroke that is being drawn."""
        painter.drawImage(0, 0, self._picture)
        if self._points:
            _paint(painter, self._view, (self._newest(),))

    def _newest(self) -> Curve:
        if len(self._points) == 1:
            return curves(Stroke(tuple(self._points)))[0]
        return curve(self._points, len(self._points) - 1)

    def _draw(self, pieces: Iterable[Curve]) -> None:
        if self._picture.isNull():
            # Not laid out yet: a pad can be wiped for its first signer before it is ever shown.
            return
        painter = QPainter(self._picture)
        _paint(painter, self._view, pieces)
        painter.end()

    def _redraw(self) -> None:
        self._measure()
        self._picture.fill(Qt.GlobalColor.transparent)
        for stroke in self._strokes:
            self._draw(curves(stroke))
        self._draw(curve(self._points, each) for each in range(1, len(self._points) - 1))

    def _measure(self) -> None:
        """Set the way from millimetres to logical pixels."""
        across, down = self._size.width(), self._size.height()
        if not self._strokes and not self._points:
            self._paper_mm = (across * self._mm_per_px, down * self._mm_per_px)
        width, height = self._paper_mm
        scale = min(across / width, down / height)
        self._scale, self._left, self._top = scale, (across - width * scale) / 2, (down - height * scale) / 2
        self._view = QTransform(scale, 0, 0, scale, self._left, self._top)

    def _point(self, at: QPointF, ms: int, pressure: float | None, tilt: Tilt) -> Point:
        width, height = self._paper_mm
        x, y = (at.x() - self._left) / self._scale, (at.y() - self._top) / self._scale
        since = max(ms - self._began_ms, 0)
        leans = tilt or (None, None)
        return Point(min(max(x, 0.0), width), min(max(y, 0.0), height), since, pressure, *leans)

    def _around(self, points: list[Point]) -> QRect:
        xs, ys = [each.x_mm for each in points], [each.y_mm for each in points]
        scale, room = self._scale, THICKEST_MM
        left = floor((min(xs) - room) * scale + self._left)
        top = floor((min(ys) - room) * scale + self._top)
        right = ceil((max(xs) + room) * scale + self._left)
        bottom = ceil((max(ys) + room) * scale + self._top)
        return QRect(left, top, right - left, bottom - top)


def _paint(painter: QPainter, view: QTransform, pieces: Iterable[Curve]) -> None:
    """Paint pieces with a painter that nobody uses afterwards."""
    painter.setRenderHint(_SMOOTH)
    painter.setTransform(view, combine=True)
    pen = QPen(_INK, 1, _AS_IT_IS, _ROUND)
    for piece in pieces:
        pen.setWidthF(piece.width_mm)
        painter.setPen(pen)
        path = QPainterPath(QPointF(piece.x0, piece.y0))
        path.quadTo(piece.cx, piece.cy, piece.x1, piece.y1)
        if path.isEmpty():  # a curve without length, which paths leave out
            painter.drawPoint(path.currentPosition())
        else:
            painter.drawPath(path)
