"""Settings as they are kept: small values by name, some of them one for each user or key."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult_app.store.database import Connection


def setting(connection: Connection, name: str) -> str | None:
    """Give a setting as it is kept; nothing where there is none."""
    value: str | None = connection.value("SELECT value FROM setting WHERE name = ?", (name,))
    return value


def settings_of(connection: Connection, beginning: str) -> dict[str, str]:
    """Give all settings whose names begin like this, by what their names go on with."""
    mine = connection.execute("SELECT name, value FROM setting WHERE name LIKE ? || '%'", (beginning,))
    return {name.removeprefix(beginning): value for name, value in mine}
