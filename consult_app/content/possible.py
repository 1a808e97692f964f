"""Whether a condition can come true, or false, in any consultation: a search through all that it demands."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from consult_app.content.answerable import Said, answerable
from consult_app.content.facts import answered_facts, given_questions
from consult_app.domain.condition import ALWAYS, AllOf, Among, AnyOf, Atom, Between, Condition, Is, Not
from consult_app.domain.derived import answers_behind, read_by
from consult_app.domain.questionnaire import Kind, Question, Questionnaire
from consult_app.domain.screening import SEX
from consult_app.domain.treatment import Treatment, for_goal

_STEPS = 2_000
"""How many steps a search may take: some 30 ms. Conditions that people write take a few dozen."""


class Possible:
    """Tells what conditions can come to, over all that can be given and answered.

    Everything is answered and nobody is "not sure": more knowledge never undoes what is certain with less.
    A search that takes too long finds everything possible, so that what is found impossible is so.
    """

    def __init__(self, treatment: Treatment) -> None:
        questionnaire = treatment.questionnaire
        facts = answered_facts(questionnaire)
        # What can be chosen hangs on the goal, so each goal is a world of its own.
        given = (
            given_questions((goal,), for_goal(treatment.ingredients, goal.id)) for goal in treatment.goals
        )
        self._worlds = tuple(
            _World(facts | {each.id: each for each in known}, _unsettled(known, questionnaire))
            for known in given
        )
        self._asking = _asking(questionnaire)

    def true(self, condition: Condition) -> bool:
        """Whether a condition can be true."""
        return any(
            _Search(world.facts, self._asking, frozenset()).finds((condition, True)) for world in self._worlds
        )

    def untrue(self, condition: Condition) -> bool:
        """Whether a condition can be false, or unknown although all is said: sex may stay unrecorded."""
        return any(
            _Search(world.facts, self._asking, world.unsettled).finds((condition, False))
            for world in self._worlds
        )


@dataclass(frozen=True, slots=True)
class _World:
    """All consultations with one goal: the facts there are, and those that may stay unknown."""

    facts: Mapping[str, Question]
    unsettled: AbstractSet[str]


def _asking(questionnaire: Questionnaire) -> dict[str, tuple[Question, ...]]:
    """Give for each fact the questions that must be asked for it to be known, but for those always asked."""
    conditional = {each.id: each for each in questionnaire if each.when is not ALWAYS}
    found: dict[str, tuple[Question, ...]] = {name: (each,) for name, each in conditional.items()}
    for question in questionnaire:
        for fact in question.derives:
            behind = answers_behind(fact)
            found[fact] = tuple(conditional[name] for name in behind if name in conditional)
    return found


def _unsettled(given: tuple[Question, ...], questionnaire: Questionnaire) -> frozenset[str]:
    """Name what may stay unknown: sex, a choice among nothing, and the questions that hang on these."""
    found = {SEX, *(each.id for each in given if each.kind is Kind.CHOICES and not each.choices)}
    for question in questionnaire:
        if not found.isdisjoint(read_by(question.when)):
            found |= {question.id, *question.derives}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Said:
    """The answer is as the atom says, whether or not its question is asked."""

    atom: Atom


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question is asked."""

    question: Question


_What = Condition | _Said | _Asked
_Demand = tuple[_What, bool]
"""What is to hold, or with False is not to."""


@dataclass(slots=True)
class _Branch:
    """Demands that agree so far: on answers, on what is asked; at each of the forks one has yet to be met."""

    said: dict[str, Said]
    asked: dict[str, bool]
    forks: list[tuple[_Demand, ...]]

    def copy(self) -> _Branch:
        """Give a branch that can grow by itself."""
        return _Branch(dict(self.said), dict(self.asked), list(self.forks))


class _Search:
    """A search for answers that meet a demand.

    With everything answered, conditions are plain logic over answers: an atom on a question that hangs on
    others holds where the question is asked and answered so, and does not hold where it is hidden.
    """

    def __init__(
        self,
        facts: Mapping[str, Question],
        asking: Mapping[str, tuple[Question, ...]],
        unsettled: AbstractSet[str],
    ) -> None:
        self._facts = facts
        self._asking = asking
        self._unsettled = unsettled
        self._steps = 0

    def finds(self, demand: _Demand) -> bool:
        """Whether there are such answers, or the search would take too long to tell."""
        return self._ends(_Branch({}, {}, [(demand,)]))

    def _ends(self, branch: _Branch) -> bool:
        """Whether a demand can be met at each fork; the narrowest is tried first, as it fails soonest."""
        if not branch.forks or self._steps > _STEPS:
            return True
        forks, branch.forks = branch.forks, []
        ways: list[list[_Branch]] = []
        for fork in forks:
            ways.append([way for demand in fork if (way := self._meeting(demand, branch))])
            if len(ways[-1]) <= 1:
                break
        narrowest = min(range(len(ways)), key=lambda at: len(ways[at]))
        del forks[narrowest]
        for way in ways[narrowest]:
            way.forks += forks
        return any(map(self._ends, ways[narrowest]))

    def _meeting(self, demand: _Demand, branch: _Branch) -> _Branch | None:
        """Add a demand with all that follows from it; None where something contradicts."""
        self._steps += 1
        grown = branch.copy()
        ahead = [demand]
        while ahead:
            following = self._following(*ahead.pop(), grown)
            if following is None:
                return None
            ahead += following
        return grown

    def _following(self, what: _What, wanted: bool, branch: _Branch) -> tuple[_Demand, ...] | None:  # noqa: FBT001
        """Put a demand on a branch and give what follows from it; None where it contradicts."""
        match what:
            case Not(inner):
                return ((inner, not wanted),)
            case _Said(atom):
                said = (*branch.said.get(atom.fact, ()), (atom, wanted))
                branch.said[atom.fact] = said
                return () if answerable(self._facts[atom.fact], said) else None
            case _Asked(question):
                if question.id in branch.asked:
                    return () if branch.asked[question.id] is wanted else None
                branch.asked[question.id] = wanted
                return ((question.when, wanted),)
            case Is() | Among() | Between() if what.fact in self._unsettled:
                return ()
            case _:
                demands = tuple((each, wanted) for each in self._operands(what))
                if len(demands) == 1 or isinstance(what, AnyOf) is not wanted:
                    return demands
                branch.forks.append(demands)
                return ()

    def _operands(self, condition: AllOf | AnyOf | Atom) -> tuple[_What, ...]:
        if isinstance(condition, AllOf | AnyOf):
            return condition.conditions
        return (_Said(condition), *map(_Asked, self._asking.get(condition.fact, ())))
