"""PySide6 6.12 loses one reference to None in each call that returns it, and so ends Python 3.10 and 3.11.

None starts with a few thousand references: too few calls here to end the process, enough to see a leak.
"""

import sys
from functools import partial

import pytest
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QFont, QImage, QPainter, QPainterPath, QPen, QStandardItemModel
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

CALLS = 50
NOISE = 10  # references that the interpreter itself takes and gives back meanwhile


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot lose references since Python 3.12")
@pytest.mark.parametrize("group", ["objects", "values", "widgets", "painting"])
def test_calls_that_return_nothing_keep_their_reference_to_none(qapp, group):
    calls = {"objects": objects, "values": values, "widgets": widgets, "painting": painting}[group]()
    lost = {call.func.__qualname__: references_lost(call) for call in calls}
    assert {name: count for name, count in lost.items() if abs(count) > NOISE} == {}


def references_lost(call):
    call()  # what is made at the first use stays
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


def objects():
    return [
        partial(QObject().setObjectName, "name"),
        partial(QTimer().setInterval, 5),
        partial(QTimer().stop),
        partial(QAction().setText, "text"),
        partial(QStandardItemModel().clear),
        partial(QSettings().sync),
    ]


def values():
    path = QPainterPath()
    return [
        partial(QRect().setWidth, 3),
        partial(QFont().setPointSize, 9),
        partial(QColor().setRed, 3),
        partial(QPen().setWidthF, 1.5),
        partial(path.moveTo, 1, 1),
        partial(path.lineTo, QPointF(2, 2)),
    ]


def widgets():
    widget = QWidget()
    layout = QVBoxLayout()
    widget.setLayout(layout)
    return [
        partial(widget.update),
        partial(widget.resize, 9, 9),
        partial(widget.hide),
        partial(widget.setAccessibleName, "name"),
        partial(layout.setSpacing, 2),
        partial(layout.update),
        partial(QLabel().setText, "text"),
        partial(QLineEdit().clear),
        partial(QPushButton().setText, "text"),
    ]


def painting():
    image = QImage(9, 9, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    yield partial(painter.setPen, Qt.GlobalColor.black)
    yield partial(painter.drawRect, QRectF(1, 1, 3, 3))
    yield partial(painter.drawText, QPointF(1, 1), "a")
    yield partial(painter.setOpacity, 0.5)
    painter.end()
    yield partial(image.fill, Qt.GlobalColor.white)
