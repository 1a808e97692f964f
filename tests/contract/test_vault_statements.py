"""Between the store and SQLite: one transaction at a time, rows with names, SQL that fits the schema."""

import importlib
import pkgutil
import re

import pytest
from sqlcipher3.dbapi2 import ProgrammingError

from consult_app import store
from consult_app.errors import VaultError
from consult_app.store.schema import PACK, TABLES
from tests.helpers.consultations import draft
from tests.helpers.pages_opened import holds_nothing

VERBS = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ")
ELSEWHERE = ("practice_tables", "server", "replica", "waiting")
"""Of tables on the server, or of those that only a room has."""


def statements():
    """All that is written down as a constant; what is put together later, the tests of each use run."""
    for module in pkgutil.iter_modules(store.__path__, "consult_app.store."):
        if module.name.rsplit(".", 1)[-1] not in ELSEWHERE:
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, str) and value.startswith(VERBS):
                    yield f"{module.name}.{name}", value
    for table in TABLES:
        yield f"{table.name}.insert", table.insert


def test_every_statement_fits_the_newest_schema(local):
    found = dict(statements())
    assert len(found) > 50
    with local._database.reading() as connection:
        for name, statement in found.items():
            numbered = [int(number) for number in re.findall(r"\?(\d+)", statement)]
            marks = max(numbered, default=statement.count("?"))
            assert connection.execute(f"EXPLAIN {statement}", (None,) * marks).fetchall(), name


def test_values_are_told_by_position_and_by_name(local):
    with local._database.reading() as connection:
        row = connection.execute("SELECT 1 AS one, 'b' AS two").fetchone()
        assert (tuple(row), row[0], row["two"], row.two) == ((1, "b"), 1, "b", "b")
        assert dict(row) == {"one": 1, "two": "b"}
        with pytest.raises(AttributeError, match="three"):
            _ = row.three
        assert connection.value("SELECT 1 WHERE 0") is None
        assert connection.values("SELECT 1 UNION SELECT 2 ORDER BY 1") == [1, 2]


def test_a_transaction_within_another_is_a_mistake_and_spoils_neither(local):
    with local._database.writing() as connection:
        with pytest.raises(ProgrammingError), local._database.reading():
            pass
        PACK.add(connection, digest="d-1", bundle="b", sha256="s")
    with local._database.reading() as connection:
        assert connection.values("SELECT digest FROM pack") == ["d-1"]


def test_what_comes_after_a_transaction_is_refused(local):
    with local._database.writing() as connection:
        pass
    with pytest.raises(AttributeError):
        connection.execute("DELETE FROM setting")
    assert local.practice().name


def add_and_raise(vault, error):
    with vault._database.writing() as connection:
        PACK.add(connection, digest="d-1", bundle="b", sha256="s")
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, VaultError])
def test_whatever_ends_a_transaction_early_undoes_it(local, error):
    raised = error("vault-full", "", "") if error is VaultError else error()
    with pytest.raises(error):
        add_and_raise(local, raised)
    with local._database.reading() as connection:
        assert connection.values("SELECT digest FROM pack") == []


def test_what_a_reader_writes_is_not_kept(local):
    with local._database.reading() as connection:
        PACK.add(connection, digest="d-1", bundle="b", sha256="s")
    with local._database.reading() as connection:
        assert connection.values("SELECT digest FROM pack") == []


def test_rows_that_nobody_read_to_the_end_keep_nothing_from_being_moved(local, place):
    local.begin(draft(), "bundle")
    with local._database.reading() as connection:
        left = connection.execute("SELECT * FROM audit")
        left.fetchone()
    local._database.checkpoint()
    assert holds_nothing(place.folder / "vault.db-wal")


def test_what_cannot_be_undone_is_undone_by_opening_anew(local):
    class Stuck:
        """A connection of the driver that cannot undo."""

        def __init__(self, raw):
            self._raw = raw

        def __getattr__(self, name):
            return getattr(self._raw, name)

        def rollback(self):
            raise ProgrammingError

    local._database._raw = stuck = Stuck(local._database._connected())
    with pytest.raises(RuntimeError):
        add_and_raise(local, RuntimeError())
    with local._database.reading() as connection:
        assert local._database._raw is not stuck
        assert connection.values("SELECT digest FROM pack") == []
