"""Did you mean …"""

from consult_app.content.suggestion import did_you_mean, listed


def test_the_nearest_word_is_named():
    assert did_you_mean("requird", ("required", "unit")) == "Did you mean 'required'?"


def test_where_none_is_near_the_known_ones_are_listed():
    assert did_you_mean("zzz", ("a", "b")) == "Known here: a, b."
    assert did_you_mean("zzz", ()) == "None is known here."


def test_a_long_list_is_cut():
    assert listed(str(each) for each in range(20)).endswith("11, …")
