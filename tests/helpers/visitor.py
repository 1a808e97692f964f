"""A person at the real program: sees it as a screen reader does, acts with the mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consult_app.domain.condition import Value
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.domain.treatment import Treatment
from tests.helpers.atspi import Control, Tree, wait
from tests.helpers.desktop import Desktop


class Visitor:
    """Sees the program's accessible tree; presses what is far down a page as assistive technology does."""

    def __init__(self, desktop: Desktop, tree: Tree) -> None:
        self.desktop, self.tree = desktop, tree

    def click(self, name: str) -> None:
        """Click something with the mouse, once it is there, enabled and at rest."""
        self.desktop.click(*self._middle(name))

    def hold(self, name: str, until: str) -> None:
        """Press something with the mouse and hold it down until something else is there."""
        x, y = self._middle(name)
        self.desktop.xdotool("mousemove", str(x), str(y), "mousedown", "1")
        self.tree.find(until)
        self.desktop.xdotool("mouseup", "1")

    def wait_until_still(self) -> None:
        """Wait until nothing is added to the page any more."""
        counts: list[int] = []

        def still() -> bool:
            counts.append(len(self.tree.showing()))
            return counts[-3:] == counts[-1:] * 3

        assert wait(still)

    def press(self, name: str) -> None:
        """Operate something wherever it is on its page."""
        self.tree.press(self._usable(name))

    def press_each(self, wanted: Callable[[str], bool]) -> int:
        """Operate everything with such a name, from the top of the page down; gives how many there were."""
        found = [each for name, each in self.tree.showing().items() if wanted(name)]
        for each in found:
            self.tree.press(each)
        return len(found)

    def type(self, name: str, text: str) -> None:
        """Put the keyboard into a field and type in place of what stands there."""
        field = self._usable(name)
        self.tree.focus(field)
        assert wait(lambda: self.tree.again(field).focused), f"{name!r} does not get the keyboard"
        self.desktop.key("ctrl+a")
        self.desktop.type(text)

    def answer_page(self, treatment: Treatment, step: Step, answers: Mapping[str, Value]) -> None:
        """Answer what a step asks until nothing is left, "no" where no answer is given."""
        asked = [
            each
            for section in treatment.questionnaire.sections
            if section.step is step
            for each in section.questions
        ]
        done: set[str] = set()
        while True:
            there = self.tree.showing()
            waiting = [each for each in asked if each.id not in done and _is_asked(each, there)]
            if not waiting:
                return
            for question in waiting:
                done.add(question.id)
                if question.required or question.id in answers:
                    self._answer(question, answers.get(question.id), there)

    def _answer(self, question: Question, value: Value | None, there: Mapping[str, Control]) -> None:
        match question.kind:
            case Kind.YES_NO:
                self.tree.press(there[f"{question.text} {'Yes' if value else 'No'}"])
            case Kind.CHOICE:
                labels = {each.id: each.label for each in question.choices}
                label = labels[value] if isinstance(value, str) else question.choices[-1].label
                self.tree.press(there[f"{question.text} {label}"])
            case Kind.CHOICES:
                labels = {each.id: each.label for each in question.choices}
                chosen = value if isinstance(value, tuple) else (question.choices[-1].id,)
                for each in chosen:
                    self.tree.press(there[f"{question.text} {labels[str(each)]}"])
            case Kind.ENTRIES:
                self.type(f"{question.text}: line 1", "nothing")
            case _:
                words = str(value) if value is not None else _typed(question)
                self.type(_field(question), words)

    def _usable(self, name: str) -> Control:
        found = self.tree.find(name)
        assert wait(lambda: self.tree.again(found).enabled), f"{name!r} stays disabled"
        return self.tree.again(found)

    def _middle(self, name: str) -> tuple[int, int]:
        """Wait until something stands still; gives its middle on the screen."""
        found = self._usable(name)
        areas: list[tuple[int, int, int, int]] = []

        def still() -> bool:
            areas.append(self.tree.area(found))
            return areas[-3:] == areas[-1:] * 3

        assert wait(still), f"{name!r} does not come to rest"
        x, y, width, height = areas[-1]
        return x + width // 2, y + height // 2


def _field(question: Question) -> str:
    return f"{question.text} {question.unit}".strip()


def _is_asked(question: Question, there: Mapping[str, Control]) -> bool:
    names = {_field(question), f"{question.text} No", f"{question.text}: line 1"}
    names |= {f"{question.text} {each.label}" for each in question.choices}
    return bool(names & there.keys())


def _typed(question: Question) -> str:
    match question.kind:
        case Kind.NUMBER | Kind.SCALE:
            return str(int(question.low or 0))
        case Kind.DATE:
            return "2026-01-15"
        case _:
            return "Nothing to add"
