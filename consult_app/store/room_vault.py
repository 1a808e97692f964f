"""The unlocked vault of a practice with several rooms, as one of them works with it.

While the server cannot be reached, what is said in a consultation that was begun waits here, encrypted and on
disk; everything else is refused until the server is back. What waited is sent once, in its order.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act as Deed
from consult_app.domain.consultation import Sealed, Stage, Voided
from consult_app.domain.rooms import Rooms, Version
from consult_app.domain.unfinished import Unfinished
from consult_app.errors import VaultError
from consult_app.store import interrupted, twice, writing
from consult_app.store.away import AWAY
from consult_app.store.chain import append, digest_of, machine
from consult_app.store.codec import decoded, encoded, setting_decoded, setting_encoded
from consult_app.store.failure import failure
from consult_app.store.reading import of_patients, of_patients_in_emergency
from consult_app.store.room_server import RoomServer
from consult_app.store.rows import consultation_row, draft_of, utc
from consult_app.store.vault import LocalVault
from consult_app.store.waiting import Act, put_unfinished, sent, taken_unfinished, wait, waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from consult_app.domain.consultation import ConsultationLine, State, Unsealed
    from consult_app.store.replica import Replica
    from consult_app.store.room_staff import RoomStaff
    from consult_app.store.site import Site

_SETTLED: dict[type[State], str] = {Sealed: "already-sealed", Voided: "already-voided"}
_KEPT_HERE = (*AWAY, "keys-changed", "room-behind")
"""Why what was said waits here: the last two are told, since it takes an unlock, or a newer program."""
_GONE = "consultation-missing"
"""What waits for a consultation that was destroyed elsewhere, or cleared as a sample, goes the same way."""
_CONFLICTS = ("changed-elsewhere", "already-sealed", "already-voided")


class RoomVault(LocalVault):
    """The vault of a practice with a server, made and used in one thread. Every method raises VaultError."""

    def __init__(
        self,
        database: Replica,
        site: Site,
        staff: RoomStaff,
        closing: Callable[[], None],
        *,
        last_lost: bool = False,
    ) -> None:
        self._replica, self._room_staff = database, staff
        self._away, self._apart = False, set[str]()
        self._seen = database.taken
        self._left: dict[str, str] = {}
        self._acts = self._read_waiting()
        super().__init__(database, site, staff, closing, last_lost=last_lost)
        self._note_waiting()

    def look(self) -> Rooms:
        """Send what waits, and take in what other rooms did."""
        why = ""
        try:
            self._send()
            self._replica.catch_up()
            self._away = False
        except VaultError as error:
            if error.code not in AWAY:
                raise
            self._away, why = True, error.code
        changed, self._seen = self._replica.taken != self._seen, self._replica.taken
        if changed:
            self._acts = self._read_waiting()
            self._note_waiting()
            self._read_settings()
        if not self._away:
            self._room_staff.follow(known=not changed)
        return Rooms(changed, self._away, len(self._acts), len(self._apart), why)

    @of_patients
    def keep(self, state: Unsealed | Voided, action: str) -> None:
        """Keep what was said so far, here alone while the server cannot be reached."""
        consultation = draft_of(state).id
        act = self._act(action, consultation, self._base(consultation), encoded(state))
        try:
            self._send()
            self._replica.entry_id = act.id
            self._put(state, act)
            self._left[consultation] = act.body
        except VaultError as error:
            if error.code in _CONFLICTS and self._changed_by_others(consultation):
                self._keep_apart(state, act)
            if error.code not in _KEPT_HERE:
                raise
            last = self._last_of(consultation)
            if last is None or last.body != act.body:
                self._wait(act)
            self._left[consultation] = act.body
            if error.code not in AWAY:
                raise
        finally:
            self._replica.entry_id = ""

    def note(self, action: str, subject: str = "", reason: str = "") -> None:
        """Enter in the log what changes nothing; it waits while the server cannot be reached."""
        act = self._act(action, subject, reason)
        try:
            self._send()
            self._replica.entry_id = act.id
            self._append(act.at, act.actor, action, subject, reason)
        except VaultError as error:
            if error.code not in _KEPT_HERE:
                raise
            self._wait(act)
        finally:
            self._replica.entry_id = ""

    @of_patients_in_emergency
    def open(self, consultation_id: str) -> State:
        """Give a consultation as it was kept last, in this room or another."""
        waits = self._last_of(consultation_id)
        state = decoded(waits.body) if waits else super().open(consultation_id)
        self._left[consultation_id] = encoded(state)
        return state

    @of_patients_in_emergency
    def consultations(self, of: Collection[str] | None = None) -> tuple[ConsultationLine, ...]:
        """List consultations, newest first; what waits stands in its own line."""
        return tuple(self._as_it_waits(each) for each in super().consultations(of))

    @of_patients
    def current(self, day: date) -> tuple[ConsultationLine, ...]:
        """List what is of a day, not ended, or waits for a printer, as the list of all has it."""
        return tuple(self._as_it_waits(each) for each in super().current(day))

    @property
    def practice_server(self) -> RoomServer:
        """The server that all rooms share."""
        return RoomServer(self, self._replica, self._room_staff)

    def leave(self) -> None:
        """Have this machine's vault be its own again, with what waited here; to be closed then.

        The practice's server, if there is one, and the other rooms are not asked and not told.
        """
        with self._replica.leaving() as connection:
            for act in self._acts:
                self._repeat(act)
            append(connection, utc(self._site.now()), self._staff.me.id, Deed.SERVER_LEFT)
        self._acts.clear()

    def keep_unfinished(self, unfinished: Unfinished) -> None:
        """Keep what whoever unlocked had not finished on this room's screen."""
        with self._replica.apart() as connection:
            put_unfinished(connection, self._staff.me.id, setting_encoded(unfinished))

    def take_unfinished(self) -> Unfinished:
        """Give back what whoever unlocked had not finished here, once."""
        with self._replica.apart() as connection:
            value = taken_unfinished(connection, self._staff.me.id)
        return setting_decoded(value, Unfinished) if value else super().take_unfinished()

    def _as_it_waits(self, line: ConsultationLine) -> ConsultationLine:
        waits = self._last_of(line.id)
        if waits is None:
            return line
        return replace(line, stage=Stage(consultation_row(decoded(waits.body))["stage"]))

    def _act(self, action: str, subject: str, reason: str = "", body: str = "") -> Act:
        at = utc(self._site.now())
        return Act(str(uuid.uuid4()), at, self._staff.me.id, action, subject, reason, body)

    def _last_of(self, consultation_id: str) -> Act | None:
        mine = (each for each in reversed(self._acts) if each.body and each.subject == consultation_id)
        return next(mine, None)

    def _wait(self, act: Act) -> None:
        with self._replica.apart() as connection:
            wait(connection, act)
        self._away = True
        self._acts.append(act)
        self._note_waiting()

    def _note_waiting(self) -> None:
        """Have it noted beside the vault what waits last, so that it is missed where it is gone."""
        if self._acts:
            interrupted.waits(self._site.folder, self._acts[-1].id)
        else:
            interrupted.end(self._site.folder)

    def _send(self) -> None:
        """Send what waits, each act once: what arrived already is known by its id."""
        # Whoever may read no consultation cannot keep one twice either: it waits for somebody else.
        while self._acts and self._staff.me.role.reads:
            act = self._acts[0]
            # Only a server that went on from here is asked whether it has it.
            self._replica.catch_up()
            if not self._replica.server.holds(act.id):
                self._repeat(act)
            if len(self._acts) == 1:
                # First: from now on the server has all of it, and nothing can be missing.
                interrupted.end(self._site.folder)
            with self._replica.apart() as connection:
                sent(connection, act.id)
            del self._acts[0]

    def _repeat(self, act: Act) -> None:
        self._replica.entry_id = act.id
        if not act.body:
            self._append(act.at, act.actor, act.action, act.subject, act.reason)
            return
        state = decoded(act.body)
        if isinstance(state, Sealed):
            raise failure("vault-damaged")
        try:
            self._put(state, act)
        except VaultError as error:
            if error.code == _GONE:
                return
            if error.code not in _CONFLICTS:
                raise
            self._keep_apart(state, act)

    def _put(self, state: Unsealed | Voided, act: Act) -> None:
        """Keep a state in place of exactly the one that it was made from, where that is known."""
        with self._replica.writing() as connection:
            kept = writing.body(connection, act.subject)
            if act.reason and digest_of(kept) not in {act.reason, digest_of(act.body)}:
                raise failure(_SETTLED.get(type(decoded(kept)), "changed-elsewhere"))
            if digest := writing.replace(connection, state, act.at):
                writing.log(connection, draft_of(state), act.at, act.actor, act.action, digest=digest)

    def _base(self, consultation_id: str) -> str:
        """Give the digest of what this room left or read last of a consultation, empty for nothing yet."""
        left = self._left.get(consultation_id)
        return digest_of(left) if left else ""

    def _keep_apart(self, state: Unsealed | Voided, act: Act) -> None:
        """Keep what was said here as a consultation of its own, where another room was quicker."""
        draft = draft_of(state)
        if draft.sequel is not None:
            return
        self._replica.entry_id = ""
        bundle = self.bundle(draft.pack_digest)
        here = f"{machine()} {self._site.folder} {draft.id}"
        mine = replace(draft, id=str(uuid.uuid5(uuid.NAMESPACE_OID, here)))
        self._note_apart(mine.id, act)
        try:
            self.begin(mine, bundle)
        except VaultError as error:
            if error.code not in _CONFLICTS:
                raise
            # There is one already, which went its own way.
            mine = replace(draft, id=str(uuid.uuid4()))
            self._note_apart(mine.id, act)
            self.begin(mine, bundle)
        self._apart.add(mine.id)

    def _note_apart(self, consultation_id: str, act: Act) -> None:
        """Note which of the two it will be, before it is there."""
        with self._replica.writing() as connection:
            said = Version(machine(), datetime.fromisoformat(act.at), act.actor)
            twice.note(connection, consultation_id, act.subject, said)

    def _changed_by_others(self, consultation_id: str) -> bool:
        """Whether what is kept is not what this room left or read there."""
        mine = self._left.get(consultation_id)
        return mine is not None and encoded(super().open(consultation_id)) != mine

    def _read_waiting(self) -> list[Act]:
        with self._replica.alone() as connection:
            return waiting(connection)
