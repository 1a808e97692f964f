"""Who signs beside or instead of the patient: chosen before the document is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum

from consult_app.domain.document import Role

CAPACITY_QUESTION = "q-capacity"
"""The question by which the clinician says whether the patient can weigh it up and choose."""


class Why(Enum):
    """Why somebody signs for the patient."""

    MINOR = "minor"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class Proxy:
    """Somebody who signs for the patient: in which relation, by which authority, and why."""

    name: str = ""
    relation: str = ""
    authority: str = ""
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Somebody who put all that was said into the patient's language; `id` is that of a badge or service."""

    name: str = ""
    language: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who saw or heard the agreement; `part` says who they are there, such as a nurse."""

    name: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs beside the patient and the clinician who explained; nobody unless named.

    `treats` names the clinician who will give the treatment, where that is somebody else.
    """

    proxy: Proxy | None = None
    interpreter: Interpreter | None = None
    witness: Witness | None = None
    treats: str | None = None

    @property
    def roles(self) -> tuple[Role, ...]:
        """Name the parts in the order in which they sign: whoever decides first, the clinician last."""
        between = ((Role.INTERPRETER, self.interpreter), (Role.WITNESS, self.witness))
        return (
            Role.PROXY if self.proxy else Role.PATIENT,
            *(role for role, somebody in between if somebody),
            Role.CLINICIAN,
        )

    def taking(self, part: str, *, takes: bool) -> Signers:
        """Choose somebody of whom nothing is said yet, or nobody after all; a part as in `lacking`."""
        return replace(self, **{part: _UNNAMED[part] if takes else None})  # type: ignore[arg-type]

    def saying(self, subject: str, detail: str | Why) -> Signers:
        """Say something, `part.detail`, of somebody who was chosen; of nobody, nothing can be said."""
        part, _, name = subject.partition(".")
        somebody = getattr(self, part)
        if somebody is None:
            return self
        said = detail if part == "treats" else replace(somebody, **{name: detail})
        return replace(self, **{part: said})  # type: ignore[arg-type]

    def said(self, subject: str) -> str:
        """Give what was said, `part.detail`; empty where nothing was."""
        part, _, name = subject.partition(".")
        somebody = getattr(self, part)
        return somebody or "" if part == "treats" else getattr(somebody, name, "")

    def named_twice(self, patient: str, clinician: str) -> tuple[str, ...]:
        """Give the names that stand for more than one part, as they stand there the second time.

        Two people can be called the same: that is for whoever knows them to say.
        """
        parts = (self.proxy, self.interpreter, self.witness)
        names = [patient, clinician, *(each.name for each in parts if each), self.treats or ""]
        folded = [_folded(each) for each in names]
        return tuple(
            name.strip() for at, name in enumerate(names) if folded[at] and folded.index(folded[at]) < at
        )

    @property
    def lacking(self) -> tuple[str, ...]:
        """Name what is still to be said about those who were chosen, as `part.detail`."""
        return tuple(self._lacking())

    def _lacking(self) -> Iterator[str]:
        for part in ("proxy", "interpreter", "witness"):
            somebody = getattr(self, part)
            for each in () if somebody is None else fields(somebody):
                if each.name not in _NOT_NEEDED and not _said(getattr(somebody, each.name)):
                    yield f"{part}.{each.name}"
        if self.treats is not None and not _said(self.treats):
            yield "treats.name"


_NOT_NEEDED = frozenset({"id", "part"})
"""An interpreter from the family has no id, and a witness is one by being there."""


def _said(detail: str | Why | None) -> bool:
    return bool(detail.strip() if isinstance(detail, str) else detail)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


_UNNAMED: Mapping[str, Proxy | Interpreter | Witness | str] = {
    "proxy": Proxy(),
    "interpreter": Interpreter(),
    "witness": Witness(),
    "treats": "",
}

NOBODY_ELSE = Signers()
"""The patient signs, then the clinician who explained and treats."""
