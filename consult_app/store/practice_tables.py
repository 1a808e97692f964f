"""The tables on a practice's PostgreSQL server, and what keeps anybody from changing them.

All of it only grows, until its owner has it begin anew. What says anything about a patient is encrypted
before it gets here; the server sees how much was written, and when. A step of `STEPS` never changes once it
was released.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from consult_app.store.failure import failure

if TYPE_CHECKING:
    from typing import Any

    from psycopg import Connection

TABLES = ("practice", "generation", "part", "sheet", "entry")
"""Every table: each is kept whole."""

_KEPT_FOR_EVER = " BEGIN RAISE EXCEPTION '% is kept for ever', TG_TABLE_NAME USING ERRCODE = '23001'; END "
_ONLY_GROWS = (
    " DECLARE last bigint; BEGIN"
    " EXECUTE format('SELECT coalesce(max(number), 0) FROM consult.%I', TG_TABLE_NAME) INTO last;"
    " IF NEW.number <> last + 1 THEN"
    " RAISE EXCEPTION '% only grows at its end', TG_TABLE_NAME USING ERRCODE = '23001'; END IF;"
    " RETURN NEW; END "
)
_GROWING = ("generation", "sheet", "entry")

STEPS = (
    (
        "CREATE SCHEMA consult",
        "CREATE TABLE consult.practice (store text PRIMARY KEY, format integer NOT NULL)",
        """CREATE TABLE consult.generation (
            number bigint PRIMARY KEY, after bigint NOT NULL, parts bigint NOT NULL, content bytea NOT NULL
        )""",
        """CREATE TABLE consult.part (
            generation bigint NOT NULL REFERENCES consult.generation, number bigint NOT NULL,
            content bytea NOT NULL, PRIMARY KEY (generation, number)
        )""",
        "CREATE TABLE consult.sheet (number bigint PRIMARY KEY, content bytea NOT NULL)",
        """CREATE TABLE consult.entry (
            number bigint PRIMARY KEY, generation bigint NOT NULL REFERENCES consult.generation,
            id uuid NOT NULL UNIQUE, content bytea NOT NULL, at timestamptz NOT NULL DEFAULT now()
        )""",
        # What is encrypted does not get smaller.
        *(
            f"ALTER TABLE consult.{each} ALTER COLUMN content SET STORAGE EXTERNAL"
            for each in ("part", "entry")
        ),
        f"CREATE FUNCTION consult.kept_for_ever() RETURNS trigger LANGUAGE plpgsql AS $${_KEPT_FOR_EVER}$$",
        f"CREATE FUNCTION consult.only_grows() RETURNS trigger LANGUAGE plpgsql AS $${_ONLY_GROWS}$$",
        *(
            f"CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON consult.{each}"
            " FOR EACH STATEMENT EXECUTE FUNCTION consult.kept_for_ever()"
            for each in TABLES
        ),
        *(
            f"CREATE TRIGGER only_grows BEFORE INSERT ON consult.{each}"
            " FOR EACH ROW EXECUTE FUNCTION consult.only_grows()"
            for each in _GROWING
        ),
    ),
)

_EMPTIED = ("entry", "sheet", "part")
_EMPTYING = (
    *(f"ALTER TABLE consult.{each} DISABLE TRIGGER USER" for each in _EMPTIED),
    "CREATE TEMPORARY TABLE entries ON COMMIT DROP AS SELECT number, id, at, generation FROM consult.entry",
    "CREATE TEMPORARY TABLE sheets ON COMMIT DROP AS SELECT number FROM consult.sheet",
    "TRUNCATE consult.entry, consult.sheet, consult.part",
    "INSERT INTO consult.entry (number, id, at, generation, content) SELECT *, '' FROM entries",
    "INSERT INTO consult.sheet (number, content) SELECT *, '' FROM sheets",
    *(f"ALTER TABLE consult.{each} ENABLE TRIGGER USER" for each in _EMPTIED),
)
"""Only the tables' owner may do this. Others see them before or after it, and never without their guards."""

_STATEMENT, _ROW = 58, 7
"""How PostgreSQL notes when a trigger fires: before update, delete, truncate; before each inserted row."""
GUARDS = sorted(
    (
        *((each, "never_changed", "O", _STATEMENT, _KEPT_FOR_EVER) for each in TABLES),
        *((each, "only_grows", "O", _ROW, _ONLY_GROWS) for each in _GROWING),
    )
)
_STANDING = """
    SELECT c.relname, t.tgname, t.tgenabled, t.tgtype::integer, p.prosrc FROM pg_catalog.pg_trigger t
    JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid WHERE n.nspname = 'consult' AND NOT t.tgisinternal
"""
_MAY = """
    SELECT bool_or(has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')) FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'consult' AND c.relkind = 'r'
"""

_ADDING = """
    SELECT r.rolname FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'consult.practice'::regclass AND a.privilege_type = 'INSERT' AND a.grantee <> c.relowner
    AND pg_has_role(c.relowner, 'USAGE')
"""
"""Who else may name a practice; nobody, where it is asked by somebody who does not own the table."""


def is_made(connection: Connection[Any]) -> bool:
    """Whether a practice's tables are there."""
    row = connection.execute("SELECT to_regclass('consult.practice')").fetchone()
    return row is not None and row[0] is not None


def make(connection: Connection[Any]) -> None:
    """Make the tables, within the caller's transaction."""
    for statement in (statement for step in STEPS for statement in step):
        connection.execute(statement.encode())


def make_role(connection: Connection[Any], name: str, password: str) -> None:
    """Make the role of the rooms: it may read and add, and change nothing."""
    # The server's own log of statements gets what a password can only be checked against.
    secret = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    role, database = sql.Identifier(name), sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(secret)))
    # Which practice it is stands there once, and no room adds to it: another name would stop all rooms.
    for allowed in (
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role),
        sql.SQL("GRANT USAGE ON SCHEMA consult TO {}").format(role),
        sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA consult TO {}").format(role),
        sql.SQL(
            "GRANT INSERT ON consult.generation, consult.part, consult.sheet, consult.entry TO {}"
        ).format(role),
    ):
        connection.execute(allowed)


def take_back(connection: Connection[Any]) -> None:
    """Take from the rooms what those that an older version connected got: to add another practice's name."""
    for (name,) in connection.execute(_ADDING).fetchall():
        connection.execute(sql.SQL("REVOKE INSERT ON consult.practice FROM {}").format(sql.Identifier(name)))


def change_password(connection: Connection[Any], name: str, password: str) -> None:
    """Give the role of the rooms another password, and end what the one before still keeps open."""
    secret = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    role = sql.Identifier(name)
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(secret)))
    # Whoever owns a database need not be a superuser: as a member of the role they may end what is its own.
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
    connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (name,))
    connection.execute(sql.SQL("REVOKE {} FROM CURRENT_USER").format(role))


def empty(connection: Connection[Any]) -> None:
    """Leave nothing of what was kept but numbers, ids and times, within the caller's transaction.

    The files in which it lay go too. Numbers and ids stay, so that what a room sends again is known.
    """
    for statement in _EMPTYING:
        connection.execute(statement.encode())


def demand_guards(connection: Connection[Any]) -> None:
    """Refuse a server on which what is kept could be changed; "server-unguarded"."""
    standing = sorted(tuple(row) for row in connection.execute(_STANDING))
    may = connection.execute(_MAY).fetchone()
    if standing != GUARDS or may is None or may[0]:
        raise failure("server-unguarded")
