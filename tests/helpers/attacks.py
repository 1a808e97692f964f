# ruff: noqa: T201, S608  a table is what it prints; the statements are the attacks
"""What a user with the data key could try, who takes the triggers out and puts them back afterwards.

`python -m tests.helpers.attacks`, or `make attacks`, prints what is found by what.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult_app.domain.account import Account
from consult_app.domain.audit import Act, Anchor, Fault
from consult_app.domain.complication import Complication, Ending, Grade
from consult_app.domain.consultation import Clinician
from consult_app.domain.photo import Photo, Taken
from consult_app.domain.users import User, UserRole
from consult_app.store.chain import digest_of, head, linked, signed
from consult_app.store.cost import Cost
from consult_app.store.examining import examine, keys_of
from consult_app.store.keyring import Keys
from consult_app.store.migrations import GUARDS
from consult_app.store.place import Place
from tests.helpers.consultations import (
    AFTERCARE,
    AT,
    CLINICIAN,
    PASSPHRASE,
    PATIENT,
    PDF,
    PRACTICE,
    consented,
    draft,
    reviewed,
    sealed,
    signed_once,
)

JPEG = b"\xff\xd8 a picture"
FAST = Cost(64, 1, 1)
RASH = Complication("Rash", date(2026, 3, 2), "09:10", "k-1", Grade.SEVERE, "Seen", Ending.OVER, "-", "no")
MALLORY = User(Clinician("c-2", "Mal Lory", "Physician"), UserRole.CLINICIAN)
MALLORYS = "quiet harbour ninety maps"
_COLUMNS = "seq, at, actor, machine, action, subject, reason, digest, event, revision"

Sql = Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A vault to be attacked: its folder now, an older copy of it, its keys, and anchors kept outside."""

    now: Path
    older: Path
    keys: Keys
    printed: Anchor
    """On a document that a patient took home, after the older copy was made."""
    newest: Anchor
    """In the second place."""


def build(folder: Path) -> Stage:
    """Work in a vault for a while."""
    place = Place(folder / "now", FAST)
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.staff.add(MALLORY, MALLORYS)
    vault.keep_signing_key(b"key", "secret", "f-1")

    def seal(name: str) -> None:
        state = consented(signed_once(reviewed(name)))
        vault.begin(state.draft, "bundle")
        vault.keep(state, "sign")
        vault.signing_key(PASSPHRASE)
        vault.store(sealed(state), PDF, AFTERCARE)

    def anchored() -> Anchor:
        with vault._database.reading() as connection:
            found = head(connection)
        assert found is not None
        return found

    seal("i-1")
    vault._database.checkpoint()
    older = Path(shutil.copytree(place.folder, folder / "older"))
    seal("i-2")
    vault.add_photo(
        Photo("f-1", "i-1", Taken.BEFORE, "", AT, CLINICIAN.id, hashlib.sha256(JPEG).hexdigest(), len(JPEG)),
        JPEG,
    )
    vault.tell(Account("n-1", "i-1", AT, CLINICIAN.id, RASH, "", ""))
    printed = anchored()
    vault.begin(draft("i-3"), "bundle")
    vault.keep(draft("i-3").seeing("s-2"), "see")
    vault.begin(replace(draft("i-9"), sample=True, patient=replace(PATIENT, id="p-9")), "bundle")
    vault.clear_samples()
    vault.note(Act.OPENED, "i-1")
    newest = anchored()
    vault._database.checkpoint()
    vault._closing()
    return Stage(place.folder, older, keys_of(place, PASSPHRASE, CLINICIAN.id), printed, newest)


@dataclass(frozen=True, slots=True)
class Attack:
    """What is done, and what must be found: without anchors, and with those outside."""

    name: str
    act: Callable[[Sql], object]
    alone: frozenset[Fault]
    anchored: frozenset[Fault]
    guards_back: bool = True
    older: bool = False


def found(stage: Stage, attack: Attack, folder: Path) -> tuple[frozenset[Fault], frozenset[Fault]]:
    """Attack a copy; give what is found without anchors and with the two."""
    target = Path(shutil.copytree(stage.older if attack.older else stage.now, folder))
    _with_key(target, stage.keys, attack)
    site = Place(target, FAST)
    alone = examine(site, stage.keys).found
    both = examine(site, stage.keys, (stage.printed, stage.newest)).found
    return frozenset(each.fault for each in alone), frozenset(each.fault for each in both)


def _with_key(folder: Path, keys: Keys, attack: Attack) -> None:
    key, salt = keys.of_database
    connection = sqlcipher.connect(folder / "vault.db", isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")

    def sql(statement: str, *values: object) -> list[Any]:
        rows: list[Any] = connection.execute(statement, values).fetchall()
        return rows

    attack.act(sql)
    if attack.guards_back:
        for guard in GUARDS:
            connection.execute(guard)
    connection.close()


def rewritten(sql: Sql, *, sign: Callable[[tuple[Any, ...], bytes], bytes] | None = None) -> None:
    """Number and hash all entries anew; signatures stay, or `sign` makes them."""
    before = bytes(32)
    rows = sql(f"SELECT {_COLUMNS}, signature FROM audit ORDER BY seq")
    sql("DELETE FROM audit")
    for seq, row in enumerate(rows, 1):
        act = (seq, *row[1:10])
        signature = sign(act, before) if sign and row[10] else row[10]
        made = linked(before, act, signature)
        marks = ", ".join("?" * 13)
        sql(
            f"INSERT INTO audit ({_COLUMNS}, prev, signature, hash) VALUES ({marks})",
            *act,
            before,
            signature,
            made,
        )
        before = made


def _change(sql: Sql) -> None:
    sql("UPDATE audit SET actor = 'c-2' WHERE action = 'sign' AND subject = 'i-1'")


def _change_and_rewrite(sql: Sql) -> None:
    _change(sql)
    rewritten(sql)


def _change_and_unsign(sql: Sql) -> None:
    _change(sql)
    sql("UPDATE audit SET signature = x''")
    rewritten(sql)


def _change_and_sign_with_another_key(sql: Sql) -> None:
    """Put a key of one's own where the log names the victim's."""
    _change(sql)
    mine = Ed25519PrivateKey.generate()
    own = mine.public_key().public_bytes_raw().hex()
    sql("UPDATE audit SET digest = ? WHERE subject = 'c-1' AND action = 'user added'", own)
    rewritten(sql, sign=lambda act, before: mine.sign(signed(linked(before, act))))


def _delete(sql: Sql) -> None:
    sql("DELETE FROM audit WHERE action = 'see'")


def _delete_and_rewrite(sql: Sql) -> None:
    _delete(sql)
    rewritten(sql)


def _forget_a_reading(sql: Sql) -> None:
    """The last entry is nothing that is kept anywhere else."""
    sql("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")


def _swap(sql: Sql) -> None:
    sql("UPDATE audit SET seq = -1 WHERE seq = 6")
    sql("UPDATE audit SET seq = 6 WHERE seq = 7")
    sql("UPDATE audit SET seq = 7 WHERE seq = -1")


def _swap_and_rewrite(sql: Sql) -> None:
    _swap(sql)
    rewritten(sql)


def _cut(sql: Sql) -> None:
    sql("DELETE FROM audit WHERE seq > (SELECT max(seq) - 4 FROM audit)")


def _empty(sql: Sql) -> None:
    sql("DELETE FROM audit")


def _change_record(sql: Sql) -> None:
    sql("UPDATE consultation SET body = replace(body, 'words', 'other') WHERE id = 'i-2'")


def _change_record_and_entry(sql: Sql) -> None:
    """Change a sealed record and the entry that knows its digest."""
    _change_record(sql)
    [(body, pdf, aftercare)] = sql(
        "SELECT body, sha256, aftercare_sha256 FROM consultation"
        " JOIN sealed ON consultation = id WHERE id = 'i-2'"
    )
    sql(
        "UPDATE audit SET digest = ? WHERE action = 'seal' AND subject = 'i-2'",
        digest_of(body, pdf, aftercare),
    )
    rewritten(sql)


def _change_pdf(sql: Sql) -> None:
    forged = PDF[:-1] + b"x"
    digest = hashlib.sha256(forged).hexdigest()
    sql("UPDATE sealed SET pdf = ?, sha256 = ? WHERE consultation = 'i-1'", forged, digest)


def _delete_record(sql: Sql) -> None:
    for table, column in (("event", "consultation"), ("sealed", "consultation"), ("consultation", "id")):
        sql(f"DELETE FROM {table} WHERE {column} = 'i-2'")


def _delete_record_as_sample(sql: Sql) -> None:
    _delete_record(sql)
    sql(
        f"INSERT INTO audit ({_COLUMNS}, prev, signature, hash) SELECT seq + 1, at, actor, machine,"
        " 'sample cleared', 'i-2', '', '', 0, 0, hash, x'', hash FROM audit ORDER BY seq DESC LIMIT 1"
    )
    rewritten(sql)


def _change_account(sql: Sql) -> None:
    sql("UPDATE account SET body = replace(body, 'Rash', 'Nothing')")


def _delete_photo(sql: Sql) -> None:
    sql("DELETE FROM photo")


def _change_patient(sql: Sql) -> None:
    sql("UPDATE patient SET birth_date = '1990-01-01'")


def _add_record(sql: Sql) -> None:
    columns = (
        "stage, revision, signatures, patient, pack, name, birth_date, treatment, day, sample, refusal,"
        " updated, body"
    )
    sql(
        f"INSERT INTO consultation (id, {columns}) SELECT 'i-7', {columns} FROM consultation WHERE id = 'i-3'"
    )


def _change_event(sql: Sql) -> None:
    sql("UPDATE event SET actor = 'c-2' WHERE action = 'sign'")


def _delete_event(sql: Sql) -> None:
    sql("DELETE FROM event WHERE action = 'see'")


def _add_in_anothers_name(sql: Sql) -> None:
    sql(
        f"INSERT INTO audit ({_COLUMNS}, prev, signature, hash) SELECT seq + 1, at, 'c-1', machine,"
        " 'record opened', 'i-2', '', '', 0, 0, hash, x'', hash FROM audit ORDER BY seq DESC LIMIT 1"
    )
    [(seq,)] = sql("SELECT max(seq) FROM audit")
    row = sql(f"SELECT {_COLUMNS}, prev FROM audit WHERE seq = ?", seq)[0]
    sql("UPDATE audit SET hash = ? WHERE seq = ?", linked(row[10], row[:10]), seq)


def _go_on(sql: Sql) -> None:
    """Go on in the older copy until it is as long."""
    for _ in range(20):
        _add_in_anothers_name(sql)


def _nothing(_sql: Sql) -> None:
    return


def _faults(*faults: Fault) -> frozenset[Fault]:
    return frozenset(faults)


_PAST = Fault.OTHER_PAST
_EMPTY = _faults(Fault.EVENT, Fault.NO_BEGINNING, Fault.OTHER_KEY, Fault.RECORD_CHANGED, Fault.RECORD_UNKNOWN)
ATTACKS = (
    Attack("nothing is done", _nothing, _faults(), _faults()),
    Attack(
        "change an entry", _change, _faults(Fault.CHANGED, Fault.EVENT), _faults(Fault.CHANGED, Fault.EVENT)
    ),
    Attack(
        "change, hash all anew",
        _change_and_rewrite,
        _faults(Fault.EVENT, Fault.FORGED),
        _faults(Fault.EVENT, Fault.FORGED, _PAST),
    ),
    Attack(
        "change, hash anew, drop signatures",
        _change_and_unsign,
        _faults(Fault.EVENT, Fault.UNSIGNED),
        _faults(Fault.EVENT, Fault.UNSIGNED, _PAST),
    ),
    Attack(
        "change, hash anew, sign with another key",
        _change_and_sign_with_another_key,
        _faults(Fault.EVENT, Fault.OTHER_KEY),
        _faults(Fault.EVENT, Fault.OTHER_KEY, _PAST),
    ),
    Attack(
        "delete an entry",
        _delete,
        _faults(Fault.MISSING, Fault.EVENT, Fault.RECORD_CHANGED),
        _faults(Fault.MISSING, Fault.EVENT, Fault.RECORD_CHANGED),
    ),
    Attack(
        "delete, hash all anew",
        _delete_and_rewrite,
        _faults(Fault.EVENT, Fault.RECORD_CHANGED),
        _faults(Fault.EVENT, Fault.RECORD_CHANGED, Fault.CUT),
    ),
    Attack("swap two entries", _swap, _faults(Fault.ORDER), _faults(Fault.ORDER)),
    Attack("swap, hash all anew", _swap_and_rewrite, _faults(Fault.FORGED), _faults(Fault.FORGED, _PAST)),
    Attack("cut off the last entry (a reading)", _forget_a_reading, _faults(), _faults(Fault.CUT)),
    Attack(
        "cut off the last four",
        _cut,
        _faults(Fault.RECORD_MISSING),
        _faults(Fault.RECORD_MISSING, Fault.CUT),
    ),
    Attack("empty the log", _empty, _EMPTY, _EMPTY | _faults(Fault.CUT)),
    Attack(
        "change a sealed record", _change_record, _faults(Fault.RECORD_CHANGED), _faults(Fault.RECORD_CHANGED)
    ),
    Attack(
        "change a sealed record and its entry",
        _change_record_and_entry,
        _faults(Fault.FORGED),
        _faults(Fault.FORGED, _PAST),
    ),
    Attack("change a sealed PDF", _change_pdf, _faults(Fault.RECORD_CHANGED), _faults(Fault.RECORD_CHANGED)),
    Attack(
        "delete a sealed record",
        _delete_record,
        _faults(Fault.EVENT, Fault.RECORD_MISSING),
        _faults(Fault.EVENT, Fault.RECORD_MISSING),
    ),
    Attack(
        "delete a record as if it were a sample",
        _delete_record_as_sample,
        _faults(Fault.EVENT, Fault.RECORD_MISSING),
        _faults(Fault.EVENT, Fault.RECORD_MISSING),
    ),
    Attack(
        "change what was told afterwards",
        _change_account,
        _faults(Fault.RECORD_CHANGED),
        _faults(Fault.RECORD_CHANGED),
    ),
    Attack(
        "delete a photograph", _delete_photo, _faults(Fault.RECORD_CHANGED), _faults(Fault.RECORD_CHANGED)
    ),
    Attack("change a patient", _change_patient, _faults(Fault.RECORD_CHANGED), _faults(Fault.RECORD_CHANGED)),
    Attack("add a record", _add_record, _faults(Fault.RECORD_UNKNOWN), _faults(Fault.RECORD_UNKNOWN)),
    Attack("change a consultation's own list", _change_event, _faults(Fault.EVENT), _faults(Fault.EVENT)),
    Attack(
        "delete from a consultation's own list", _delete_event, _faults(Fault.EVENT), _faults(Fault.EVENT)
    ),
    Attack(
        "leave the triggers out",
        _nothing,
        _faults(Fault.UNGUARDED),
        _faults(Fault.UNGUARDED),
        guards_back=False,
    ),
    Attack("put the whole file of an earlier day back", _nothing, _faults(), _faults(Fault.CUT), older=True),
    Attack("put it back, then go on", _go_on, _faults(), _faults(_PAST), older=True),
    Attack("add an entry in another's name", _add_in_anothers_name, _faults(), _faults()),
)


def main() -> int:
    """Print the table; 1 where anything is found otherwise than it is promised."""
    wrong = 0
    with TemporaryDirectory(prefix="consult-attacks-") as folder:
        stage = build(Path(folder))
        print(f"{'attack':<44} {'found without anchors':<40} with anchors outside")
        for number, attack in enumerate(ATTACKS):
            alone, both = found(stage, attack, Path(folder, str(number)))
            wrong += (alone, both) != (attack.alone, attack.anchored)
            print(f"{attack.name:<44} {_listed(alone):<40} {_listed(both)}")
    print(f"{len(ATTACKS)} attacks, {wrong} found otherwise than promised")
    return int(wrong > 0)


def _listed(faults: frozenset[Fault]) -> str:
    return ", ".join(sorted(each.value for each in faults)) or "NOTHING"


if __name__ == "__main__":
    sys.exit(main())
