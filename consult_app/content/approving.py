"""Approve a pack: a named person stands behind these very words, which are then kept for ever."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from consult_app.content.approvals import approved_text
from consult_app.content.check import check, lacks
from consult_app.content.loader import load
from consult_app.content.passages import passages
from consult_app.content.published import publish, write_whole
from consult_app.content.suggestion import listed
from consult_app.content.text import APPROVALS, COVER, PackText, read_pack
from consult_app.domain.treatment import Approval, Treatment
from consult_app.errors import ContentError

_EXAMPLE = "Example:"
"""How the words of a starter begin."""


def approve(folder: Path, pack_id: str, approval: Approval) -> Treatment:
    """Record an approval and publish the version; gives the pack as approved.

    ContentError, and nothing is written, where the person is not named in full, where the pack has a problem,
    is past its review date, was reviewed by nobody, rests on something that is only recalled, still holds
    words of an example, or where the version was published with other words. A variant is approved by itself.
    """
    text = read_pack(folder, pack_id)
    problems = check(folder / text.folder, approval.on)
    if problems:
        first, more = problems[0], len(problems) - 1
        also = f" ({more} more)" if more else ""
        raise ContentError("has-problems", first.where, f"{first.what}{also}", first.remedy)
    treatment = load(text)
    if treatment.translation is not None and (lacking := lacks(folder / text.folder)):
        first = lacking[0]
        raise ContentError("has-problems", first.where, first.what, first.remedy)
    _refuse_unfinished(treatment, text)
    approvals = approved_text(text, treatment.version, _on_one_line(approval))
    approved = replace(text, approvals=approvals)
    # What cannot be read back, such as an empty name, is refused before anything is written.
    read = load(approved)
    publish(folder, approved, treatment.version)
    write_whole(folder / text.folder / APPROVALS, approvals)
    return read


def _on_one_line(approval: Approval) -> Approval:
    name, role, registration = (
        " ".join(each.split()) for each in (approval.name, approval.role, approval.registration)
    )
    return Approval(name, role, registration, approval.on)


def _refuse_unfinished(treatment: Treatment, text: PackText) -> None:
    where = f"{text.where}/{COVER}:1"
    if not treatment.governance.reviewers:
        what = "a pack that nobody reviewed cannot be approved."
        remedy = "Name under `governance: reviewers:` who read it: `name`, `role` and `on`, the day."
        raise ContentError("not-reviewed", where, what, remedy)
    if treatment.translation is not None and not treatment.translation.checked:
        what = "a translation that nobody compared with the original cannot be approved."
        remedy = "Name under `translation: checked:` who did: `name`, `role` and `on`, the day."
        raise ContentError("not-checked", where, what, remedy)
    if recalled := treatment.recalled:
        what = f"{len(recalled)} statements are only recalled: {listed(recalled)}."
        remedy = "Check each against a source, then write `verified: read`; or take it out."
        raise ContentError("recalled-left", where, what, remedy)
    examples = [each.id or COVER for each in passages(treatment) if _is_example(each.parts)]
    if examples:
        what = f"words of the example are left: {listed(examples)}."
        raise ContentError("example-left", where, what, "Replace them by your own, or delete the record.")


def _is_example(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(_EXAMPLE) for part in parts)
