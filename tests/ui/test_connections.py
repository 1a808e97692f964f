"""What a page asks for arrives where it is done: the real window, the real vault."""

import pytest
from PySide6.QtWidgets import QRadioButton

from consult_app.domain.questionnaire import Step
from tests.helpers.screens import named
from tests.helpers.window import Walk, quick_services


@pytest.fixture
def walk(qapp, tmp_path):
    made = Walk(quick_services(tmp_path / "vault"))
    made.found()
    yield made
    made.close()


def test_a_decision_about_an_option_is_taken_back(walk):
    walk.begin()
    walk.controller.go_to(Step.OPTIONS)
    page = walk.app.window.page(Step.OPTIONS)
    _, before = walk.seen["changed"]
    chosen = named(page, QRadioButton, f"{before.options[0].name} Chosen")
    chosen.click()
    assert walk.seen["changed"][1].chosen
    chosen.click()
    assert walk.seen["changed"][1] == before
    assert not chosen.isChecked()
