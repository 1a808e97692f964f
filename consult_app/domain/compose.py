"""Compose documents: what is said follows from the treatment, the draft and its assessment, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from consult_app.domain.condition import Truth, chosen, evaluate
from consult_app.domain.consultation import Draft, Ground, Origin, Override, RiskTalk
from consult_app.domain.document import (
    PLAIN,
    Block,
    Bullets,
    Document,
    DocumentKind,
    Fields,
    Heading,
    Icons,
    Notice,
    Paragraph,
    Quote,
    Role,
    Running,
    Sheet,
    SignatureBlock,
    Table,
    Tone,
)
from consult_app.domain.frequency import Rate, icons
from consult_app.domain.questionnaire import Kind, Question, Section, Step
from consult_app.domain.readiness import refuses
from consult_app.domain.screening import GOAL, Assessment, Finding, assess, may_apply, shown_risks
from consult_app.domain.treatment import (
    TOGETHER,
    AdviceKind,
    Citation,
    Ingredient,
    Option,
    Outcome,
    Risk,
    Severity,
    Treatment,
    Verification,
    for_goal,
)
from consult_app.domain.wording import Words

_OUTCOME_DETAILS = ("size", "sessions", "onset", "duration", "upkeep")
"""The details of an outcome, in the order in which they are told; each has a label of its own."""

LONGEST_RUNNING_NAME = 44
"""The most characters of a name at the head of each page."""

SHORT_DIGEST = 12
"""How many characters of a pack's digest are printed."""


def compose_consent(
    treatment: Treatment, draft: Draft, assessment: Assessment, at: datetime, sheet: Sheet = PLAIN
) -> Document:
    """Compose the consent form, or the record of a refusal, that patient and clinician sign."""
    return _Composition(treatment, draft, assessment, at, sheet).consent()


def compose_aftercare(treatment: Treatment, draft: Draft, at: datetime, sheet: Sheet = PLAIN) -> Document:
    """Compose the aftercare sheet that the patient takes home."""
    words = Words(treatment.labels)
    facts = assess(treatment, draft).facts
    advice = [each for each in treatment.advice if may_apply(each.when, facts)]
    blocks: list[Block] = [
        Heading(words("aftercare.title", treatment=treatment.name), 1),
        *_draft_mark(treatment, draft, words),
        Paragraph(words("aftercare.lead")),
    ]
    for kind in AdviceKind:
        lines = [each for each in advice if each.kind is kind]
        if not lines:
            continue
        blocks.append(Heading(words(f"aftercare.{kind.value}")))
        if kind is AdviceKind.RED_FLAG:
            phone = draft.practice.number_to_ring or words("aftercare.no_phone")
            text = words("aftercare.ring.text", phone=phone)
            blocks.append(Notice(words("aftercare.ring"), text, Tone.STOP))
        said = (_marked(f"{each.text} {each.how_long}".strip(), each.citation, words) for each in lines)
        blocks.append(Bullets(tuple(said)))
    blocks.append(Paragraph(words("aftercare.basis"), quiet=True))
    title = words("aftercare.title", treatment=treatment.name)
    return Document(
        draft.id,
        DocumentKind.AFTERCARE,
        treatment.language,
        title,
        at,
        _running(treatment, draft, words),
        tuple(blocks),
        sheet=sheet,
    )


def _running(treatment: Treatment, draft: Draft, words: Words) -> Running:
    patient = words(
        "page.patient",
        name=_short(draft.patient.name),
        birth_date=words.date(draft.patient.birth_date),
        record=draft.patient.record_number or words("not_recorded"),
    )
    version = words("page.version", version=treatment.version, digest=treatment.digest[:SHORT_DIGEST])
    return Running(patient, treatment.name, version, _mark(treatment, draft, words), words("page.number"))


def _short(name: str) -> str:
    """Cut a very long name at the head of a page, so that the birth date stands; page 1 has it whole."""
    return name if len(name) <= LONGEST_RUNNING_NAME else f"{name[: LONGEST_RUNNING_NAME - 1]}…"


def _mark(treatment: Treatment, draft: Draft, words: Words) -> str:
    marks = (
        words("mark.sample") if draft.sample else "",
        words("mark.draft") if treatment.unapproved(draft.day) else "",
    )
    return " · ".join(mark for mark in marks if mark)


def _draft_mark(treatment: Treatment, draft: Draft, words: Words) -> Iterator[Block]:
    if treatment.unapproved(draft.day):
        yield Notice(words("mark.draft"), words("mark.draft.text"), Tone.CARE)


class _Composition:
    """The parts of one consent form; kept together because they all speak of the same three values."""

    def __init__(
        self, treatment: Treatment, draft: Draft, assessment: Assessment, at: datetime, sheet: Sheet
    ) -> None:
        self._treatment = treatment
        self._draft = draft
        self._assessment = assessment
        self._at = at
        self._sheet = sheet
        self._words = Words(treatment.labels)
        self._refused = refuses(draft)

    def consent(self) -> Document:
        kind = DocumentKind.REFUSAL if self._refused else DocumentKind.CONSENT
        title = self._words(f"{kind.value}.title", treatment=self._treatment.name)
        blocks = (
            Heading(title, 1),
            *_draft_mark(self._treatment, self._draft, self._words),
            *self._who(),
            *self._decisions(),
            *self._own_words(),
            *self._findings(),
            *self._expectations(),
            *self._options(),
            *self._mixture(),
            *self._risks(),
            *self._understanding(),
            *self._history(),
            *self._statements(),
            *self._signatures(kind),
            *self._sources(),
            *self._about(),
        )
        return Document(
            self._draft.id,
            kind,
            self._treatment.language,
            title,
            self._at,
            _running(self._treatment, self._draft, self._words),
            blocks,
            tuple(each.role for each in blocks if isinstance(each, SignatureBlock)),
            self._sheet,
        )

    def _who(self) -> Iterator[Block]:
        words, draft = self._words, self._draft
        goal = next(each for each in self._treatment.goals if each.id == draft.goal)
        areas = ", ".join(area.name for area in goal.areas if area.id in draft.areas)
        practice = ", ".join(
            part for part in (draft.practice.name, *draft.practice.address.splitlines()) if part
        )
        clinician = ", ".join(
            part
            for part in (draft.clinician.name, draft.clinician.role, draft.clinician.registration)
            if part
        )
        yield Fields(
            (
                (words("who.patient"), draft.patient.name),
                (words("who.birth_date"), words.date(draft.patient.birth_date)),
                (words("who.record"), draft.patient.record_number or words("not_recorded")),
                (words("who.clinician"), clinician),
                (words("who.practice"), practice or words("not_recorded")),
                (words("who.day"), words.time(self._at)),
                (words("who.treatment"), self._treatment.name),
                (words("who.goal"), goal.name),
                (words("who.areas"), areas or words("not_recorded")),
            )
        )
        yield Paragraph(self._treatment.summary)

    def _decisions(self) -> Iterator[Block]:
        rows = tuple(self._answered(Step.DECISIONS))
        if rows:
            yield Heading(self._words("part.decisions"))
            yield Fields(rows)

    def _own_words(self) -> Iterator[Block]:
        said = tuple(self._question_part(Step.MATTERS))
        if said:
            yield Heading(self._words("part.matters"))
        yield from said

    def _history(self) -> Iterator[Block]:
        words = self._words
        rows = (*self._answered(Step.HISTORY), *self._answered(Step.SCREENING))
        if rows:
            yield Heading(words("part.history"))
            yield Table((words("history.question"), words("history.answer")), rows, (0.62, 0.38))

    def _findings(self) -> Iterator[Block]:
        words, findings = self._words, self._shown_findings()
        if self._refused and not findings:
            return
        yield Heading(words("part.findings"))
        if self._refused:
            yield Paragraph(words("findings.at_refusal"))
        elif not findings:
            yield Paragraph(words("findings.none"))
        for finding in findings:
            yield from self._finding(finding)

    def _shown_findings(self) -> tuple[Finding, ...]:
        """Leave out of a refusal what was never asked: it is no finding but a gap in the conversation."""
        return tuple(each for each in self._assessment.findings if not (self._refused and each.unasked))

    def _finding(self, finding: Finding) -> Iterator[Block]:
        words, rule = self._words, finding.rule
        state = "certain" if finding.certain else "open"
        tone = Tone.STOP if rule.severity is Severity.STOP else Tone.CARE
        yield Notice(f"{words(f'severity.{rule.severity.value}.{state}')}: {rule.title}", rule.why, tone)
        if rule.about:
            yield Paragraph(words("finding.about", treatment=rule.about))
        grounds = "; ".join(self._ground(ground) for ground in finding.grounds)
        yield Paragraph(words("finding.grounds", grounds=grounds))
        yield Paragraph(words("finding.advice", advice=rule.advice))
        if finding.override:
            yield self._override(finding.override)
        yield Paragraph(self._cited(rule.citation), quiet=True)

    def _override(self, override: Override) -> Block:
        label = "finding.override" if override.reason else "finding.noted"
        text = self._words(label, clinician=override.clinician, time=self._words.time(override.at))
        return Quote(override.reason, text) if override.reason else Paragraph(text)

    def _ground(self, ground: Ground) -> str:
        return ground_text(self._treatment, ground, self._words)

    def _expectations(self) -> Iterator[Block]:
        words = self._words
        yield Heading(words("part.expectations"))
        hoped = self._draft.answers.get(self._treatment.hoped_for)
        if (
            isinstance(hoped, str)
            and self._draft.origins.get(self._treatment.hoped_for) is not Origin.EARLIER
        ):
            yield Quote(hoped, words("expectations.hoped"))
        for outcome in for_goal(self._treatment.outcomes, self._draft.goal):
            yield from self._outcome(outcome)
        rows = tuple(self._answered(Step.EXPECTATIONS))
        if rows:
            yield Fields(rows)

    def _outcome(self, outcome: Outcome) -> Iterator[Block]:
        words = self._words
        yield Heading(outcome.title, 3)
        yield Paragraph(outcome.text)
        arms = ((words("outcome.treated"), outcome.treated), (words("outcome.untreated"), outcome.untreated))
        for arm, rate in arms:
            if isinstance(rate, Rate):
                array = icons(rate)
                yield Icons(
                    array.filled, array.total, words("outcome.caption", arm=arm, rate=words.rate(rate))
                )
        known, unknown = outcome_details(words, outcome)
        yield Fields(
            (
                *((arm, words.rate(rate)) for arm, rate in arms if not isinstance(rate, Rate)),
                *known,
                # Asked for only where there is one: the packs of old records have no such label.
                *(((words("outcome.course"), _course(outcome)),) if outcome.course else ()),
                *(((words("outcome.unknown"), unknown),) if unknown else ()),
            )
        )
        yield Paragraph(self._cited(outcome.citation), quiet=True)

    def _options(self) -> Iterator[Block]:
        words = self._words
        yield Heading(words("part.options"))
        head = tuple(
            words(f"option.{name}") for name in ("name", "benefit", "lasts", "recovery", "risks", "wish")
        )
        rows = []
        for option in for_goal(self._treatment.options, self._draft.goal):
            talk = self._draft.options.get(option.id)
            wish = words(f"wish.{talk.wish.value}") if talk else words("wish.none")
            rows.append(
                (
                    self._option_name(option),
                    f"{option.benefit} {words('option.rate', rate=words.rate(option.benefit_rate))}",
                    self._lines(option, "lasts", "sessions", "cost"),
                    option.recovery,
                    f"{option.risks} {self._marks(option.citation)}",
                    f"{wish}: {talk.reason}" if talk and talk.reason else wish,
                )
            )
        yield Table(head, tuple(rows), (0.2, 0.19, 0.15, 0.16, 0.17, 0.13))

    def _option_name(self, option: Option) -> str:
        elsewhere = "" if option.offered else f"{self._words('option.not_offered')}."
        what = (f"{option.name}.", option.what, self._lines(option, "status"), elsewhere)
        return " ".join(part for part in what if part)

    def _lines(self, option: Option, *names: str) -> str:
        """Write some fields of an option, the first without its name, which heads the column."""
        words = self._words
        said = [(name, getattr(option, name)) for name in names if getattr(option, name)]
        return " ".join(
            _sentence(words("option.line", name=words(f"option.{name}"), text=text) if i else text)
            for i, (name, text) in enumerate(said)
        )

    def _mixture(self) -> Iterator[Block]:
        words = self._words
        if not self._draft.mixture:
            return
        yield Heading(words("part.mixture"))
        yield Paragraph(words("mixture.lead"))
        head = tuple(words(f"mixture.{name}") for name in ("name", "status", "amount", "lot", "site"))
        rows = []
        for portion in self._draft.mixture:
            ingredient = self._treatment.ingredient(portion.ingredient)
            expiry = portion.expiry or words("not_recorded")
            rows.append(
                (
                    f"{ingredient.name}. {ingredient.plain}",
                    self._approval(ingredient),
                    portion.amount or words("not_recorded"),
                    words("mixture.lot_expiry", lot=portion.lot or words("not_recorded"), expiry=expiry),
                    portion.site or words("not_recorded"),
                )
            )
        yield Table(head, tuple(rows), (0.3, 0.3, 0.12, 0.16, 0.12))

    def _approval(self, ingredient: Ingredient) -> str:
        status = self._words(f"status.{ingredient.status.value}")
        return f"{status}. {ingredient.status_text} {self._marks(ingredient.citation)}"

    def _risks(self) -> Iterator[Block]:
        words = self._words
        yield Heading(words("part.risks"))
        yield Paragraph(words("risks.lead"))
        head = tuple(words(f"risk.{name}") for name in ("name", "frequency", "course", "do"))
        shown = shown_risks(self._treatment, self._assessment.facts)
        yield Table(head, tuple(self._risk(risk) for risk in shown), (0.34, 0.18, 0.22, 0.26))
        material = [
            (risk, talk)
            for risk in shown
            if (talk := self._draft.risks.get(risk.id, RiskTalk())).matters or talk.words
        ]
        if material or self._draft.own_risks:
            yield Heading(words("risks.material"), 3)
        for risk, talk in material:
            yield Quote(talk.words, risk.name) if talk.words else Paragraph(risk.name)
        if self._draft.own_risks:
            yield Bullets(self._draft.own_risks)

    def _risk(self, risk: Risk) -> tuple[str, ...]:
        words = self._words
        flag = f" {words('risk.red_flag')}" if risk.red_flag else ""
        talk = self._draft.risks.get(risk.id, RiskTalk())
        discussed = words("risk.discussed" if talk.discussed else "risk.not_discussed")
        return (
            f"{risk.name}. {risk.text} {self._marks(risk.citation)}",
            f"{words.frequency(risk.frequency)}. {words('harm.' + risk.harm.value)}.",
            words("risk.course_text", onset=risk.onset, duration=risk.duration),
            f"{risk.what_to_do}{flag} {discussed}",
        )

    def _understanding(self) -> Iterator[Block]:
        words = self._words
        said = tuple(self._question_part(Step.UNDERSTANDING))
        if said or self._draft.exchanges:
            yield Heading(words("part.understanding"))
        yield from said
        if self._draft.exchanges:
            yield Heading(words("understanding.exchanges"), 3)
        for exchange in self._draft.exchanges:
            yield Quote(exchange.question, words("understanding.asked"))
            yield Quote(exchange.answer, words("understanding.answered"))

    def _statements(self) -> Iterator[Block]:
        said = tuple(
            _marked(each.text, each.citation, self._words)
            for each in self._treatment.statements
            if each.refusal == self._refused
            and evaluate(each.when, self._assessment.facts).truth is Truth.TRUE
        )
        if said:
            yield Heading(self._words("part.statements"))
            yield Bullets(said)

    def _sources(self) -> Iterator[Block]:
        words = self._words
        cited = set(self._cited_ids())
        lines = tuple(
            words(
                "sources.line",
                number=number,
                authors=each.authors,
                title=each.title,
                year=each.year,
                read=each.read,
            )
            for number, each in enumerate(self._treatment.sources, 1)
            if each.id in cited
        )
        if lines:
            yield Heading(words("part.sources"))
            yield Paragraph(words("sources.lead"), quiet=True)
            yield Bullets(lines, quiet=True)

    def _about(self) -> Iterator[Block]:
        """Say who stands behind the words, until when, and who paid: a reader may want to know."""
        words, governance = self._words, self._treatment.governance
        nobody, approval = words("about.nobody"), governance.approval
        approved = nobody
        if approval is not None:
            approved = words(
                "about.approval",
                name=approval.name,
                role=approval.role,
                registration=approval.registration,
                day=words.date(approval.on),
            )
        reviewers = "; ".join(
            f"{each.name}, {each.role}, {words.date(each.on)}" for each in governance.reviewers
        )
        yield Heading(words("part.about"))
        yield Fields(
            (
                (words("about.approved"), approved),
                (words("about.author"), governance.author),
                (words("about.reviewers"), reviewers or nobody),
                (words("about.published"), words.date(governance.published)),
                (words("about.review_by"), words.date(governance.review_by)),
                (words("about.update_policy"), governance.update_policy),
                (words("about.funding"), governance.funding),
                (words("about.conflicts"), governance.conflicts),
            )
        )

    def _cited_ids(self) -> Iterator[str]:
        mixed = {portion.ingredient for portion in self._draft.mixture}
        for citation in (
            *(finding.rule.citation for finding in self._shown_findings()),
            *(each.citation for each in for_goal(self._treatment.outcomes, self._draft.goal)),
            *(each.citation for each in for_goal(self._treatment.options, self._draft.goal)),
            *(each.citation for each in self._treatment.ingredients if each.id in mixed),
            *(risk.citation for risk in shown_risks(self._treatment, self._assessment.facts)),
        ):
            yield from citation.sources

    def _signatures(self, kind: DocumentKind) -> Iterator[Block]:
        for role, name in (
            (Role.PATIENT, self._draft.patient.name),
            (Role.CLINICIAN, self._draft.clinician.name),
        ):
            declaration = self._words(f"{kind.value}.declaration.{role.value}")
            yield SignatureBlock(role, self._words(f"signer.{role.value}"), declaration, name)

    def _question_part(self, step: Step) -> Iterator[Block]:
        for question in self._visible(step):
            if question.id not in self._draft.answers:
                continue
            text = self._said(question)
            if question.kind is Kind.TEXT:
                yield Quote(text, question.text)
            else:
                yield Fields(((question.text, text),))

    def _answered(self, step: Step) -> Iterator[tuple[str, str]]:
        for question in self._visible(step):
            yield question.text, self._said(question)

    def _said(self, question: Question) -> str:
        """Write an answer; in a refusal one of last time may stand that was not asked again."""
        answer = self._words.answer(question, self._draft.answers.get(question.id))
        earlier = self._draft.origins.get(question.id) is Origin.EARLIER
        return self._words("answer.earlier", answer=answer) if earlier else answer

    def _visible(self, step: Step) -> Iterator[Question]:
        visible = set(self._assessment.visible)
        sections: list[Section] = [
            each for each in self._treatment.questionnaire.sections if each.step is step
        ]
        return (question for section in sections for question in section.questions if question.id in visible)

    def _cited(self, citation: Citation) -> str:
        """Name certainty and sources of a statement, and say where nobody has checked it yet."""
        words = self._words
        certainty = words("certainty." + citation.certainty.value)
        return f"{words('cited', certainty=certainty)} {self._marks(citation)}"

    def _marks(self, citation: Citation) -> str:
        """Number the sources as the list at the end does."""
        order = {each.id: number for number, each in enumerate(self._treatment.sources, 1)}
        numbers = ", ".join(str(order[each]) for each in citation.sources if each in order)
        return _marked(f"[{numbers}]" if numbers else "", citation, self._words).strip()


def _marked(text: str, citation: Citation, words: Words) -> str:
    """Say of words that nobody has checked them against a source yet."""
    recalled = citation.verified is Verification.RECALLED
    return f"{text} {words('recalled')}" if recalled else text


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def outcome_details(words: Words, outcome: Outcome) -> tuple[tuple[tuple[str, str], ...], str]:
    """Give the details that are known, as names with values, and the names of the others in one line."""
    details = tuple((words(f"outcome.{name}"), getattr(outcome, name)) for name in _OUTCOME_DETAILS)
    known = tuple((name, value) for name, value in details if value)
    return known, "; ".join(name for name, value in details if not value)


def _course(outcome: Outcome) -> str:
    return " ".join(_sentence(f"{each.when}: {each.what}") for each in outcome.course)


def ground_text(treatment: Treatment, ground: Ground, words: Words) -> str:
    """Say an answer behind a finding.

    The question and what was answered, or the fact known without asking.
    """
    try:
        question = treatment.questionnaire.question(ground.fact)
    except KeyError:
        name = words(f"fact.{ground.fact}")
        value = ground.value
        if value is None:
            return f"{name}: {words('answer.unanswered')}"
        names = {each.id: each.name for each in treatment.ingredients}
        names |= {area.id: area.name for goal in treatment.goals for area in goal.areas}
        names |= {goal.id: goal.name for goal in treatment.goals}
        if ground.fact == GOAL and isinstance(value, tuple):
            value = TOGETHER.join(chosen(value))
        each_value = value if isinstance(value, tuple) else (value,)
        return f"{name}: {', '.join(names.get(str(each), str(each)) for each in each_value)}"
    return f"{question.text} {words.answer(question, ground.value)}"
