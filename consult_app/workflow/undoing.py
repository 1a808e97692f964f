"""What was done in a consultation can be taken back and done again, act by act.

History only grows: what is taken back is a new revision with the content of before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from consult_app.domain.consultation import Draft
from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import AREAS, INGREDIENTS

EXCHANGES, OWN_RISKS, LARGE_PRINT = "exchanges", "own risks", "large print"
LANGUAGE, SEQUEL, SIGNERS = "language", "what follows", "signers"
"""Subjects of acts beside questions, rules, options and risks."""
_NAMED = ("answers", "origins", "options", "risks")
_WHOLE = {
    "areas": AREAS,
    "mixture": INGREDIENTS,
    "own_risks": OWN_RISKS,
    "exchanges": EXCHANGES,
    "large": LARGE_PRINT,
    "signers": SIGNERS,
    "language": LANGUAGE,
    "translation": LANGUAGE,
    "sequel": SEQUEL,
}
_CONTENT = (*_NAMED, *_WHOLE, "overrides")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was said: what the log calls it, at which step, and the drafts around it."""

    action: str
    step: Step
    before: Draft
    after: Draft

    @property
    def subject(self) -> str:
        """Name what it was about: a question, a rule, an option, a risk, or a whole list."""
        for field, subject in _WHOLE.items():
            if getattr(self.before, field) != getattr(self.after, field):
                return subject
        rules = {each.rule for each in {*self.before.overrides} ^ {*self.after.overrides}}
        named = (_differing(getattr(self.before, each), getattr(self.after, each)) for each in _NAMED)
        # Choosing an option un-chooses others: the log names the one that was touched.
        found = sorted({*rules, *(key for keys in named for key in keys)})
        return next((each for each in found if each in self.action.split()), found[0])


@dataclass(frozen=True, slots=True)
class Turn:
    """A step back or on again: the draft that follows, what the log says, and what can follow then."""

    draft: Draft
    action: str
    act: Act
    acts: Acts


@dataclass(frozen=True, slots=True)
class Acts:
    """What was done so far, and what of it was taken back."""

    done: tuple[Act, ...] = ()
    undone: tuple[Act, ...] = ()

    def doing(self, act: Act) -> Acts:
        """Go on with another act; then what was taken back before it cannot be done again.

        What changes nothing that was said (a page was seen, a name corrected) is no act.
        """
        return self if _same(act.before, act.after) else Acts((*self.done, act))

    def back(self, draft: Draft) -> Turn | None:
        """Take the last act back; None where there is none."""
        if not self.done:
            return None
        act = self.done[-1]
        acts = Acts(self.done[:-1], (*self.undone, act))
        return Turn(_with_content(draft, act.before), f"undone {act.action}", act, acts)

    def again(self, draft: Draft) -> Turn | None:
        """Do again what was taken back last; None where nothing was."""
        if not self.undone:
            return None
        act = self.undone[-1]
        acts = Acts((*self.done, act), self.undone[:-1])
        return Turn(_with_content(draft, act.after), f"redone {act.action}", act, acts)


def _with_content(draft: Draft, of: Draft) -> Draft:
    content = {each: getattr(of, each) for each in _CONTENT}
    return replace(draft, revision=draft.revision + 1, **content)


def _same(one: Draft, other: Draft) -> bool:
    return all(getattr(one, each) == getattr(other, each) for each in _CONTENT)


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
