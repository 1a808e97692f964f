"""What a vault survives: kills while answers are kept, keys changed, backups made, schemas brought up.

Each kind gives one kill after the other to the same loop; after each the vault is opened as everybody opens
it, what was acknowledged is looked for, and its log is walked from first to last.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from consult_app.domain.consultation import Clinician, Draft
from consult_app.domain.users import User, UserRole
from consult_app.errors import VaultError
from consult_app.store import opening
from consult_app.store.examining import examine, keys_of
from consult_app.store.migrations import STEPS
from consult_app.store.place import Place
from consult_app.store.site import Site
from consult_app.store.vault import LocalVault
from tests.helpers.answering import CANARY, FAST, answered
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft
from tests.helpers.killed_again import Tell, killed
from tests.helpers.schemas import age

BO = User(Clinician("c-2", "Bo Lind", "Nurse"), UserRole.ASSISTANT)
BOS = "quiet harbour ninety maps"
_MANY = 80
"""An answering program is killed after at most so many answers."""
_AT_MOST = 5
_MORE_THAN_ANY = 1 << 30
_BEFORE = 5
"""So many answers are acknowledged before keys are changed or a backup is made."""


@dataclass(slots=True)
class Tally:
    """What came of some kills; `done` had ended by themselves before the moment came."""

    kills: int = 0
    done: int = 0
    acknowledged: int = 0
    lost: int = 0
    shut: int = 0
    unsound: int = 0
    outcomes: set[str] = field(default_factory=set)

    @property
    def whole(self) -> bool:
        """Whether nothing was lost, and everything opened and was sound."""
        return not (self.lost or self.shut or self.unsound)

    def note(self, acknowledged: list[int], kept: int, *, sound: bool) -> None:
        """Count what was acknowledged, and what of it is not there."""
        self.acknowledged += len(acknowledged)
        self.lost += sum(each > kept for each in acknowledged)
        self.unsound += not sound


def answering(kills: int, folder: Path) -> Tally:
    """Kill while answers are kept, one after the other, after 1 to 80 of them."""
    place, tally, chance = _begun(folder), Tally(), _chance(20)
    for _ in range(kills):
        said, by_force = killed(lambda tell: _answer(place, tell), words=chance.randrange(1, _MANY))
        _count(tally, place, said, by_force=by_force)
    return tally


def rotating(kills: int, folder: Path) -> Tally:
    """Kill while somebody is removed, which gives the vault another data key."""

    def act(place: Place, tell: Tell) -> None:
        vault = _answer(place, tell, _BEFORE)
        vault.staff.remove(BO.id)
        tell("removed")

    tally = Tally()
    for place, said, by_force in _at_any_moment(kills, _begun(folder, BO), act):
        _count(tally, place, said, by_force=by_force)
        there = BO.id in {each.id for each in place.users()}
        tally.outcomes.add("old keys" if there else "new keys")
        if there:
            # Whoever is not removed still comes in.
            tally.lost += "removed" in said
            place.unlock(BOS, BO.id).close()
    return tally


def backing_up(kills: int, folder: Path) -> Tally:
    """Kill while a backup is made; each that has its name is whole, and opens."""

    def act(place: Place, tell: Tell) -> None:
        vault = _answer(place, tell, _BEFORE)
        tell(vault.backing_up(str(_target(place))).run().name)

    tally = Tally()
    for place, said, by_force in _at_any_moment(kills, _begun(folder), act):
        made = place.backups(str(_target(place)))
        tally.lost += len({each for each in said if not each.isdecimal()} - {each.name for each in made})
        tally.outcomes.add("made" if made else "not made")
        for each in made:
            copy = Site(_target(place) / each.name, FAST, place.now)
            tally.unsound += not examine(copy, keys_of(copy, PASSPHRASE, CLINICIAN.id), fixed=True).sound
        _count(tally, place, said, by_force=by_force)
    return tally


def migrating(kills: int, folder: Path) -> Tally:
    """Kill while vaults of every older schema, one after the other, are brought up to date."""

    def act(place: Place, tell: Tell) -> None:
        opening.unlock(place, PASSPHRASE, CLINICIAN.id)
        tell("open")

    tally = Tally()
    for version in range(1, len(STEPS)):
        place = _begun(folder / str(version))
        _answer(place, lambda _: None, _BEFORE).close()
        age(place, version)
        share = kills // (len(STEPS) - 1) + (version <= kills % (len(STEPS) - 1))
        for trial, said, by_force in _at_any_moment(share, place, act):
            tally.outcomes.add(f"schema {version}")
            _count(tally, trial, [*map(str, range(1, _BEFORE + 1)), *said], by_force=by_force)
    return tally


KINDS: dict[str, tuple[Callable[[int, Path], Tally], int]] = {
    "answering": (answering, 200),
    "changing the data key": (rotating, 60),
    "making a backup": (backing_up, 60),
    "bringing an older schema up to date": (migrating, 60),
}
"""Each kind, and how often it has to survive."""


def _begun(folder: Path, *others: User) -> Place:
    """Make a closed vault with a consultation just begun, and perhaps with others who may open it."""
    start, seconds = datetime.now(UTC), count()
    place = Place(folder / "vault", FAST, lambda: start + timedelta(seconds=next(seconds)))
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    for each in others:
        vault.staff.add(each, BOS)
    vault.begin(draft(), "bundle" * 5000)
    vault.close()
    return place


def _answer(place: Place, tell: Tell, most: int = 0) -> LocalVault:
    """Answer on and on, or so often, and acknowledge each; gives the vault, still open."""
    vault = opening.unlock(place, PASSPHRASE, CLINICIAN.id)
    state = vault.open("i-1")
    for _ in range(most) if most else count():
        assert isinstance(state, Draft)
        state = answered(state)
        vault.keep(state, "answer")
        tell(str(state.revision))
    return vault


def _at_any_moment(
    kills: int, place: Place, act: Callable[[Place, Tell], None]
) -> Iterator[tuple[Place, list[str], bool]]:
    """Kill in copies of a vault at moments spread over how long it takes."""
    chance = _chance(7)
    trial = _copied(place)
    began = time.monotonic()
    killed(lambda tell: act(trial, tell), words=_MORE_THAN_ANY)
    whole = time.monotonic() - began
    left = kills
    # Whatever was done before its moment came was not killed, and does not count.
    for _ in range(_AT_MOST * kills):
        trial = _copied(place)
        said, by_force = killed(
            lambda tell, trial=trial: act(trial, tell),  # type: ignore[misc]
            seconds=chance.uniform(0, whole),
        )
        yield trial, said, by_force
        left -= by_force
        if not left:
            return


def _copied(place: Place) -> Place:
    trial = place.folder.parent / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(place.folder, trial / "vault")
    copy = Place(trial / "vault", FAST, place.now)
    _target(copy).mkdir()
    return copy


def _target(place: Place) -> Path:
    return place.folder.parent / "backups"


def _count(tally: Tally, place: Place, said: list[str], *, by_force: bool) -> None:
    """Open what is left, and compare it with what was acknowledged."""
    tally.kills += by_force
    tally.done += not by_force
    try:
        vault = place.unlock(PASSPHRASE, CLINICIAN.id)
    except VaultError:
        tally.shut += 1
        return
    state = vault.open("i-1")
    assert isinstance(state, Draft)
    told = [int(each) for each in said if each.isdecimal()]
    whole = not state.revision or state.answers["q-text"] == f"{CANARY} {state.revision} " * 40
    with vault._database.reading() as connection:
        pages = connection.value("PRAGMA integrity_check")
    sound = vault.check_log().sound
    vault.close()
    left = [each.name for each in place.folder.iterdir() if ".next" in each.name or ".new" in each.name]
    tally.note(told, state.revision, sound=sound and whole and pages == "ok" and not left)


def _chance(seed: int) -> random.Random:
    """Give the same moments each time."""
    return random.Random(seed)  # noqa: S311
