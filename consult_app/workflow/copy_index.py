"""The first page of a patient's copy: what lies where, for somebody who reads no JSON, in any browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from consult_app.domain.consultation import ConsultationLine, Patient, Stage
from consult_app.domain.photo import Photo, Taken
from consult_app.domain.sequel import SequelKind

INDEX = "index.html"

_HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>Your records</title>'
    "<style>body{font:17px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#12211f}"
    "h1,h2{line-height:1.25}h2{margin-top:2em;font-size:1.15em}li{margin:.3em 0}"
    ".quiet{color:#47605c}</style>\n"
)
_LEAD = (
    "<p>This is all that the practice keeps about you in Consult. Documents are PDF files; a reader of"
    " signed PDFs, or <code>consult-app verify</code>, tells whether one is as it was signed."
    " Files that end in .json are for other programs."
    " None of it is encrypted: keep it where only you can read it.</p>"
)
_KINDS = {
    SequelKind.CONFIRMATION: "Confirmation of an earlier consent",
    SequelKind.WITHDRAWAL: "Withdrawal of a consent",
    SequelKind.DECISION: "One decision taken back",
    SequelKind.AMENDMENT: "Amendment of an earlier record",
}
_DOCUMENTS = {
    "signed.pdf": "What was signed",
    "signed-as-it-was-first.pdf": "The same, as it was on the day of signing",
    "aftercare.pdf": "What to do and to watch for at home",
}
_FOR_PROGRAMS = {
    "record.json": "The same for other programs",
    "kept.json": "All that was answered, for other programs",
    "log.json": "Who did what",
}
_BESIDE = {
    "patient.json": "Name, date of birth and when this copy was made",
    "log.json": "Who read or changed anything about you, and when",
    "accounts.json": "What was given at each session, and anything that went wrong",
    "photographs.json": "When and by whom each photograph was put in",
    "removed-photographs.json": "Photographs that were taken out, and why",
    "retention.json": "What was decided about keeping or destroying your records",
    "joined.json": "Entries that were joined because they are of one person",
}
_TAKEN = {Taken.BEFORE: "before", Taken.AFTER: "after", Taken.LATER: "later"}


def index_page(
    patient: Patient,
    made: tuple[date, str, str],
    sessions: Sequence[tuple[ConsultationLine, Sequence[str]]],
    photos: Sequence[tuple[str, Photo]],
    beside: Sequence[str],
) -> bytes:
    """Write the page; `made` is when, by whom and in which practice, names are those of files in the copy."""
    day, by, practice = made
    lines = [
        f"<h1>Records of {escape(patient.name)}</h1>",
        f'<p class="quiet">Copied on {_day(day)} by {escape(by)}, {escape(practice)}.</p>',
        _LEAD,
    ]
    for line, names in sessions:
        lines += (f"<h2>{escape(_heading(line))}</h2>", *_listed((name, _words(name)) for name in names))
    if photos:
        lines += ("<h2>Photographs</h2>", *_listed((name, _picture(photo)) for name, photo in photos))
    lines += ("<h2>Beside the sessions</h2>", *_listed((name, _BESIDE.get(name, name)) for name in beside))
    return (_HEAD + "\n".join(lines) + "</html>\n").encode()


def _heading(line: ConsultationLine) -> str:
    kind = f"{_KINDS[line.sequel]}: " if line.sequel else ""
    return f"{_day(line.day)} · {kind}{line.treatment} ({_stage(line)})"


def _stage(line: ConsultationLine) -> str:
    if line.stage is Stage.SEALED:
        if line.not_today:
            return "you took more time to decide; signed"
        return "you decided against it; signed" if line.refusal else "signed"
    return "ended without a signature" if line.stage is Stage.VOIDED else "not completed"


def _words(name: str) -> str:
    file = name.rpartition("/")[2]
    return _DOCUMENTS.get(file) or _FOR_PROGRAMS[file]


def _picture(photo: Photo) -> str:
    return f"{photo.place}, {_TAKEN[photo.taken]}, {_day(photo.at)}"


def _listed(named: Iterator[tuple[str, str]]) -> Iterator[str]:
    yield "<ul>"
    yield from (f'<li><a href="{escape(name)}">{escape(words)}</a></li>' for name, words in named)
    yield "</ul>"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
