"""Handwriting as InkML, the format of the World Wide Web Consortium (2011), out and in.

Written are millimetres to three decimals, so to the micrometre, milliseconds from the first sample, force
from 0 to 1, and tilt in degrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from math import isfinite
from re import compile as pattern
from re import sub
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from consult_app.domain.consultation import Signature
from consult_app.domain.ink import Ink, Point, Stroke
from consult_app.errors import RecordError

_SPACE = "http://www.w3.org/2003/InkML"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6}
_MS = {"ms": 1.0, "s": 1000.0}
_VALUE = pattern(r"\s*((?:[!'\"]\s*)?(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\*)|\?)\s*")
_UNWRITABLE = pattern(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 4_000_000
"""The most characters that are read: a hundred signatures fit into it."""


def inkml(ink: Ink) -> str:
    """Write ink as an InkML document."""
    return _document([_context(ink, "")], [_group(ink, "")])


def signed_inkml(signatures: tuple[Signature, ...]) -> str:
    """Write all drawn signatures as one document, each in a group that says whose it is and when given."""
    drawn = [(str(at), each, each.ink) for at, each in enumerate(signatures, 1) if each.ink is not None]
    return _document(
        [_context(ink, number) for number, _, ink in drawn],
        [_group(ink, number, _annotations(each)) for number, each, ink in drawn],
    )


def _document(contexts: list[str], groups: list[str]) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ink xmlns="{_SPACE}">\n<definitions>\n'
        + "\n".join(contexts)
        + "\n</definitions>\n"
        + "\n".join(groups)
        + "\n</ink>\n"
    )


def _context(ink: Ink, number: str) -> str:
    """Describe the pad: how large it is, and what is written of each sample."""
    channels = (
        f'<channel name="X" type="decimal" min="0" max="{ink.width_mm!r}" units="mm"/>'
        f'<channel name="Y" type="decimal" min="0" max="{ink.height_mm!r}" units="mm"/>'
        f'<channel name="T" type="integer" units="ms" respectTo="#began{number}"/>'
        '<channel name="F" type="decimal" min="0" max="1"/>'
        '<channel name="OTx" type="decimal" units="deg"/><channel name="OTy" type="decimal" units="deg"/>'
    )
    return (
        f'<context xml:id="pad{number}"><inkSource xml:id="pen{number}">'
        f"<traceFormat>{channels}</traceFormat></inkSource>"
        f'<timestamp xml:id="began{number}" time="0"/></context>'
    )


def _group(ink: Ink, number: str, annotations: str = "") -> str:
    traces = "\n".join(f"<trace>{', '.join(map(_written, each.points))}</trace>" for each in ink.strokes)
    return f'<traceGroup contextRef="#pad{number}">\n{annotations}{traces}\n</traceGroup>'


def _annotations(signature: Signature) -> str:
    said = {"role": signature.role.value, "name": signature.name, "signedAt": signature.at.isoformat()}
    return "".join(f'<annotation type="{kind}">{_text(text)}</annotation>\n' for kind, text in said.items())


def _text(text: str) -> str:
    """Write text so that it is read as it is; XML has no way to write some control characters."""
    return escape(sub(_UNWRITABLE, "\N{REPLACEMENT CHARACTER}", text), quote=False)


def _written(point: Point) -> str:
    values = (point.pressure, point.tilt_x_deg, point.tilt_y_deg)
    more = ("?" if each is None else repr(float(each)) for each in values)
    return " ".join((f"{point.x_mm:.3f}", f"{point.y_mm:.3f}", str(point.t_ms), *more))


def inkml_of(content: bytes) -> str:
    """Take bytes as InkML, where they can be read as such; RecordError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable() from None
    read_inkml(text)
    return text


def read_inkml(text: str) -> tuple[Ink, ...]:
    """Read ink, one for each pad; RecordError for what is no InkML, or says not how long a millimetre is."""
    if len(text) > _LONGEST or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _unreadable()
    try:
        root = ET.fromstring(text)  # noqa: S314 - without a document type nothing can be expanded
        return tuple(_read(pad, traces) for pad, traces in _parts(root))
    except (ET.ParseError, ValueError, LookupError, ArithmeticError):
        raise _unreadable() from None


def _parts(root: Element) -> Iterator[tuple[Element, Element]]:
    """Give what describes a pad, and what was drawn on it: all of it where there is one pad."""
    pads = {each.get(_ID): each for each in root.iter(f"{{{_SPACE}}}context")}
    if len(pads) <= 1:
        yield root, root
        return
    for group in root.iter(f"{{{_SPACE}}}traceGroup"):
        yield pads[group.attrib["contextRef"].removeprefix("#")], group


def _read(pad: Element, traces: Element) -> Ink:
    channels = tuple(_channels(pad))
    strokes = tuple(_stroke(each.text or "", channels) for each in traces.iter(f"{{{_SPACE}}}trace"))
    across, down = (_extent(channels, name, strokes) for name in "XY")
    if not all(isfinite(each) and each >= 0 for each in (across, down)):
        raise ValueError(across, down)
    return Ink(strokes, across, down)


def _unreadable() -> RecordError:
    return RecordError("ink-unreadable", "This is no handwriting in InkML that can be read.")


@dataclass(frozen=True, slots=True)
class _Channel:
    """A channel: its name, how many of our units one of its is, and where its range ends in its own units."""

    name: str
    scale: float
    low: float
    high: float | None


def _channels(root: Element) -> Iterator[_Channel]:
    """Read the channels in the order of the values; those that come and go stand last."""
    (form,) = root.iter(f"{{{_SPACE}}}traceFormat")
    for each in form.iter(f"{{{_SPACE}}}channel"):
        name, high = each.attrib["name"], each.get("max")
        yield _Channel(
            name, _scale(name, each.attrib), float(each.get("min", 0)), float(high) if high else None
        )


def _scale(name: str, attributes: Mapping[str, str]) -> float:
    if name in ("X", "Y"):
        return _MM[attributes["units"]]
    if name == "T":
        return _MS[attributes.get("units", "ms")]
    # A force is read as a share of the greatest one.
    return 1 / (float(attributes.get("max", 1)) - float(attributes.get("min", 0))) if name == "F" else 1.0


def _extent(channels: tuple[_Channel, ...], name: str, strokes: tuple[Stroke, ...]) -> float:
    """Give how far the pad reaches, or the ink where the pad is not described."""
    channel = next(each for each in channels if each.name == name)
    if channel.high is not None:
        return (channel.high - channel.low) * channel.scale
    points = [point for stroke in strokes for point in stroke.points]
    return max(each.x_mm if name == "X" else each.y_mm for each in points)


def _stroke(text: str, channels: tuple[_Channel, ...]) -> Stroke:
    runs = [_Run(each) for each in channels]
    return Stroke(tuple(_point(sample, runs) for sample in text.split(",")))


def _point(sample: str, runs: list[_Run]) -> Point:
    """Read the values of a sample."""
    values = tuple(_values(sample))
    if len(values) > len(runs):
        raise ValueError(sample)
    # Those of channels that come and go may be left out at the end.
    told = {run.channel.name: run.told(value) for run, value in zip(runs, values, strict=False)}
    x, y = told["X"], told["Y"]
    if x is None or y is None:
        raise ValueError(sample)
    return Point(x, y, round(told.get("T") or 0), told.get("F"), told.get("OTx"), told.get("OTy"))


def _values(sample: str) -> Iterator[str]:
    """Go from value to value, so that no text takes longer than it is long; all else is a mistake."""
    at = 0
    while at < len(sample):
        found = _VALUE.match(sample, at)
        if found is None:
            raise ValueError(sample)
        yield found[1]
        at = found.end()


class _Run:
    """The values of one channel along a trace: as they are, as steps, or as changes of steps."""

    def __init__(self, channel: _Channel) -> None:
        self.channel = channel
        self._mode, self._value, self._step = "!", 0.0, 0.0

    def told(self, value: str) -> float | None:
        """Go on by a value as it is written; `None` where nothing was told."""
        if value == "?":
            return None
        self._mode = value[0] if value[0] in "!'\"" else self._mode
        number = value.lstrip("!'\" \t\n\r")
        if number == "*":
            self._value += 0.0 if self._mode == "!" else self._step
        elif self._mode == "!":
            self._value, self._step = float(number), float(number) - self._value
        else:
            self._step = float(number) + (self._step if self._mode == '"' else 0.0)
            self._value += self._step
        value_in_ours = (self._value - self.channel.low) * self.channel.scale
        if not isfinite(value_in_ours):
            raise ValueError(value)
        return value_in_ours
