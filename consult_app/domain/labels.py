"""The labels that documents and screens need; a labels file that lacks one is refused when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from consult_app.domain.complication import Ending, Grade
from consult_app.domain.consultation import Sex, Way
from consult_app.domain.document import DocumentKind, Role
from consult_app.domain.frequency import Band
from consult_app.domain.questionnaire import Step
from consult_app.domain.retention import Ground, Holdings
from consult_app.domain.screening import GIVEN_FACTS
from consult_app.domain.sequel import SequelKind, Told
from consult_app.domain.signers import Why
from consult_app.domain.treatment import AdviceKind, Certainty, Harm, Severity, Status

_PLAIN = """
months not_recorded answer.yes answer.no answer.not_sure answer.unanswered answer.earlier
answer.scale entry.since rate.not_known rate.number
cited recalled mark.recalled mark.opinion mark.legend
mark.draft mark.draft.text mark.sample mark.translation mark.translation.text
page.patient page.version page.number
signature.time signature.typed signature.unable signature.empty signature.ink record.inside
signature.day signature.paper scan.title scan.text scan.page scan.by_hand
withdrawal.title withdrawal.text withdrawal.place
part.foremost part.findings part.mixture part.statements part.sources part.about part.lots
about.approved about.approval about.author about.reviewers about.published about.review_by
about.update_policy about.translation about.translation.by
about.funding about.conflicts about.nobody
who.patient who.birth_date who.record who.clinician who.practice who.day who.treatment who.goal who.areas
who.map who.treats who.treats.other standing.for standing.right standing.interpreter standing.id
standing.other
proxy.title proxy.who proxy.somebody proxy.authority record.read_back
history.no history.unanswered history.same findings.none findings.at_refusal
finding.about finding.grounds finding.advice finding.override finding.noted
rule.is rule.not rule.and rule.or rule.either rule.at_most rule.at_least rule.between rule.always rule.never
rule.other rule.bmi rule.days rule.weeks rule.classes expectations.hoped
outcome.name outcome.treated outcome.untreated outcome.details outcome.caption outcome.unknown
outcome.unknown.title outcome.unknown.all outcome.unknown.some
outcome.size outcome.sessions outcome.onset outcome.duration outcome.upkeep outcome.course
outcome.uncounted
option.name option.benefit option.rate option.lasts option.recovery option.risks option.wish
option.sessions option.cost option.status option.not_offered option.line option.second_opinion
option.interests
wish.chosen wish.declined wish.none
mixture.lead mixture.name mixture.status mixture.amount mixture.lot mixture.lot_expiry mixture.site
mixture.lot_line mixture.more
since.title since.text since.nothing since.answers since.was_now since.areas since.mixture since.told
since.added since.gone since.changed since.amount
risks.lead risks.all_discussed risks.material risk.name risk.frequency risk.course risk.course_text risk.do
risk.red_flag
risk.discussed risk.not_discussed understanding.exchanges understanding.asked understanding.answered
sources.lead sources.read sources.line sources.short
aftercare.title aftercare.lead aftercare.ring aftercare.ring.text aftercare.no_phone aftercare.basis
summary.title summary.next summary.agreed summary.taken_back summary.withdrawn
summary.from summary.questions refusal.next not_today.next
summary.form
blank.mark blank.text blank.patient blank.findings blank.risks blank.why blank.other blank.date
blank.only_if blank.not_if blank.tick blank.name blank.signer.proxy blank.signer.interpreter
blank.signer.witness blank.relation blank.authority blank.language blank.id blank.part
blank.question blank.quoted blank.is blank.some blank.not blank.and blank.or blank.letters
option.reason record.title record.text record.ids record.consultation record.follows record.patient
record.clinician record.pack record.pack_digest record.law record.words_digest record.file_digest
record.file_length record.times record.composed record.sealed record.printed record.answers record.question
record.answer record.origin record.origin.patient record.origin.earlier record.origin.clinician
record.given record.given_by record.notes record.all_the_same record.written record.corrected record.replaced
record.complications record.began record.grade record.done record.ending record.follow_up record.reported
record.no_findings record.rule record.talked record.has_questions record.own_risks record.followed record.log
record.log_text record.when record.who record.act
patient.progress patient.back patient.next patient.language patient.lock patient.ask patient.ask.write
patient.asked patient.asked.words patient.unclear patient.unclear.text patient.unclear.about patient.matters
patient.matters.why patient.where patient.risk patient.risk.none patient.risk.unknown patient.figures
patient.day patient.month patient.year patient.not_a_day patient.not_a_number patient.range patient.at_least
patient.at_most patient.less patient.more patient.write patient.each_line patient.other patient.optional
patient.over patient.over.text patient.trouble
sequel.first sequel.title sequel.signed sequel.id sequel.digest sequel.stays
sequel.overtaken sequel.asked_again
sequel.confirmation.title
sequel.confirmation.asked sequel.confirmation.changed sequel.confirmation.what
sequel.confirmation.judgement sequel.confirmation.days sequel.confirmation.from
sequel.confirmation.no_wait sequel.confirmation.early sequel.confirmation.answers
sequel.confirmation.answers.text sequel.withdrawal.title sequel.withdrawal.says
sequel.withdrawal.says.text sequel.withdrawal.told sequel.withdrawal.words
sequel.decision_withdrawal.title sequel.decision_withdrawal.says sequel.decision_withdrawal.says.text
sequel.decision_withdrawal.now sequel.decision_withdrawal.kept
sequel.withdrawal.kept sequel.withdrawal.stamp sequel.withdrawal.by sequel.withdrawal.paper
sequel.amendment.title sequel.amendment.words
destruction.title destruction.text destruction.patient destruction.number destruction.proposed
destruction.carried_out destruction.ground destruction.why destruction.what destruction.kind
destruction.count destruction.details destruction.left destruction.log destruction.copies
destruction.copies.found destruction.copies.none destruction.copies.others destruction.copies.aside
destruction.copies.server destruction.copies.papers
recovery.title recovery.lock_away recovery.opens recovery.vault recovery.made recovery.key recovery.use
recovery.use.text recovery.signs recovery.check recovery.replaced
paper.copy envelope.title envelope.lead envelope.open envelope.none envelope.keep
"""
_DECLARING = (*(each.value for each in Role), "clinician.proxy")
_DECIDED = (DocumentKind.CONSENT, DocumentKind.REFUSAL, DocumentKind.NOT_TODAY)
_PARTS = (
    Step.DECISIONS,
    Step.MATTERS,
    Step.HISTORY,
    Step.EXPECTATIONS,
    Step.OPTIONS,
    Step.RISKS,
    Step.UNDERSTANDING,
)

LABELS: tuple[str, ...] = (
    *_PLAIN.split(),
    *(f"band.{each.value}" for each in Band),
    *(f"harm.{each.value}" for each in Harm),
    *(f"certainty.{each.value}" for each in Certainty),
    *(f"status.{each.value}" for each in Status),
    *(f"severity.{each.value}.{state}" for each in Severity for state in ("certain", "open")),
    *(f"part.{each.value}" for each in _PARTS),
    *(f"fact.{each}" for each in GIVEN_FACTS),
    *(f"sex.{each.value}" for each in Sex if each is not Sex.NOT_RECORDED),
    *(f"signer.{each.value}" for each in Role),
    *(f"proxy.because.{each.value}" for each in Why),
    *(f"blank.proxy.{each.value}" for each in Why),
    *(f"record.way.{each.value}" for each in Way),
    *(f"grade.{each.value}" for each in Grade),
    *(f"ending.{each.value}" for each in Ending),
    *(f"{kind.value}.title" for kind in _DECIDED),
    *(f"{kind.value}.declaration.{role}" for kind in _DECIDED for role in _DECLARING),
    *(f"sequel.{kind.value}.declaration.{role}" for kind in SequelKind for role in _DECLARING),
    *(f"destruction.ground.{each.value}" for each in Ground),
    *(f"destruction.kind.{each.name}" for each in fields(Holdings) if each.name != "first_entry"),
    *(f"sequel.{kind.value}" for kind in SequelKind),
    *(f"sequel.withdrawal.told.{each.value}" for each in Told),
    *(f"aftercare.{each.value}" for each in AdviceKind),
)

PLACES: Mapping[str, tuple[str, ...]] = {
    "rate.number": ("count", "of"),
    "cited": ("certainty",),
    "outcome.unknown.some": ("points",),
    "answer.scale": ("value", "low", "high"),
    "entry.since": ("since",),
    "paper.copy": ("time",),
    "page.patient": ("name", "birth_date", "record"),
    "page.version": ("version", "digest"),
    "record.inside": ("digest",),
    "page.number": ("page", "pages"),
    "consent.title": ("treatment",),
    "refusal.title": ("treatment",),
    "not_today.title": ("treatment",),
    "aftercare.title": ("treatment",),
    "sequel.confirmation.title": ("treatment",),
    "sequel.confirmation.judgement": ("clinician",),
    "sequel.withdrawal.title": ("treatment",),
    "sequel.withdrawal.by": ("name", "told"),
    "sequel.withdrawal.paper": ("id",),
    "sequel.decision_withdrawal.title": ("treatment",),
    "sequel.decision_withdrawal.now": ("answer",),
    "sequel.amendment.title": ("treatment",),
    "sequel.amendment.words": ("clinician",),
    "destruction.copies.others": ("count",),
    "destruction.copies.aside": ("count",),
    "destruction.copies.server": ("server",),
    "signature.time": ("time",),
    "signature.day": ("day",),
    "signature.paper": ("note",),
    "scan.text": ("clinician",),
    "scan.page": ("page", "pages"),
    "who.treats.other": ("name", "clinician"),
    "standing.for": ("patient",),
    "standing.right": ("authority",),
    "standing.interpreter": ("language",),
    "about.translation.by": ("translator", "day", "checked"),
    "standing.id": ("id",),
    "standing.other": ("name",),
    "proxy.who": ("name", "relation"),
    "proxy.because.minor": ("who",),
    "proxy.because.capacity": ("who",),
    "proxy.authority": ("authority",),
    "signature.unable": ("note",),
    "about.approval": ("name", "role", "registration", "day"),
    "answer.earlier": ("answer",),
    "finding.about": ("treatment",),
    "finding.grounds": ("grounds",),
    "finding.advice": ("advice",),
    "finding.override": ("clinician", "time"),
    "finding.noted": ("clinician", "time"),
    "rule.is": ("fact", "value"),
    "rule.not": ("condition",),
    "rule.at_most": ("high",),
    "rule.at_least": ("low",),
    "rule.between": ("low", "high"),
    "rule.days": ("question",),
    "rule.weeks": ("question",),
    "rule.classes": ("question",),
    "option.rate": ("rate",),
    "option.line": ("name", "text"),
    "mixture.lot_expiry": ("lot", "expiry"),
    "mixture.more": ("count",),
    "since.title": ("day",),
    "since.text": ("day",),
    "since.was_now": ("was", "now"),
    "since.added": ("names",),
    "since.gone": ("names",),
    "since.changed": ("names",),
    "since.amount": ("name", "was", "now"),
    "blank.only_if": ("condition",),
    "blank.not_if": ("condition",),
    "blank.question": ("number",),
    "blank.quoted": ("name",),
    "blank.is": ("fact", "value"),
    "blank.some": ("fact", "value"),
    "blank.not": ("condition",),
    "blank.letters": ("part",),
    "record.title": ("treatment",),
    "record.rule": ("rule",),
    "record.written": ("who", "time"),
    "record.corrected": ("why",),
    "summary.title": ("treatment",),
    "summary.from": ("day",),
    "summary.withdrawn": ("day",),
    "summary.taken_back": ("day", "answer"),
    "summary.questions": ("phone",),
    "mixture.lot_line": ("amount", "lot", "site"),
    "risk.course_text": ("onset", "duration"),
    "patient.progress": ("number", "count"),
    "patient.asked": ("title",),
    "patient.risk": ("name", "rate"),
    "patient.risk.none": ("name", "of"),
    "patient.figures": ("filled", "total"),
    "patient.range": ("low", "high"),
    "patient.at_least": ("low",),
    "patient.at_most": ("high",),
    "outcome.caption": ("arm", "rate"),
    "who.map": ("areas",),
    "history.same": ("answer",),
    "sources.read": ("read",),
    "sources.short": ("number", "authors", "year"),
    "sources.line": ("number", "authors", "title", "year", "read"),
    "aftercare.ring.text": ("phone",),
}
"""The places in braces that are filled in, by label; without one, something said would be lost."""
