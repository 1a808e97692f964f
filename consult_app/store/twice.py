"""Consultations that two rooms said otherwise at once: both are kept, and each says where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.domain.consultation import Stage
from consult_app.domain.rooms import Version
from consult_app.store.codec import setting_decoded, setting_encoded
from consult_app.store.settings import settings_of
from consult_app.store.writing import clinicians, put_setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consult_app.domain.consultation import ConsultationLine
    from consult_app.store.database import Connection

_APART = "apart:"
"""How the setting begins that says of a consultation what it was kept beside; its id follows."""
_KEPT_LAST = (
    "SELECT machine, at, actor FROM audit WHERE subject = ? AND digest <> '' ORDER BY seq DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """What was kept beside a consultation `of` which another room had kept something else meanwhile."""

    of: str
    mine: Version
    other: Version


def note(connection: Connection, consultation: str, of: str, mine: Version) -> None:
    """Note that a consultation is what was said of another one, beside what another room had said."""
    [(machine, at, actor)] = connection.execute(_KEPT_LAST, (of,))
    pair = _Pair(of, mine, Version(machine, datetime.fromisoformat(at), actor))
    put_setting(connection, _APART + consultation, setting_encoded(pair))


def told_apart(connection: Connection, lines: Iterable[ConsultationLine]) -> tuple[ConsultationLine, ...]:
    """Have lines of which there are two say whose each is, until one of the two was ended."""
    listed = {each.id: each for each in lines}
    versions: dict[str, Version] = {}
    for consultation, value in settings_of(connection, _APART).items():
        pair = setting_decoded(value, _Pair)
        both = [listed.get(each) for each in (consultation, pair.of)]
        if all(each is not None and each.stage is not Stage.VOIDED for each in both):
            versions |= {consultation: pair.mine, pair.of: pair.other}
    if not versions:
        return tuple(listed.values())
    names = {key: each.name for key, each in clinicians(connection).items()}
    named = {key: replace(each, by=names.get(each.by, each.by)) for key, each in versions.items()}
    return tuple(replace(each, version=named.get(each.id)) for each in listed.values())
