"""How a file of patients is read: by which letters and columns, each of which can be said otherwise."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.table import NEEDED, Detail, FileKind
from consult_app.ui.incoming_words import (
    column_words,
    delimiters,
    detail_words,
    encodings,
    kind_words,
    lacking_words,
    sexes_words,
    unusual_words,
)
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.column_row import ColumnRow
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.incoming import IncomingScreen, Told


class HowReadCard(Card):
    """Draws how an `IncomingScreen` was read; what only a table of columns has is shown for that alone."""

    file_told = Signal(object)
    """Told: what a person says about the file, with all that they said before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("How the file is read"), parent=parent)
        self._screen: IncomingScreen | None = None
        self._lacking = PlainLabel("", "strong")
        self.rows_of = {each: ColumnRow(detail_words(each), needed=each in NEEDED) for each in Detail}
        self._letters_head = PlainLabel(self.tr("Letters"), "strong")
        self._letters = ChoiceFlow(self.tr("Letters"))
        self._between_head = PlainLabel(self.tr("Between the columns stands"), "strong")
        self._between = ChoiceFlow(self.tr("Between the columns stands"))
        self._between.set_choices(delimiters())
        self._named = TickBox(self.tr("The first line names the columns"))
        self._unusual, self._sexes = PlainLabel("", "quiet"), PlainLabel("", "quiet")
        for part in (
            *(self._lacking, *self.rows_of.values(), self._sexes, self._named),
            *(self._letters_head, self._letters, self._between_head, self._between, self._unusual),
        ):
            self.body.addWidget(part)
        self._letters.chosen.connect(lambda key: self._tell_table(encoding=key))
        self._between.chosen.connect(lambda key: self._tell_table(delimiter=key))
        self._named.clicked.connect(lambda on: self.tell(named=on))
        for detail, row in self.rows_of.items():
            row.chosen.connect(lambda at, detail=detail: self._tell_column(detail, at))

    def display(self, screen: IncomingScreen) -> None:
        """Show how a file was read."""
        self._screen = screen
        self.set_badge(kind_words(screen.kind))
        letters = encodings(screen.kind)
        if tuple(key for key, _ in letters) != self._letters.offered:
            self._letters.set_choices(letters)
        self._letters.set_current(screen.encoding)
        self._between.set_current(screen.delimiter)
        self._named.setChecked(screen.columns.named)
        for part in (self._named, self._between_head, self._between):
            part.setVisible(screen.kind is FileKind.CSV)
        for part in (self._letters_head, self._letters):
            part.setVisible(bool(letters))
        self._show_columns(screen)
        for label, words in (
            (self._unusual, unusual_words(screen.unusual if letters else ())),
            (self._sexes, sexes_words(screen.sexes)),
            (self._lacking, lacking_words(screen)),
        ):
            label.setText(words)
            label.setVisible(bool(words))

    def tell(self, **said: object) -> None:
        """Tell what a person says, with all that they said before."""
        if self._screen is not None:
            self.file_told.emit(replace(self._screen.told, **said))  # type: ignore[arg-type]

    def _show_columns(self, screen: IncomingScreen) -> None:
        columns = dict(enumerate(map(column_words, screen.names)))
        numbers = {at: columns[at] for at in screen.numbers}
        for detail, row in self.rows_of.items():
            at = screen.columns.of.get(detail)
            if screen.kind is FileKind.CSV:
                row.show_columns(columns, at)
            elif detail is Detail.RECORD_NUMBER and numbers:
                row.show_columns(numbers, at)
            else:
                row.show_words("" if at is None else columns[at])

    def _tell_column(self, detail: Detail, at: int | None) -> None:
        if self._screen is None:
            return
        # A column says one thing: whoever takes it for another has it say nothing else.
        of = {each: column for each, column in self._screen.columns.of.items() if column != at}
        of.pop(detail, None)
        self.tell(columns=of if at is None else {**of, detail: at})

    def _tell_table(self, **said: str) -> None:
        """Tell how the table is read; other columns come of that."""
        if self._screen is not None:
            before = Told(self._screen.told.encoding, self._screen.told.delimiter)
            self.file_told.emit(replace(before, **said))  # type: ignore[arg-type]
