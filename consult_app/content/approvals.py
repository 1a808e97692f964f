"""Who approved a pack: approvals.yaml names a person and the digest of the very words that were approved.

An edit changes the digest, so an edited pack is a draft again without anybody having to say so.
"""

from __future__ import annotations

import re

from consult_app.content.node import Node
from consult_app.content.parse import parse
from consult_app.content.reading import Reading
from consult_app.content.text import APPROVALS, PackText
from consult_app.domain.treatment import Approval

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_HEAD = "# Written by `consult-app forms approve`. A changed word makes the pack a draft again.\n"


def approval_of(text: PackText, reading: Reading) -> Approval | None:
    """Give the last approval of exactly these words; mistakes in approvals.yaml are noted."""
    found: Approval | None = None
    if text.approvals is None:
        return None
    with reading.noting():
        for item in parse(text.approvals, f"{text.where}/{APPROVALS}").items():
            with reading.noting():
                digest, approval = _approval(item)
                found = approval if digest == text.digest else found
    return found


def approved_text(text: PackText, version: str, approval: Approval) -> str:
    """Give the text of approvals.yaml with one more approval of these words."""
    said = (
        ("digest", text.digest),
        ("version", version),
        ("name", approval.name),
        ("role", approval.role),
        ("registration", approval.registration),
        ("on", approval.on.isoformat()),
    )
    lines = (
        f"{'- ' if not place else '  '}{key}: {_quoted(value)}\n" for place, (key, value) in enumerate(said)
    )
    return (text.approvals or _HEAD) + "".join(lines)


def _approval(node: Node) -> tuple[str, Approval]:
    node.only("digest", "version", "name", "role", "registration", "on")
    digest = node.field("digest")
    if not _DIGEST.fullmatch(digest.text()):
        what = "this is no digest."
        raise digest.wrong("bad-digest", what, "Delete the entry, and approve the pack anew.")
    node.field("version").text()
    words = ("name", "role", "registration")
    return digest.raw, Approval(
        on=node.field("on").date(), **{each: node.field(each).text() for each in words}
    )


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
