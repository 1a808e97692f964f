"""One drawing of the body, on which areas are pressed."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from consult_app.domain.body import Region, View
from consult_app.domain.drawing import Layer
from consult_app.domain.questionnaire import Choice
from consult_app.ui import theme
from consult_app.ui.body_paths import body_paths
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Skin, Tone

_TALL = {View.FRONT: 440, View.BACK: 440, View.FACE: 372, View.CHIN: 300, View.SCALP: 340}
_REACH = 5
"""How many pixels beside a region a press still counts: a finger is no needle."""
_CORNER = 0.36
"""How much of the width is free for words beside the head, on either side."""
_MARK, _LEAST_MARK = 12, 6
_LINE, _FREE, _STRONG = 1.4, 1.2, 2.0
_DASHES = [3.5, 2.5]
_AIR = 6


class BodyView(QWidget):
    """A view with its name, the patient's sides, and regions: dashed when free, filled when chosen.

    `pressed` and `pointed` name the area; `pointed` is empty when the pointer has left. It is painted in
    units of its own and sides are set absolutely, so that no direction of reading mirrors it. `bare`, it
    has no words of its own: they would be in the clinician's language.
    """

    pressed = Signal(str)
    pointed = Signal(str)

    def __init__(
        self, view: View, areas: Mapping[Region, Choice], parent: QWidget | None = None, *, bare: bool = False
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._bare = bare
        self._drawn = body_paths(view)
        self._areas = {region: area for region, area in areas.items() if region.view is view}
        self._chosen: frozenset[str] = frozenset()
        self._hot = ""
        self._under: Region | None = None
        self._held = ""
        self._painted = QPixmap()
        self._painted_for: tuple[object, ...] = ()
        self._tone = Tone.PRIMARY
        self.setMouseTracking(True)
        if not bare:
            self.setAccessibleName(self.title())

    def title(self) -> str:
        """Name the view."""
        return {
            View.FRONT: self.tr("Front"),
            View.BACK: self.tr("Back"),
            View.FACE: self.tr("Face"),
            View.CHIN: self.tr("Side of the head"),
            View.SCALP: self.tr("Scalp from above"),
        }[self._view]

    def show_areas(self, chosen: frozenset[str], hot: str, tone: Tone) -> None:
        """Show which areas are chosen, which one is pointed at, and the tone of what rests on them."""
        changed = (self._chosen ^ chosen) | ({self._hot} ^ {hot})
        if tone is not self._tone:
            changed |= chosen
        self._chosen, self._hot, self._tone = chosen, hot, tone
        self._update(region for region, area in self._areas.items() if area.id in changed)

    def wanted(self) -> QSize:
        """Give the largest size at which the drawing is shown."""
        drawn, tall = self._drawn.size, _TALL[self._view]
        return QSize(round(drawn.width() * tall / drawn.height()), tall)

    def height_at(self, width: int) -> int:
        """Give the height with the name when the drawing is so wide."""
        drawn = self._drawn.size
        return self._above() + round(width * drawn.height() / drawn.width())

    def region_at(self, at: QPointF) -> Region | None:
        """Give the region at a point, else one within reach of a finger."""
        here = self._placed().inverted()[0]
        point = here.map(at)
        near = here.mapRect(QRectF(at.x() - _REACH, at.y() - _REACH, 2 * _REACH, 2 * _REACH))
        paths = self._drawn.regions
        inside = (each for each in self._areas if paths[each].contains(point))
        return next(inside, next((each for each in self._areas if paths[each].intersects(near)), None))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which area the pointer is on."""
        self._point(self.region_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the pointer is on no area any more."""
        super().leaveEvent(event)
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the area under the pointer."""
        self._held = self._area_at(event.position()) if event.button() is Qt.MouseButton.LeftButton else ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the area held; whoever slides off it first thinks better of it."""
        held, self._held = self._held, ""
        if held and held == self._area_at(event.position()):
            self.pressed.emit(held)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the areas chosen or pointed at, and the name of the one under the pointer."""
        painter = painter_on(self)
        painter.drawPixmap(0, 0, self._ground())
        painter.save()
        painter.setTransform(self._placed(), combine=True)
        for region, area in self._areas.items():
            if area.id in self._chosen or area.id == self._hot:
                self._paint_region(painter, region, area.id)
        painter.restore()
        if self._under is not None:
            self._paint_name(painter, self._under)
        painter.end()

    def _ground(self) -> QPixmap:
        """Give what no answer changes, painted once for a size and a look: it takes some milliseconds."""
        look, ratio = theme.tokens(), self.devicePixelRatioF()
        wanted = (self.size(), ratio, look.name, theme.text_scale())
        if self._painted_for != wanted:
            self._painted_for, self._painted = wanted, QPixmap(self.size() * ratio)
            self._painted.setDevicePixelRatio(ratio)
            self._painted.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._painted)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._bare:
                self._paint_words(painter)
            painter.setTransform(self._placed(), combine=True)
            self._paint_body(painter, look.skin)
            painter.setPen(self._pen(look.quiet, _FREE, _DASHES))
            painter.setBrush(_faded(look.quiet, 0.1))
            for region in self._areas:
                painter.drawPath(self._drawn.regions[region])
            painter.end()
        return self._painted

    def _area_at(self, at: QPointF) -> str:
        region = self.region_at(at)
        return self._areas[region].id if region else ""

    def _point(self, region: Region | None) -> None:
        if region is self._under:
            return
        self._under = region
        self.setCursor(Qt.CursorShape.PointingHandCursor if region else Qt.CursorShape.ArrowCursor)
        self.update()
        self.pointed.emit(self._areas[region].id if region else "")

    def _update(self, regions: Iterable[Region]) -> None:
        """Paint only regions anew: a whole body takes some milliseconds."""
        for each in regions:
            self.update(self._box(each).adjusted(-3, -3, 3, 3))

    def _box(self, region: Region) -> QRect:
        return self._placed().mapRect(self._drawn.regions[region].boundingRect()).toAlignedRect()

    def _placed(self) -> QTransform:
        """Give the way from the drawing's units to pixels."""
        return QTransform.fromTranslate(0, self._above()).scale(self._scale, self._scale)

    def _above(self) -> int:
        """Give what the name above the drawing takes."""
        return 0 if self._bare else theme.scaled(24)

    @property
    def _scale(self) -> float:
        return self.width() / self._drawn.size.width()

    def _pen(self, colour: str, width: float, dashes: Sequence[float] = ()) -> QPen:
        """Make a pen that is as wide at every size of the drawing, and finer only where pixels are."""
        pen = QPen(QColor(colour), width / self._scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if dashes:
            pen.setDashPattern(dashes)
        return pen

    def _paint_words(self, painter: QPainter) -> None:
        """Paint the name above, and the patient's sides in the corners beside the head."""
        absolute = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(QColor(theme.tokens().quiet))
        painter.setFont(theme.font(13, theme.SEMIBOLD))
        painter.drawText(self.rect(), absolute | Qt.AlignmentFlag.AlignHCenter, self.title())
        if self._drawn.right_first is None:
            return
        sides = [self.tr("Patient’s right"), self.tr("Patient’s left")]
        first, second = sides if self._drawn.right_first else reversed(sides)
        wrapped = absolute | Qt.TextFlag.TextWordWrap
        corner = QRect(0, self._above(), round(self.width() * _CORNER), self.height())
        painter.setFont(theme.font(_fitting(f"{first} {second}", corner.width())))
        painter.drawText(corner, wrapped | Qt.AlignmentFlag.AlignLeft, first)
        corner.moveRight(self.width() - 1)
        painter.drawText(corner, wrapped | Qt.AlignmentFlag.AlignRight, second)

    def _paint_body(self, painter: QPainter, skin: Skin) -> None:
        fills = {Layer.SKIN: skin.fill, Layer.LIP: skin.lip, Layer.WHITE: skin.white, Layer.IRIS: skin.iris}
        lines = {Layer.SKIN: skin.line, Layer.LIP: skin.line, Layer.LINE: skin.line, Layer.FAINT: skin.faint}
        for layer, path in self._drawn.lines:
            painter.setPen(self._pen(lines[layer], _LINE) if layer in lines else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fills[layer]) if layer in fills else Qt.BrushStyle.NoBrush)
            painter.drawPath(path)

    def _paint_region(self, painter: QPainter, region: Region, area: str) -> None:
        on, hot = area in self._chosen, area == self._hot
        ink = theme.tokens().shade(self._tone if on else Tone.PRIMARY).ink
        painter.setPen(self._pen(ink, _STRONG))
        painter.setBrush(_faded(ink, (0.5 if on else 0.1) + (0.1 if hot else 0.0)))
        painter.drawPath(self._drawn.regions[region])

    def _paint_name(self, painter: QPainter, region: Region) -> None:
        """Paint the name of a region's area above it, or below where there is no room."""
        look, box = theme.tokens(), self._box(region)
        words = self._areas[region].label
        name = QRect(0, 0, theme.advance(words, 13, theme.SEMIBOLD) + 20, theme.scaled(26))
        name.moveCenter(box.center())
        name.moveLeft(max(0, min(name.left(), self.width() - name.width())))
        above = box.top() - _AIR - name.height()
        name.moveTop(above if above >= 0 else box.bottom() + _AIR)
        fill_round(painter, name, 8, look.ink)
        painter.setFont(theme.font(13, theme.SEMIBOLD))
        painter.setPen(QColor(look.surface))
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, words)


def _faded(colour: str, strength: float) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(strength)
    return faded


def _fitting(words: str, width: int) -> int:
    """Give the size at which the longest word fits: on a small drawing large text would run over the head."""
    sizes = range(_MARK, _LEAST_MARK, -1)
    longest = max(words.split(), key=len)
    return next((px for px in sizes if theme.advance(longest, px) <= width), _LEAST_MARK)
