"""Approve a pack: a named person stands behind these very words, which are then kept for ever."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from consult_app.content.approvals import approved_text
from consult_app.content.check import check
from consult_app.content.loader import load
from consult_app.content.published import publish, write_whole
from consult_app.content.suggestion import listed
from consult_app.content.text import APPROVALS, COVER, read_pack
from consult_app.domain.treatment import Approval, Treatment, Verification
from consult_app.errors import ContentError


def approve(folder: Path, pack_id: str, approval: Approval) -> Treatment:
    """Record an approval and publish the version; gives the pack as approved.

    ContentError, and nothing is written, where the pack has a problem, is past its review date, rests on
    something that is only recalled, or where the version was published with other words.
    """
    problems = check(folder / pack_id, approval.on)
    if problems:
        first = problems[0]
        what = f"{first.what} ({len(problems)} problems in all)"
        raise ContentError("has-problems", first.where, what, first.remedy)
    approval = _on_one_line(approval)
    text = read_pack(folder, pack_id)
    treatment = load(text)
    if not treatment.governance.reviewers:
        what = "a pack that nobody reviewed cannot be approved."
        raise ContentError("not-reviewed", f"{text.where}/{COVER}:1", what, "Name the reviewers first.")
    _refuse_recalled(treatment, f"{text.where}/{COVER}:1")
    approved = replace(text, approvals=approved_text(text, treatment.version, approval))
    # What cannot be read back is refused before anything is written.
    read = load(approved)
    publish(folder, approved, treatment.version)
    write_whole(folder / pack_id / APPROVALS, approved.approvals or "")
    return read


def _on_one_line(approval: Approval) -> Approval:
    name, role, registration = (
        " ".join(each.split()) for each in (approval.name, approval.role, approval.registration)
    )
    return Approval(name, role, registration, approval.on)


def _refuse_recalled(treatment: Treatment, where: str) -> None:
    recalled = [each.id for each in treatment.cited if each.citation.verified is Verification.RECALLED]
    if recalled:
        what = f"{len(recalled)} statements are only recalled: {listed(recalled)}."
        remedy = "Check each against a source, then write `verified: read`; or take it out."
        raise ContentError("recalled-left", where, what, remedy)
