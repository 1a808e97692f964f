"""A document of which half is said: what nobody said leaves neither a lone label nor a lone stop."""

import re

from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.compose import (
    compose_aftercare,
    compose_signed,
    compose_summary,
)
from consult_app.domain.consultation import (
    Clinician,
    Exchange,
    OptionTalk,
    Patient,
    Portion,
    Practice,
    RiskTalk,
    Wish,
)
from consult_app.domain.document import Bullets, Fields, Notice, Paragraph, texts
from consult_app.domain.screening import assess
from consult_app.domain.sequel import First, Sequel, SequelKind, Told
from consult_app.domain.signers import Interpreter, Proxy, Signers, Why, Witness
from tests.helpers.sample import DAY, NOW, answered, draft, sample

LONE = re.compile(
    r":\s*[.,;:]|\(\s*\)|^\s*[.,;:·]|[\s(][.,;](\s|$)|\.\s*\.(\s|$)|“\s*”|,\s*,|,\s*$|·\s*·|·\s*$"
)
said = st.sampled_from(["", "something"])
typed = st.sampled_from(["", "  ", "something"])
FIRST = First("c-0", "Consent to the sample", "f" * 64, NOW)

proxies = st.builds(Proxy, typed, typed, typed, st.sampled_from([None, *Why]))
signers = st.builds(
    Signers,
    st.none() | proxies,
    st.none() | st.builds(Interpreter, typed, typed, typed),
    st.none() | st.builds(Witness, typed, typed),
    st.none() | typed,
)
sequels = st.none() | st.builds(
    Sequel,
    st.sampled_from(SequelKind),
    st.just(FIRST),
    said,
    st.sampled_from([None, True, False]),
    said,
    said,
    st.sampled_from([None, *Told]),
)
drafts = st.builds(
    draft,
    patient=st.builds(Patient, st.just("p-1"), st.just("Ann"), said, st.just(DAY), record_number=said),
    clinician=st.builds(Clinician, st.just("k-1"), st.just("Dr Bo"), said, said),
    practice=st.builds(Practice, st.just("The practice"), said, said),
    mixture=st.lists(st.builds(Portion, st.just("ing-hyaluronan"), said, said, said, said), max_size=1).map(
        tuple
    ),
    options=st.dictionaries(st.just("alt-this"), st.builds(OptionTalk, st.sampled_from(Wish), said)),
    risks=st.dictionaries(st.just("ae-bruise"), st.builds(RiskTalk, st.booleans(), st.booleans(), said)),
    own_risks=st.lists(st.just("something"), max_size=1).map(tuple),
    exchanges=st.lists(st.builds(Exchange, said, said), max_size=1).map(tuple),
    answers=st.sampled_from([{}, answered(), answered(q_teach=""), answered(q_preg=True)]),
    signers=signers,
    sequel=sequels,
)


def papers(held):
    treatment = sample()
    judged = assess(treatment, held)
    yield compose_signed(treatment, held, judged, NOW)
    if held.sequel is None:
        yield compose_aftercare(treatment, held, NOW)
        yield compose_summary(treatment, held, NOW)


def lone(document):
    for block in document.blocks:
        yield from (each for each in texts(block) if LONE.search(each))
        if isinstance(block, Fields):
            yield from (f"no label: {row}" for row in block.rows if not str(row[0]).strip())
        if isinstance(block, Paragraph | Bullets | Notice) and not any(each.strip() for each in texts(block)):
            yield f"empty: {block}"


@given(drafts)
def test_what_nobody_said_leaves_nothing_lone_behind(held):
    assert [each for document in papers(held) for each in lone(document)] == []
