"""States of a consultation as JSON text and back, exactly.

msgspec reads and writes dataclasses by itself, but tells several of them apart only by a tag. So each class
that occurs in a choice (the states, the blocks of a document) has a tagged twin, made from its fields.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, Union, get_args, get_type_hints

import msgspec

from consult_app.domain.consultation import Draft, State
from consult_app.domain.document import Document, Parallel, Single
from consult_app.store.failure import failure

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = TypeVar("Kind")

_twins: dict[type, type[msgspec.Struct]] = {}


def _twin(kind: type, swapped: dict[Any, Any]) -> type[msgspec.Struct]:
    """Make the tagged twin of a dataclass; `swapped` maps types of its fields to their twins."""
    hints = get_type_hints(kind)
    described: list[Any] = []
    for each in fields(kind):
        hint = swapped.get(hints[each.name], hints[each.name])
        if each.default is not MISSING:
            described.append((each.name, hint, each.default))
        elif each.default_factory is not MISSING:
            described.append((each.name, hint, msgspec.field(default_factory=each.default_factory)))
        else:
            described.append((each.name, hint))
    twin = msgspec.defstruct(
        kind.__name__, described, tag_field="type", tag=True, frozen=True, forbid_unknown_fields=True
    )
    _twins[kind] = twin
    return twin


_single: Any = Union[tuple(_twin(kind, {}) for kind in get_args(Single))]  # noqa: UP007
_parallel = _twin(Parallel, {tuple[Single, ...]: tuple[_single, ...]})
_blocks: Any = tuple[Union[_single, _parallel], ...]  # type: ignore[valid-type]  # noqa: UP007
_document = _twin(Document, {tuple[Single | Parallel, ...]: _blocks})
_swapped = {Document: _document, Document | None: _document | None, Draft: _twin(Draft, {})}
_state: Any = Union[tuple(_twins.get(kind) or _twin(kind, _swapped) for kind in get_args(State))]  # noqa: UP007

_NOT_THE_SAME = "a state cannot be written so that it reads the same"
_originals = {twin: kind for kind, twin in _twins.items()}
_encoder = msgspec.json.Encoder(enc_hook=dict)  # any mapping, not only a dict
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_state)


_HINTS = get_type_hints(Draft)
_FIELDS = tuple((name, msgspec.json.Decoder(hint)) for name, hint in _HINTS.items())
_values = attrgetter(*_HINTS)
_OPENED, _CLOSED = '{"type":"Draft"', "}"


class Written(NamedTuple):
    """The text of a draft as pieces with their bytes, one for each value, one before and one behind them."""

    values: tuple[object, ...]
    texts: Sequence[str]
    raws: Sequence[bytes]


def written(draft: Draft, before: Written | None = None) -> Written:
    """Write a draft in pieces that are together what `encoded` gives.

    The pieces of what was written `before` are taken for whatever is the same in it.
    """
    values = _values(draft)
    if before is None:
        texts = [_OPENED, *(_piece(place, value) for place, value in enumerate(values)), _CLOSED]
        return Written(values, texts, [each.encode() for each in texts])
    pairs = enumerate(zip(before.values, values, strict=True))
    changed = [place for place, (old, new) in pairs if old is not new and old != new]
    texts, raws = list(before.texts), list(before.raws)
    for place in changed:
        texts[place + 1] = _piece(place, values[place])
        raws[place + 1] = texts[place + 1].encode()
    return Written(values, texts, raws)


def _piece(place: int, value: object) -> str:
    name, decoder = _FIELDS[place]
    raw = _encoder.encode(value)
    if decoder.decode(raw) != value:
        raise ValueError(_NOT_THE_SAME)
    return f',"{name}":{raw.decode()}'


def encoded(state: State) -> str:
    """Write a state as JSON text; ValueError (a bug) for one that would not come back the same."""
    twin = _exchanged(state, _twins)
    text = _encoder.encode(twin).decode()
    if _decoder.decode(text) != twin:
        raise ValueError(_NOT_THE_SAME)
    return text


def decoded(text: str) -> State:
    """Read a state; VaultError for anything that `encoded` does not write."""
    try:
        state: State = _exchanged(_decoder.decode(text), _originals)
    except msgspec.DecodeError:
        raise failure("vault-damaged") from None
    return state


def setting_encoded(value: object) -> str:
    """Write a single dataclass as JSON text."""
    return _encoder.encode(value).decode()


def setting_decoded(text: str, kind: type[Kind]) -> Kind:
    """Read a single dataclass."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError:
        raise failure("vault-damaged") from None


def _exchanged(value: Any, partners: Any) -> Any:  # noqa: ANN401  dataclasses and their twins share no type
    """Put each value's partner in its place, inside tuples and fields too."""
    if type(value) is tuple:
        return tuple(_exchanged(each, partners) for each in value)
    partner = partners.get(type(value))
    if partner is None:
        return value
    return partner(*(_exchanged(getattr(value, name), partners) for name in type(value).__match_args__))
