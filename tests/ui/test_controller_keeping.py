"""What could not be kept is not lost: it is kept as soon as there is room again."""

from dataclasses import replace
from threading import Event

import pytest

from consult_app.domain.consultation import Consented, Sealed, Stage, Voided, Way
from consult_app.domain.preferences import Preferences
from consult_app.domain.questionnaire import Step
from consult_app.domain.sequel import SequelKind
from consult_app.errors import VaultError
from consult_app.pdf.attaching import attached_ink
from consult_app.ui.widgets.banner import Banner
from consult_app.workflow.demo import scribble
from tests.helpers.certificates import CLINIC
from tests.helpers.window import Walk, quick_services, until


class NarrowVault:
    """The real vault on a disk that can be full."""

    def __init__(self, vault):
        self._vault = vault
        self.full = False

    def __getattr__(self, name):
        return getattr(self._vault, name)

    def keep(self, state, action):
        if self.full:
            raise VaultError("vault-full", "The disk is full.", "Make room.")
        self._vault.keep(state, action)


class NarrowVaults:
    def __init__(self, vaults):
        self._vaults = vaults
        self.vault = None

    def __getattr__(self, name):
        return getattr(self._vaults, name)

    def create(self, *given):
        vault, key = self._vaults.create(*given)
        self.vault = NarrowVault(vault)
        return self.vault, key


@pytest.fixture
def walk(qapp, tmp_path):
    bound = quick_services(tmp_path / "vault")
    led = Walk(replace(bound, vaults=NarrowVaults(bound.vaults)))
    led.vaults = led.app.controller._services.vaults
    led.app.window.show()
    led.found()
    led.begin()
    yield led
    led.close()


def test_an_answer_that_could_not_be_kept_is_kept_with_the_next_one(walk):
    walk.vaults.vault.full = True
    walk.controller.said.answer("m-why", "A wedding")
    until(lambda: "failed" in walk.seen)
    [error] = walk.seen.pop("failed")
    assert error.code == "vault-full"
    walk.vaults.vault.full = False
    walk.act(lambda: walk.controller.said.answer("q-preg", False), "kept")
    until(lambda: walk.seen["kept"] != ("",))
    stored = []
    draft = walk.controller.consultation.draft
    walk.controller.background._jobs.run(
        lambda: walk.vaults.vault.open(draft.id), stored.append, stored.append
    )
    until(lambda: stored)
    assert stored == [draft]
    assert draft.answers == {"m-why": "A wedding", "q-preg": False}


def test_what_was_said_of_the_disk_goes_when_the_next_answer_was_kept(walk):
    banner = walk.app.window.findChild(Banner)
    fails(walk, "m-why", "A wedding")
    until(banner.isVisible)
    assert banner.accessibleName().startswith("The disk is full")
    keeps(walk, "q-preg", False)
    until(lambda: not banner.isVisible())
    # What was said in its place is not taken along.
    fails(walk, "m-why", "A birthday")
    walk.app.window.tell("Something else", "Which still holds.")
    keeps(walk, "q-preg", True)
    assert banner.isVisible()
    assert banner.accessibleName() == "Something else Which still holds."


def fails(walk, question, value):
    walk.vaults.vault.full = True
    walk.controller.said.answer(question, value)
    until(lambda: "failed" in walk.seen)
    walk.seen.pop("failed")
    walk.vaults.vault.full = False


def keeps(walk, question, value):
    walk.act(lambda: walk.controller.said.answer(question, value), "kept")
    until(lambda: walk.seen["kept"] != ("",))


def test_signatures_that_could_not_be_kept_are_kept_in_order_before_sealing(walk):
    encrypt_to(walk, CLINIC)
    walk.answer_all()
    walk.review()
    walk.controller.signing.read_back(True)
    walk.vaults.vault.full = True
    for who in ("patient", "clinician"):
        walk.seen.pop("pages_laid", None)
        walk.controller.signing.sign(*_drawn(who))
        until(lambda: "pages_laid" in walk.seen and walk.seen.get("kept") == ("",))
    walk.seen.pop("failed", None)
    assert isinstance(walk.controller.consultation.state, Consented)
    walk.vaults.vault.full = False
    [shown] = walk.seen["pages_laid"]
    record, pdf, _ = walk.seal()
    assert isinstance(record, Sealed)
    # What was on screen is what is sealed: the seal is appended to those very bytes.
    assert pdf.startswith(shown)
    assert len(record.signatures) == 2
    assert attached_ink(pdf)


def encrypt_to(walk, certificate):
    done = []
    vault = walk.vaults.vault
    walk.controller.background._jobs.run(
        lambda: vault.keep_preferences(Preferences(ink_certificate=certificate)), done.append, done.append
    )
    until(lambda: done == [None])


def test_an_answer_is_kept_while_the_pages_are_still_laid_out(qapp, tmp_path):
    laying, release = Event(), Event()
    bound = quick_services(tmp_path / "vault")

    def render(*given):
        laying.set()
        release.wait(20)
        return bound.render(*given)

    walk = Walk(replace(bound, render=render))
    drafts = []
    walk.controller.consultation.previewing.laid.connect(drafts.append)
    walk.found()
    walk.begin()
    walk.controller.consultation.go_to(Step.SIGN)
    until(laying.is_set)
    walk.act(lambda: walk.controller.said.answer("m-why", "A wedding"), "kept")
    # Locked meanwhile: pages that come late are of a patient who is not there any more.
    walk.act(walk.controller.lock, "locked")
    release.set()
    walk.close()
    assert drafts == []


def _drawn(who):
    return Way.DRAWN, scribble(who), ""


def test_nothing_that_was_shown_of_a_consultation_is_left_once_it_is_left(walk):
    open_one = walk.controller.consultation
    assert open_one._pages
    assert open_one._findings is not None
    walk.controller.list_consultations()
    assert (open_one._pages, open_one._findings) == ({}, None)


def test_a_consent_that_does_not_hold_any_more_is_asked_again_from_its_confirmation(walk):
    walk.answer_all()
    walk.review()
    for name in ("patient", "clinician"):
        walk.sign(scribble(name))
    walk.seal()
    first = walk.controller.consultation.draft
    walk.act(lambda: walk.controller.sequels.begin(SequelKind.CONFIRMATION), "changed")
    confirming = walk.controller.consultation.draft
    assert confirming.sequel is not None
    walk.controller.begin_again()
    until(lambda: walk.controller.consultation.draft.follows == first.id)
    walk.act(lambda: walk.controller.open(confirming.id), "pages_laid")
    assert isinstance(walk.controller.consultation.state, Voided)


def test_what_was_ended_stays_in_the_list_and_another_is_begun_from_its_answers(walk):
    walk.answer_all()
    walk.review()
    walk.sign(scribble("patient"))
    first = walk.controller.consultation.draft
    walk.act(lambda: walk.controller.signing.end("Wrong language"), "pages_laid")
    ended = walk.controller.consultation.state
    assert isinstance(ended, Voided)
    assert (ended.ending.reason, len(ended.signatures)) == ("Wrong language", 1)
    walk.controller.begin_again()
    until(lambda: walk.controller.consultation.draft.follows == first.id)
    again = walk.controller.consultation.draft
    assert (again.patient, again.answers["q-preg"]) == (first.patient, first.answers["q-preg"])
    [screen] = walk.act(walk.controller.list_consultations, "listed")
    assert {row.line.stage for row in screen.today} == {Stage.VOIDED, Stage.DRAFT}
    walk.act(lambda: walk.controller.open(first.id), "pages_laid")
    assert walk.controller.consultation.state == ended
