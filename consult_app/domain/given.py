"""What was really given in a session, and where it departs from what was consented to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from consult_app.domain.consultation import Draft, Portion
from consult_app.domain.days import parse_expiry

_SIGNS = "%‰"
"""What is a unit without a letter."""


@dataclass(frozen=True, slots=True)
class Dose:
    """One product as it was given.

    `ingredient` is the pack's id, empty for what the pack does not know. `reason` says why it was given
    although something stood against it.
    """

    ingredient: str = ""
    product: str = ""
    amount: str = ""
    lot: str = ""
    expiry: str = ""
    site: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given in a session: products, areas by id, by whom (as printed), when (aware).

    Without any product `notes` say why. `reason` says why it was given although something stood against
    the session as a whole.
    """

    doses: tuple[Dose, ...]
    areas: tuple[str, ...]
    by: str
    at: datetime
    notes: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a patient consented to, from when on, and when it was taken back, if it was (aware times).

    `days_valid` are those after which the practice takes a consent for old; 0 where it never does. `from_day`
    is the first day after its days to wait, or that on which the consent was confirmed all the same.
    """

    draft: Draft
    sealed_at: datetime
    withdrawn_at: datetime | None = None
    days_valid: int = 0
    from_day: date | None = None

    def too_early(self, day: date) -> bool:
        """Whether the days to wait are not over on a day, and nobody confirmed the consent by then."""
        return self.from_day is not None and day < self.from_day

    def too_old(self, day: date) -> bool:
        """Whether the practice takes it for old on a day."""
        return 0 < self.days_valid < (day - self.draft.day).days


class Doubt(Enum):
    """What stands against giving something; each needs a reason that is kept."""

    EXPIRED = "expired"
    NOT_CONSENTED = "not_consented"
    AREA_NOT_CONSENTED = "area_not_consented"
    BEFORE_CONSENT = "before_consent"
    WITHDRAWN = "withdrawn"
    TOO_OLD = "too_old"
    TOO_EARLY = "too_early"


class Hole(Enum):
    """What a record of a treatment cannot be kept without."""

    NOTHING = "nothing"
    NAME = "name"
    AMOUNT = "amount"
    UNIT = "unit"
    EXPIRY_UNREAD = "expiry_unread"
    REASON = "reason"
    BY = "by"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Missing:
    """A hole, and the place of the product that it is about; -1 for the session as a whole."""

    hole: Hole
    place: int = -1


class Departs(Enum):
    """How what was given differs from the plan."""

    LEFT_OUT = "left_out"
    ADDED = "added"
    AMOUNT = "amount"
    LOT = "lot"
    EXPIRY = "expiry"
    SITE = "site"
    AREA_LEFT_OUT = "area_left_out"
    AREA_ADDED = "area_added"


@dataclass(frozen=True, slots=True)
class Departure:
    """Something that was given otherwise than planned; `subject` is an ingredient, a product or an area."""

    how: Departs
    subject: str
    planned: str = ""
    given: str = ""


def planned(draft: Draft, by: str, at: datetime) -> Given:
    """Begin a record with what the consent says was to be given."""
    return Given(tuple(map(planned_dose, draft.mixture)), draft.areas, by, at)


def planned_dose(portion: Portion) -> Dose:
    """Begin with what the consent says of one product."""
    return Dose(portion.ingredient, "", portion.amount, portion.lot, portion.expiry, portion.site)


def expired(dose: Dose, day: date) -> bool:
    """Whether a product's use-by date had passed on a day; what cannot be read is said by its own hole."""
    return bool(dose.expiry) and _readable(dose.expiry) and parse_expiry(dose.expiry) < day


def doubts(dose: Dose, draft: Draft, day: date) -> tuple[Doubt, ...]:
    """Say what stands against a product on a day."""
    consented = dose.ingredient in {each.ingredient for each in draft.mixture}
    found = ((Doubt.EXPIRED, expired(dose, day)), (Doubt.NOT_CONSENTED, not consented))
    return tuple(doubt for doubt, applies in found if applies)


def doubts_of_session(given: Given, agreed: Agreed) -> tuple[Doubt, ...]:
    """Say what stands against the session as a whole: areas, and that nothing was consented to just then."""
    taken_back = agreed.withdrawn_at is not None and given.at >= _minute(agreed.withdrawn_at)
    found = (
        (Doubt.AREA_NOT_CONSENTED, bool(set(given.areas) - set(agreed.draft.areas))),
        (Doubt.BEFORE_CONSENT, given.at < _minute(agreed.sealed_at)),
        (Doubt.WITHDRAWN, taken_back),
        (Doubt.TOO_OLD, agreed.too_old(given.at.date())),
        (Doubt.TOO_EARLY, agreed.too_early(given.at.date())),
    )
    return tuple(doubt for doubt, applies in found if applies)


def holes(given: Given, agreed: Agreed, now: datetime) -> tuple[Missing, ...]:
    """Name all that a record cannot be kept without, in the order of the page."""
    return (*_of_doses(given, agreed.draft), *_of_session(given, agreed, now))


def _of_doses(given: Given, draft: Draft) -> Iterator[Missing]:
    for place, dose in enumerate(given.doses):
        if not (dose.ingredient or dose.product.strip()):
            yield Missing(Hole.NAME, place)
        if not dose.amount.strip():
            yield Missing(Hole.AMOUNT, place)
        elif not any(each.isalpha() or each in _SIGNS for each in dose.amount):
            yield Missing(Hole.UNIT, place)
        if dose.expiry and not _readable(dose.expiry):
            yield Missing(Hole.EXPIRY_UNREAD, place)
        if doubts(dose, draft, given.at.date()) and not dose.reason.strip():
            yield Missing(Hole.REASON, place)


def _of_session(given: Given, agreed: Agreed, now: datetime) -> Iterator[Missing]:
    if not given.doses and not given.notes.strip():
        yield Missing(Hole.NOTHING)
    if not given.by.strip():
        yield Missing(Hole.BY)
    if given.at > now:
        yield Missing(Hole.LATER)
    if doubts_of_session(given, agreed) and not given.reason.strip():
        yield Missing(Hole.REASON)


def departures(given: Given, draft: Draft) -> tuple[Departure, ...]:
    """Compare what was given with what was planned; a field that the plan left empty departs from nothing."""
    plan = {each.ingredient: each for each in draft.mixture}
    return (*_of_products(given, plan), *_of_areas(given, draft))


def _of_products(given: Given, plan: dict[str, Portion]) -> Iterator[Departure]:
    used = {each.ingredient for each in given.doses}
    for ingredient, portion in plan.items():
        if ingredient not in used:
            yield Departure(Departs.LEFT_OUT, ingredient, portion.amount)
    for dose in given.doses:
        if dose.ingredient not in plan:
            yield Departure(Departs.ADDED, dose.ingredient or dose.product, given=dose.amount)
        else:
            yield from _otherwise(dose, plan[dose.ingredient])


def _otherwise(dose: Dose, portion: Portion) -> Iterator[Departure]:
    for how, was, now in (
        (Departs.AMOUNT, portion.amount, dose.amount),
        (Departs.LOT, portion.lot, dose.lot),
        (Departs.EXPIRY, portion.expiry, dose.expiry),
        (Departs.SITE, portion.site, dose.site),
    ):
        if was and _plain(was) != _plain(now):
            yield Departure(how, dose.ingredient, was, now)


def _of_areas(given: Given, draft: Draft) -> Iterator[Departure]:
    for area in draft.areas:
        if area not in given.areas:
            yield Departure(Departs.AREA_LEFT_OUT, area)
    for area in given.areas:
        if area not in draft.areas:
            yield Departure(Departs.AREA_ADDED, area)


def _minute(at: datetime) -> datetime:
    """A person writes no seconds down."""
    return at.replace(second=0, microsecond=0)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _readable(expiry: str) -> bool:
    try:
        parse_expiry(expiry)
    except ValueError:
        return False
    return True
