"""Risks and side effects, and those among them that matter most to this patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consult_app.domain.compose.expectations import rated
from consult_app.domain.compose.sentences import capital, joined, sentence
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import RiskTalk
from consult_app.domain.document import Block, Bullets, Heading, Paragraph, Phrase, Quote, Table, Text
from consult_app.domain.treatment import Risk
from consult_app.domain.wording import Words


def risks(telling: Telling) -> Iterator[Block]:
    """Give every risk that may apply, one a row, then again those that the patient spoke of."""
    words, talks, shown = telling.words, telling.draft.risks, telling.risks
    yield Heading(words("part.risks"))
    all_told = bool(shown) and all(_talk(talks, each).discussed for each in shown)
    yield Paragraph(joined(words("risks.lead"), words("risks.all_discussed") if all_told else ""))
    yield risk_table(telling, all_told=all_told)
    material = [(risk, _talk(talks, risk)) for risk in shown]
    spoken_of = [(risk, talk) for risk, talk in material if talk.matters or talk.words]
    if spoken_of or telling.draft.own_risks:
        yield Heading(words("risks.material"), 3)
    for risk, talk in spoken_of:
        yield Quote(talk.words, risk.name) if talk.words else Paragraph(risk.name)
    if telling.draft.own_risks:
        yield Bullets(telling.draft.own_risks)


def risk_table(telling: Telling, *, all_told: bool) -> Table:
    """Give every risk that may apply, one a row."""
    rows = tuple(risk_row(each, telling, all_told=all_told) for each in telling.risks)
    return Table(risk_head(telling.words), rows, (0.46, 0.107, 0.189, 0.244))


def risk_head(words: Words) -> tuple[str, ...]:
    """Name what is told of a risk."""
    return tuple(words(f"risk.{name}") for name in ("name", "frequency", "course", "do"))


def _talk(talks: Mapping[str, RiskTalk], risk: Risk) -> RiskTalk:
    return talks.get(risk.id, RiskTalk())


def risk_row(risk: Risk, telling: Telling, *, all_told: bool = True) -> tuple[Text, ...]:
    """Say of each risk whether it was talked about, unless that is said of all of them above."""
    words = telling.words
    talk = _talk(telling.draft.risks, risk)
    told = "" if all_told else words("risk.discussed" if talk.discussed else "risk.not_discussed")
    often = f"{capital(words.frequency(risk.frequency))}. {words('harm.' + risk.harm.value)}."
    return (
        Phrase(risk.text, sentence(risk.name), telling.mark(risk)),
        rated(risk.frequency, often),
        words("risk.course_text", onset=risk.onset, duration=risk.duration),
        joined(risk.what_to_do, words("risk.red_flag") if risk.red_flag else "", told),
    )
