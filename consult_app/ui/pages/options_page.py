"""All options side by side, in equal detail."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.arranging import scroll_to
from consult_app.ui.widgets.card_grid import CardGrid
from consult_app.ui.widgets.option_panel import OptionPanel
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.passage import Passage
from consult_app.workflow.screens.options import OptionsScreen


class OptionsPage(Page):
    """Draw an `OptionsScreen`; report what the patient decided (option id, OptionTalk) or took back (id)."""

    decided = Signal(str, object)
    undecided = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.OPTIONS, parent=parent)
        self._panels: dict[str, OptionPanel] = {}
        self._standing = Passage("quiet")
        self._grid = CardGrid()
        self._grid.lined_up.connect(_level)
        self.body.addWidget(self._standing)
        self.body.addWidget(self._grid)

    def display(self, screen: OptionsScreen) -> None:
        """Show the options and what was decided about each."""
        options = {each.id: each for each in screen.options}
        if tuple(options) != tuple(self._panels):
            self._panels = {key: OptionPanel(each) for key, each in options.items()}
            for panel in self._panels.values():
                panel.decided.connect(self.decided)
                panel.undecided.connect(self.undecided)
            self._grid.set_cards(tuple(self._panels.values()))
        for key, option in options.items():
            self._panels[key].display(option)
        self._standing.show_words(self._standing_words(screen))

    def reveal(self, subject: str) -> None:
        """Scroll to an option; without one, to the first."""
        panel = self._panels.get(subject) or next(iter(self._panels.values()), None)
        if panel is not None:
            scroll_to(self, panel, panel.focus())

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for panel in self._panels.values():
            panel.flush()

    def _standing_words(self, screen: OptionsScreen) -> str:
        talked = self.tr("{0} of {1} talked through").format(
            len(screen.options) - screen.open, len(screen.options)
        )
        chosen = self.tr("one is chosen") if screen.chosen else self.tr("none is chosen yet")
        return self.tr("{0}, {1}.").format(talked, chosen)


def _level(lines: tuple[tuple[OptionPanel, ...], ...]) -> None:
    """Let the rows of the options of one line stand level."""
    for line in lines:
        facts = [panel.facts for panel in line]
        for each in facts:
            each.level_with(facts)
