from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from math import nan
from types import MappingProxyType
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from consult_app.domain.condition import Value
from consult_app.domain.consultation import Draft, Practice, RiskTalk, State
from consult_app.errors import VaultError
from consult_app.store.codec import decoded, encoded, setting_decoded, setting_encoded
from tests.helpers.calls import Calls
from tests.helpers.consultations import consented, draft, reviewed, sealed, signed_once

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(str, TEXTS)
st.register_type_strategy(float, FLOATS)
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
# A fixed offset leaves nothing to fold.
TIMES = st.datetimes(timezones=ZONES).map(lambda at: at.replace(fold=0))
st.register_type_strategy(datetime, TIMES)
st.register_type_strategy(date, st.dates())
st.register_type_strategy(
    Mapping, lambda kind: st.dictionaries(*map(st.from_type, get_args(kind)), max_size=5)
)
# A risk is discussed, has questions, or neither.
st.register_type_strategy(
    RiskTalk,
    st.builds(RiskTalk, has_questions=st.just(False)) | st.builds(RiskTalk, discussed=st.just(False)),
)


@given(st.from_type(State))
@settings(
    max_examples=60, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
def test_every_state_comes_back_exactly(state):
    back = decoded(encoded(state))
    assert back == state
    # `True == 1 == 1.0` in Python; in an answer they differ, and so do zones with the same instant.
    assert repr(back) == repr(state)


@given(st.dictionaries(TEXTS, st.from_type(Value)))
def test_every_answer_comes_back_with_its_type(answers):
    back = decoded(encoded(replace(draft(), answers=answers)))
    assert isinstance(back, Draft)
    assert repr(back.answers) == repr(answers)


def test_a_list_of_the_first_records_is_still_plain_text():
    old = encoded(draft()).replace('"answers":{', '"answers":{"q-old":["Vitamin D, one a day"],', 1)
    assert decoded(old).answers["q-old"] == ("Vitamin D, one a day",)


def test_each_stage_comes_back():
    one = signed_once(reviewed())
    for state in (draft(), reviewed(), one, consented(one), sealed(consented(one))):
        assert decoded(encoded(state)) == state


def test_any_mapping_is_written():
    answers = {"q-1": "yes"}
    state = replace(draft(), answers=MappingProxyType(answers))
    assert decoded(encoded(state)) == replace(draft(), answers=answers)


@pytest.mark.parametrize("value", [nan, ["a", "b"], None])
def test_what_would_not_come_back_the_same_is_not_kept(value):
    with pytest.raises(ValueError, match=r"state|Expected"):
        encoded(draft().answering("q-weight", value))


def test_fields_that_came_later_take_their_default():
    text = encoded(draft()).replace('"sample":false', '"seen":[]').replace('"seen":["s-1"],', "")
    assert decoded(text) == replace(draft(), seen=())


def test_a_risk_that_was_kept_before_questions_about_it_were_has_none():
    text = encoded(draft())
    assert ',"has_questions":false' in text
    assert decoded(text.replace(',"has_questions":false', "")) == draft()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"type":"Draft"', '"type":"Other"'),
        ('"type":"Draft",', ""),
        ('"id":"i-1"', '"id":1'),
        ('"sample":false', '"sample":0'),
        ('"sample":false', '"sample":false,"unknown":1'),
        ('"day":"2026-03-01"', '"day":"1.3.2026"'),
        ('"wish":"chosen"', '"wish":"wanted"'),
        ('"has_questions":false', '"has_questions":true'),
        ("{", ""),
    ],
)
def test_what_nobody_wrote_is_damage(old, new):
    text = encoded(draft())
    assert old in text
    with pytest.raises(VaultError) as caught:
        decoded(text.replace(old, new, 1))
    assert caught.value.code == "vault-damaged"
    assert caught.value.__suppress_context__


def test_a_block_of_unknown_kind_is_damage():
    with pytest.raises(VaultError):
        decoded(encoded(reviewed()).replace('"type":"Heading"', '"type":"Film"'))


def test_settings_come_back():
    assert setting_decoded(setting_encoded(Practice("P", "A", "1")), Practice) == Practice("P", "A", "1")
    with pytest.raises(VaultError):
        setting_decoded("[]", Practice)


def test_a_draft_is_written_without_python_touching_its_answers():
    """That takes less than a millisecond; one by one they would take many."""
    few, many = (replace(draft(), answers={f"q-{n}": "words" for n in range(count)}) for count in (1, 1000))
    encoded(few)
    assert calls_to_encode(few) == calls_to_encode(many) < 1000


def calls_to_encode(state):
    with Calls() as calls:
        encoded(state)
    return calls()
