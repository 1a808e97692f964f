"""How a paper is to be printed: printer, copies, pages, sides, paper, tray, color, and why again."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QPageRanges
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.document import PaperSize
from consult_app.domain.paper import Reason
from consult_app.domain.unfinished import Place
from consult_app.ui import printing, theme
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.print_choice import PrintChoice, PrintOffer, Sides
from consult_app.ui.remembered import MOST_COPIES
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.choice_group import ChoiceGroup
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.number_field import NumberField
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList

_COLOURED, _GREY = "color", "monochrome"
"""What the choice of colour calls them."""


class PrintSheet(Sheet):
    """Shows what is usual and tells what was chosen; `trays` has the tray that each printer was told last."""

    chosen = Signal(object, object)
    """PrintChoice, and Reason or None."""
    later_requested = Signal()

    def __init__(
        self, offer: PrintOffer, parent: QWidget | None = None, trays: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(620, parent)
        self.setWindowTitle(self.tr("Print"))
        self._count, self._preset, self._trays = offer.pages, offer.usual, trays or {}
        self._printer = ChoiceFlow(self.tr("Printer"))
        self._copies = NumberField("", 1, MOST_COPIES, name=self.tr("Copies"))
        self._pages = LineField(name=self.tr("Pages"))
        self._sides = ChoiceFlow(self.tr("Sides"))
        self._paper = ChoiceFlow(self.tr("Paper"))
        self._tray = ChoiceFlow(self.tr("Tray"))
        self._tray_part = QWidget(self)
        self._colour = ChoiceFlow(self.tr("Color"))
        self._reason = RadioList(self.tr("Why again")) if offer.again else None
        self._no_reason = PlainLabel("", "quiet")
        self._offer(offer.printers)
        self._show_printer(offer.usual.printer, offer.usual.tray)
        self.holding = self._held(offer.about) if offer.about else None
        self._lay_out(offer)

    def _held(self, about: str) -> Holding:
        reason = {"reason": self._reason} if self._reason is not None else {}
        return Holding(
            Place.PRINT,
            about,
            printer=self._printer,
            copies=self._copies,
            pages=self._pages,
            sides=self._sides,
            paper=self._paper,
            tray=self._tray,
            colour=self._colour,
            **reason,
        )

    def _offer(self, printers: tuple[str, ...]) -> None:
        """Fill in what there is to choose from, and what is usual."""
        usual = self._preset
        self._one_of(self._printer, [(each, each) for each in printers], usual.printer)
        self._copies.set_value(usual.copies)
        self._pages.edit.setPlaceholderText(self.tr("All {0}").format(self._count))
        self._pages.edit.setAccessibleDescription(
            self.tr("For example 1-3, 5. 4- is all from page 4 on. Empty for all pages.")
        )
        self._one_of(
            self._sides,
            [
                (Sides.ONE.value, self.tr("One side")),
                (Sides.LONG.value, self.tr("Both, turned like a book")),
                (Sides.SHORT.value, self.tr("Both, turned like a pad")),
            ],
            usual.sides.value,
        )
        papers = {PaperSize.A4: self.tr("A4"), PaperSize.LETTER: self.tr("US Letter")}
        self._one_of(self._paper, [(each.value, words) for each, words in papers.items()], usual.paper.value)
        self._one_of(
            self._colour,
            [(_COLOURED, self.tr("Full")), (_GREY, self.tr("Gray"))],
            _GREY if usual.grey else _COLOURED,
        )
        if self._reason is not None:
            self._reason.set_choices([(each.value, self._why(each)) for each in Reason])
        self._printer.chosen.connect(lambda name: self._show_printer(name, self._trays.get(name, "")))

    def _one_of(self, group: ChoiceGroup, choices: list[tuple[str, str]], usual: str) -> None:
        group.set_choices(choices)
        group.set_current(usual)
        # One of them always holds.
        group.cleared.connect(lambda: group.set_current(usual))

    def _why(self, reason: Reason) -> str:
        return {
            Reason.SPOILED: self.tr("The first print was lost or spoiled"),
            Reason.PATIENT: self.tr("The patient asks for another one"),
            Reason.ELSEWHERE: self.tr("For another practice, an insurer or a court"),
            Reason.FILE: self.tr("For the practice’s paper file"),
        }[reason]

    def _show_printer(self, name: str, tray: str) -> None:
        """Offer both sides only where the printer can turn the paper, and trays where it has several."""
        printer = printing.printer(name)
        self._sides.setEnabled(printer.turns)
        if not printer.turns:
            self._sides.set_current(Sides.ONE.value)
        usual = ("", self.tr("As set up"))
        self._tray.set_choices([usual, *((each, self._tray_words(each)) for each in printer.trays)])
        self._tray.set_current(tray if tray in self._tray.offered else "")
        self._tray_part.setVisible(bool(printer.trays))
        if self.isVisible():
            self._fit()

    def _tray_words(self, tray: str) -> str:
        usual = {"auto": self.tr("Automatic"), "manual": self.tr("By hand")}
        return usual.get(tray) or tray.replace("-", " ").capitalize()

    def _lay_out(self, offer: PrintOffer) -> None:
        column = self.body
        column.addWidget(PlainLabel(self.tr("Print: {0}").format(offer.title), "heading"))
        if self._reason is not None:
            again = self.tr("It was printed before. Each page of this print will say that it is a copy.")
            column.addWidget(PlainLabel(again))
            self._add(self.tr("Why is it printed again?"), self._reason, self._no_reason)
            self._no_reason.hide()
        self._add(self.tr("Printer"), self._printer)
        beside = QHBoxLayout()
        beside.setSpacing(Space.CARD)
        beside.addLayout(self._part(self.tr("Copies"), self._copies))
        beside.addLayout(self._part(self.tr("Pages"), self._pages), 1)
        column.addLayout(beside)
        self._add(self.tr("Sides"), self._sides)
        ink = QHBoxLayout()
        ink.setSpacing(Space.CARD)
        ink.addLayout(self._part(self.tr("Paper"), self._paper), 1)
        ink.addLayout(self._part(self.tr("Color"), self._colour), 1)
        column.addLayout(ink)
        tray = self._part(self.tr("Tray"), self._tray)
        tray.setContentsMargins(0, 0, 0, 0)
        self._tray_part.setLayout(tray)
        column.addWidget(self._tray_part)
        go = Button(self.tr("Print"), "primary", "printer", name=self.tr("Print now"))
        later = Button(self.tr("Print later"), "secondary")
        cancel = Button(self.tr("Cancel"), "secondary")
        for each in (cancel, later, go):
            self.foot.addWidget(each)
        later.setVisible(offer.may_wait)
        go.clicked.connect(self._print)
        later.clicked.connect(self._wait)
        cancel.clicked.connect(self.reject)
        go.setDefault(True)
        (self._reason or go).setFocus()

    def _add(self, label: str, *controls: QWidget) -> None:
        self.body.addLayout(self._part(label, *controls))

    def _part(self, label: str, *controls: QWidget) -> QVBoxLayout:
        part = QVBoxLayout()
        part.setSpacing(Space.TIGHT)
        part.addWidget(PlainLabel(label, "strong"))
        for each in controls:
            part.addWidget(each)
        part.addStretch(1)
        return part

    def _wait(self) -> None:
        self.later_requested.emit()
        self.accept()

    def _print(self) -> None:
        self._copies.flush()
        copies, pages = self._copies.value(), self._closed(self._pages.text())
        reason = self._reason.current if self._reason is not None else ""
        wrong = (
            "" if self._are_pages(pages) else self.tr("Pages from 1 to {0}, as 1-3, 5").format(self._count)
        )
        self._pages.refuse(wrong)
        self._no_reason.setText("" if reason is not None else self.tr("Choose why: it stands in the log."))
        self._no_reason.set_colour(theme.tokens().shade(Tone.STOP).ink)
        self._no_reason.setVisible(reason is None)
        if wrong or reason is None or copies is None:
            self._fit()
            return
        self.chosen.emit(self._choice(int(copies), pages), Reason(reason) if reason else None)
        self.accept()

    def _choice(self, copies: int, pages: str) -> PrintChoice:
        paper = PaperSize(self._paper.current)
        own = paper is self._preset.paper
        ranges = QPageRanges.fromString(pages).toString()
        sides, grey = Sides(self._sides.current), self._colour.current == _GREY
        tray = self._tray.current or ""
        return PrintChoice(str(self._printer.current), copies, ranges, sides, paper, own, grey, tray)

    def _closed(self, text: str) -> str:
        """Close what is open at an end, as "4-" for all from page 4 on."""
        ranges = (each.replace("–", "-").strip() for each in text.split(","))
        return ",".join(
            f"{each}{self._count}" if each.endswith("-") else f"1{each}" if each.startswith("-") else each
            for each in ranges
        )

    def _are_pages(self, text: str) -> bool:
        if not text:
            return True
        ranges = QPageRanges.fromString(text)
        return not ranges.isEmpty() and ranges.firstPage() >= 1 and ranges.lastPage() <= self._count
