"""The clinician's record: all that was said, found, decided and done, with ids and times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from consult_app.domain.account import Account
from consult_app.domain.compose.accounts import accounts
from consult_app.domain.compose.answers import understanding
from consult_app.domain.compose.closing import about, mark_legend, sources
from consult_app.domain.compose.findings import finding_notice
from consult_app.domain.compose.first_page import who
from consult_app.domain.compose.mixture import mixture
from consult_app.domain.compose.running import draft_mark, running
from consult_app.domain.compose.sentences import joined
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import AREAS_ID, ConsultationLine, RiskTalk, Sealed, Signature, Way
from consult_app.domain.document import (
    Block,
    Bullets,
    Document,
    DocumentKind,
    Fields,
    Heading,
    Paragraph,
    Phrase,
    Table,
)
from consult_app.domain.fingerprint import content_digest
from consult_app.domain.log import Logged
from consult_app.domain.questionnaire import Question, Step
from consult_app.domain.rule_words import by_its_texts, condition_words
from consult_app.domain.screening import assess
from consult_app.domain.treatment import Risk, Treatment, for_goal
from consult_app.domain.wording import Words


def compose_record(  # noqa: PLR0913 - of what, at which time, with all that was told of it
    treatment: Treatment,
    sealed: Sealed,
    acts: Iterable[Logged],
    at: datetime,
    followed: Iterable[ConsultationLine] = (),
    *,
    told: Sequence[Account] = (),
) -> Document:
    """Compose the record; `acts` of the log and accounts `told` have names instead of users' ids.

    `followed` are the documents that were sealed after it: confirmations, a withdrawal, amendments.
    """
    # Large print is for who reads at home.
    draft, sheet = sealed.draft, replace(sealed.document.sheet, large=False)
    telling = Telling(treatment, draft, assess(treatment, draft))
    words = telling.words
    title = words("record.title", treatment=treatment.name)
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        *draft_mark(treatment, draft, words),
        Paragraph(words("record.text")),
        *who(telling, sealed.document.composed_at),
        *_ids(telling, sealed),
        *_times(telling, sealed, at),
        *_answers(telling),
        *_findings(telling),
        *_options(telling),
        *mixture(telling),
        *accounts(telling, told),
        *_risks(telling),
        *understanding(telling),
        *_followed(telling, followed),
        *_log(telling, acts),
        mark_legend(telling),
        *sources(telling),
        *about(telling),
    )
    head = running(treatment, draft, words)
    return Document(draft.id, DocumentKind.RECORD, treatment.language, title, at, head, blocks, sheet=sheet)


def _ids(telling: Telling, sealed: Sealed) -> Iterator[Block]:
    words, draft, treatment = telling.words, telling.draft, telling.treatment
    none = words("not_recorded")
    yield Heading(words("record.ids"))
    yield Fields(
        (
            (words("record.consultation"), draft.id),
            (words("record.follows"), draft.follows or none),
            (words("record.patient"), draft.patient.id or none),
            (words("record.clinician"), draft.clinician.id or none),
            (words("record.pack"), f"{treatment.id} {treatment.version}"),
            (words("record.pack_digest"), draft.pack_digest),
            (words("record.law"), f"{treatment.jurisdiction}, {treatment.language}"),
            (words("record.words_digest"), content_digest(sealed.document)),
            (words("record.file_digest"), sealed.sha256),
            (words("record.file_length"), f"{sealed.length:,}"),
        )
    )


def _times(telling: Telling, sealed: Sealed, at: datetime) -> Iterator[Block]:
    words = telling.words
    yield Heading(words("record.times"))
    yield Fields(
        (
            (words("record.composed"), words.time(sealed.document.composed_at)),
            *(
                (words("record.read_back"), words.time(each.read_back))
                for each in sealed.signatures
                if each.read_back
            ),
            *(
                (
                    joined(words(f"signer.{each.role.value}"), each.name, by=": "),
                    joined(_when(each, words), words(f"record.way.{each.way.value}"), each.note, by=", "),
                )
                for each in sealed.signatures
            ),
            (words("record.sealed"), words.time(sealed.at)),
            (words("record.printed"), words.time(at)),
        )
    )


def _when(signature: Signature, words: Words) -> str:
    """Say when somebody signed: of paper, only the day is known."""
    if signature.way is Way.PAPER:
        return words.date(signature.at.date())
    return words.time(signature.at)


def _answers(telling: Telling) -> Iterator[Block]:
    """Give every answer with its question's id and whose it is, section by section."""
    words = telling.words
    head = tuple(words(f"record.{each}") for each in ("question", "answer", "origin"))
    yield Heading(words("record.answers"))
    areas = telling.draft.origins.get(AREAS_ID)
    if areas:
        yield Paragraph(joined(words("who.areas"), words(f"record.origin.{areas.value}"), by=": "))
    for section, questions in telling.sections(*Step):
        yield Heading(section.title, 3)
        yield Table(head, tuple(_answer(each, telling) for each in questions), (0.5, 0.32, 0.18))


def _answer(question: Question, telling: Telling) -> tuple[Phrase, str, str]:
    words, origin = telling.words, telling.draft.origins.get(question.id)
    said = words.answer(question, telling.draft.answers.get(question.id))
    whose = origin.value if origin else "clinician"
    given = question.id in telling.draft.answers
    return Phrase(question.text, mark=question.id), said, words(f"record.origin.{whose}") if given else ""


def _findings(telling: Telling) -> Iterator[Block]:
    """Give every finding with the rule that fired, in words."""
    words, naming = telling.words, by_its_texts(telling.treatment)
    yield Heading(words("part.findings"))
    if not telling.findings:
        yield Paragraph(words("record.no_findings"))
    for each in telling.findings:
        notice = finding_notice(each, telling)
        rule = words("record.rule", rule=condition_words(each.rule.when, naming))
        yield replace(notice, more=(rule, *notice.more))


def _options(telling: Telling) -> Iterator[Block]:
    words = telling.words
    head = tuple(words(f"option.{each}") for each in ("name", "wish", "reason"))
    rows = []
    for each in for_goal(telling.treatment.options, telling.draft.goal):
        talk = telling.draft.options.get(each.id)
        wish = words(f"wish.{talk.wish.value}" if talk else "wish.none")
        rows.append((Phrase(each.name, mark=each.id), wish, talk.reason if talk else ""))
    yield Heading(words("part.options"))
    yield Table(head, tuple(rows), (0.4, 0.2, 0.4))


def _risks(telling: Telling) -> Iterator[Block]:
    words = telling.words
    head = (words("risk.name"), words("record.talked"), words("risks.material"))
    rows = tuple(_risk(each, telling) for each in telling.risks)
    yield Heading(words("part.risks"))
    yield Table(head, rows, (0.4, 0.2, 0.4))
    if telling.draft.own_risks:
        yield Heading(words("record.own_risks"), 3)
        yield Bullets(telling.draft.own_risks)


def _risk(risk: Risk, telling: Telling) -> tuple[Phrase, str, str]:
    words, talk = telling.words, telling.draft.risks.get(risk.id, RiskTalk())
    told = words("risk.discussed" if talk.discussed else "risk.not_discussed")
    asked = words("record.has_questions") if talk.has_questions else ""
    matters = words("answer.yes") if talk.matters else ""
    name = Phrase(risk.name, mark=telling.mark(risk))
    return name, joined(told, asked), joined(matters, talk.words, by=": ")


def _followed(telling: Telling, followed: Iterable[ConsultationLine]) -> Iterator[Block]:
    """List what followed, by the number that each document bears."""
    words = telling.words
    rows = tuple(
        (words.date(each.day), words(f"sequel.{each.sequel.value}"), each.id)
        for each in followed
        if each.sequel
    )
    if rows:
        yield Heading(words("record.followed"))
        head = (words("record.when"), words("record.act"), words("sequel.id"))
        yield Table(head, rows, (0.2, 0.3, 0.5))


def _log(telling: Telling, acts: Iterable[Logged]) -> Iterator[Block]:
    """List what was done, with which findings it raised or withdrew."""
    words = telling.words
    head = tuple(words(f"record.{each}") for each in ("when", "who", "act"))
    yield Heading(words("record.log"))
    yield Paragraph(words("record.log_text"), quiet=True)
    rows = tuple((words.time(each.at), each.who, each.action) for each in acts)
    yield Table(head, rows, (0.26, 0.2, 0.54))
