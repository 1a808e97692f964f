"""Who signs beside or instead of the patient, and in which order."""

import pytest

from consult_app.domain.document import Role
from consult_app.domain.signers import NOBODY_ELSE, Interpreter, Proxy, Signers, Why, Witness

PROXY = Proxy("Eva Example", "Mother", "parental responsibility", Why.MINOR)
INTERPRETER = Interpreter("Ivo Babel", "Czech", "CZ-77")
WITNESS = Witness("Wanda See", "Nurse")


@pytest.mark.parametrize(
    ("signers", "roles"),
    [
        (NOBODY_ELSE, (Role.PATIENT, Role.CLINICIAN)),
        (Signers(proxy=PROXY), (Role.PROXY, Role.CLINICIAN)),
        (Signers(witness=WITNESS), (Role.PATIENT, Role.WITNESS, Role.CLINICIAN)),
        (
            Signers(PROXY, INTERPRETER, WITNESS, "Dr Ute"),
            (Role.PROXY, Role.INTERPRETER, Role.WITNESS, Role.CLINICIAN),
        ),
    ],
)
def test_whoever_decides_signs_first_and_the_clinician_last(signers, roles):
    assert signers.roles == roles
    assert signers.lacking == ()


def test_what_is_not_said_about_somebody_chosen_is_named():
    chosen = Signers(Proxy(name="Eva"), Interpreter(language="Czech"), Witness(" "), "")
    assert chosen.lacking == (
        "proxy.relation",
        "proxy.authority",
        "proxy.why",
        "interpreter.name",
        "witness.name",
        "treats.name",
    )


def test_somebody_is_chosen_then_named_and_may_be_left_out_again():
    chosen = NOBODY_ELSE
    for part in ("proxy", "interpreter", "witness", "treats"):
        chosen = chosen.taking(part, takes=True)
    chosen = (
        chosen.saying("proxy.name", "Eva").saying("proxy.why", Why.CAPACITY).saying("treats.name", "Dr Ute")
    )
    assert (chosen.proxy, chosen.treats) == (Proxy("Eva", why=Why.CAPACITY), "Dr Ute")
    assert (chosen.said("proxy.name"), chosen.said("treats.name"), chosen.said("witness.part")) == (
        "Eva",
        "Dr Ute",
        "",
    )
    nobody = chosen
    for part in ("proxy", "interpreter", "witness", "treats"):
        nobody = nobody.taking(part, takes=False)
    assert nobody == NOBODY_ELSE == nobody.saying("proxy.name", "Too late")
    assert (nobody.said("proxy.name"), nobody.said("treats.name")) == ("", "")


@pytest.mark.parametrize(
    ("signers", "twice"),
    [
        (NOBODY_ELSE, ()),
        (Signers(PROXY, INTERPRETER, WITNESS, "Dr Ute"), ()),
        (Signers(witness=Witness(), interpreter=Interpreter(), treats=""), ()),
        (Signers(witness=Witness("dr  who ")), ("dr  who",)),
        (Signers(proxy=Proxy("Ann Example"), treats="Dr Who"), ("Ann Example", "Dr Who")),
        (Signers(witness=WITNESS, interpreter=Interpreter("wanda see")), ("Wanda See",)),
    ],
)
def test_a_name_that_stands_for_two_is_given_as_it_stands_the_second_time(signers, twice):
    assert signers.named_twice("Ann Example", "Dr Who") == twice
