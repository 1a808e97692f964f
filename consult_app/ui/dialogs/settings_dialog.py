"""All settings in one dialog, made from their description."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from consult_app.ui import theme
from consult_app.ui.setting import Section
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.section_list import SectionList
from consult_app.ui.widgets.setting_row import SettingRow

_SIZE, _SMALLEST, _AROUND = QSize(940, 680), QSize(420, 400), QSize(32, 32)
_TALLEST, _SHARE = 860, 0.8
"""A tall window lends it more height, up to so much, that less has to be scrolled."""
_MEASURE, _LEAST_PAGE = 620, 400
_COLUMN = "column"
_ALONG = QSize(60, 60)
"""The margins around the list."""


class SettingsDialog(QDialog):
    """Shows `values` section by section; what is not looked at stays as it is."""

    edited = Signal(str, object)
    """A key and its new value, before anything is saved."""
    acted = Signal(str)
    saved = Signal(object)
    """All values, by key."""

    def __init__(
        self, sections: tuple[Section, ...], values: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._sections = {each.key: each for each in sections}
        self.section = sections[0].key
        self._values = dict(values)
        self._rows: dict[str, SettingRow] = {}
        self._pages: dict[str, QScrollArea] = {}
        titles = tuple((each.key, each.title, each.icon) for each in sections)
        self._list = SectionList(titles, self.tr("Section"))
        self._stack = QStackedWidget()
        self._notice = Notice()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._save = Button(self.tr("Save"), "primary", "check")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        self._lay_out()
        self._list.chosen.connect(self.show_section)
        self._save.clicked.connect(self._keep)
        self._cancel.clicked.connect(self.reject)
        self.show_section(sections[0].key)
        self._fit(parent)
        if parent is not None:
            parent.installEventFilter(self)
        self._list.setFocus()

    def show_section(self, key: str) -> None:
        """Go to a section."""
        self.section = key
        if key not in self._pages:
            self._pages[key] = self._page(self._sections[key])
            self._stack.addWidget(self._pages[key])
            self._put_before_buttons(self._pages[key])
        self._list.set_current(key)
        self._stack.setCurrentWidget(self._pages[key])

    def offers(self, key: str) -> bool:
        """Whether a setting is in it."""
        return any(each.key == key for section in self._sections.values() for each in section.settings)

    def values(self) -> dict[str, Any]:
        """Give all that is kept as it stands in the dialog, right or not."""
        seen = {key: row.value() for key, row in self._rows.items()}
        described = [each for section in self._sections.values() for each in section.settings if each.kept]
        return {each.key: seen.get(each.key, self._values[each.key]) for each in described}

    def value(self, key: str) -> Any:  # noqa: ANN401 - each kind has its own type
        """Give a value as it stands in the dialog."""
        return self._values[key]

    def show_value(self, key: str, value: Any) -> None:  # noqa: ANN401 - each kind has its own type
        """Show a value that changed elsewhere; tells nobody."""
        self._values[key] = value
        if key in self._rows:
            self._rows[key].show_value(value)

    def refuse(self, title: str, text: str) -> None:
        """Say why something was not done; nothing takes it back."""
        self._notice.say(title, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list above the page where there is no room beside it."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit(self.parentWidget())
            self._arrange()

    def _lay_out(self) -> None:
        self._body.setSpacing(20)
        self._body.addWidget(self._list, 0, Qt.AlignmentFlag.AlignTop)
        self._body.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 18)
        column.setSpacing(16)
        # The sections need not stand in a column: their height there is no reason to outgrow the window.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(_SMALLEST)
        column.addLayout(self._body, 1)
        column.addWidget(self._notice)
        column.addLayout(row)

    def _arrange(self) -> None:
        column = self._list.column_size
        wide = self.width() >= column.width() + theme.scaled(_LEAST_PAGE) + _ALONG.width()
        beside = wide and self.height() >= column.height() + self._save.sizeHint().height() + _ALONG.height()
        way = QBoxLayout.Direction
        self._body.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._body.setAlignment(self._list, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
        self._list.stand(column=beside)
        for inner in self._stack.findChildren(QWidget, _COLUMN):
            inner.setMaximumWidth(theme.scaled(_MEASURE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a window that is resized or turned."""
        if event.type() == QEvent.Type.Resize:
            self._fit(self.parentWidget())
        return super().eventFilter(watched, event)

    def _fit(self, parent: QWidget | None) -> None:
        """Be as large as is comfortable, and never larger than the window."""
        tall = min(theme.scaled(_TALLEST), round(parent.height() * _SHARE)) if parent else 0
        wanted = QSize(theme.scaled(_SIZE.width()), max(theme.scaled(_SIZE.height()), tall))
        self.resize(wanted.boundedTo(parent.size() - _AROUND) if parent else wanted)

    def _page(self, section: Section) -> QScrollArea:
        content = QWidget()
        inner = QWidget()
        inner.setObjectName(_COLUMN)
        inner.setMaximumWidth(theme.scaled(_MEASURE))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(section.title, "title"))
        column.addWidget(PlainLabel(section.lead, "quiet"))
        column.addSpacing(12)
        card = Card()
        card.body.setSpacing(20)
        column.addWidget(card)
        for setting in section.settings:
            row = self._rows[setting.key] = SettingRow(setting)
            row.show_value(self._values[setting.key])
            row.edited.connect(self._note)
            row.acted.connect(self.acted)
            card.body.addWidget(row)
        column.addStretch(1)
        outer = QHBoxLayout(content)
        outer.setContentsMargins(4, 4, 16, 4)
        outer.addWidget(inner, 100)
        outer.addStretch(1)
        page = QScrollArea()
        page.setWidget(content)
        page.setWidgetResizable(True)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setAccessibleName(section.title)
        return page

    def _put_before_buttons(self, page: QWidget) -> None:
        """Let Tab come to a page that was just made before it comes to the buttons below."""
        stops = [each for each in page.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise([*stops[-1:], self._cancel, self._save]):
            self.setTabOrder(before, after)

    def _note(self, key: str, value: object) -> None:
        self._values[key] = value
        self.edited.emit(key, value)

    def _keep(self) -> None:
        wrong = [row for row in self._rows.values() if not row.check()]
        if wrong:
            self._go_to(wrong[0])
            return
        self.saved.emit(self.values())
        self.accept()

    def _go_to(self, row: SettingRow) -> None:
        """Show what is wrong, with the keyboard there."""
        key = next(each.key for each in self._sections.values() if row.setting in each.settings)
        self.show_section(key)
        self._pages[key].ensureWidgetVisible(row)
        row.setFocus()
