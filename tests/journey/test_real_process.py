"""The real program on a desktop of its own, with window manager and accessibility bus, by mouse and keys."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from consult_app.domain.questionnaire import Step
from consult_app.services import services
from tests.helpers.atspi import wait
from tests.helpers.desktop import Desktop
from tests.helpers.scenes import SCENES
from tests.helpers.visitor import Visitor
from tests.helpers.window import PASSPHRASE, sample_of

pytestmark = pytest.mark.untraced

PACK = "mesotherapy"
PATIENT, CLINICIAN = "Alex Sample", "Dr Robin Example"
LOCK = "For the clinician"


def missing(tree, wanted):
    """Give how many names were looked for, and those that do not come onto the bus."""
    lacking = set(wanted)

    def there():
        lacking.intersection_update(wanted - tree.showing().keys())
        return not lacking

    wait(there, 60)
    return len(wanted), lacking


@pytest.fixture(scope="module")
def scenes(tmp_path_factory):
    """What each scene's window says can be operated, and what the accessibility bus says."""
    seen = {}
    with Desktop(tmp_path_factory.mktemp("scenes")) as desktop:
        player, tree = desktop.play_scenes()
        while line := player.stdout.readline():
            scene = json.loads(line)
            seen[scene["scene"]] = (*missing(tree, set(scene["controls"])), scene["mute"])
            player.stdin.write("\n")
            player.stdin.flush()
    return seen


def test_the_accessibility_bus_has_every_control_of_every_page(scenes):
    assert set(scenes) == set(SCENES)
    assert {name: lacking for name, (_, lacking, _) in scenes.items() if lacking} == {}
    assert sum(count for count, _, _ in scenes.values()) > 1000


def test_every_control_of_every_page_says_what_it_is_called_and_what_it_does(scenes):
    assert {name: mute for name, (_, _, mute) in scenes.items() if mute} == {}


@pytest.fixture
def office(print_shop):
    print_shop.add("Office")
    return print_shop


@pytest.fixture
def visitor(tmp_path, office):
    with Desktop(tmp_path, office.server) as desktop:
        yield Visitor(desktop, desktop.open())


def set_up(visitor):
    for field, words in (
        ("Name of the practice", "Example Practice"),
        ("Your name, as it is printed", CLINICIAN),
        ("Passphrase", PASSPHRASE),
        ("The same again", PASSPHRASE),
    ):
        visitor.type(field, words)
    visitor.click("Set up")
    visitor.click("I have printed it or written it down.")
    visitor.click("Continue")
    visitor.click("Begin")


def take_in(visitor):
    visitor.click("New consultation")
    for field, words in (("Given name", "Alex"), ("Family name", "Sample"), ("Date of birth", "12 Mar 1984")):
        visitor.type(field, words)
    visitor.press("Sex as recorded Female")
    visitor.press("Mesotherapy: Fresher-looking facial skin")
    visitor.click("Begin consultation")
    visitor.press("Where Forehead")


def hand_over_and_back(visitor):
    """Nothing that a patient can do leaves the patient's window; the clinician's passphrase does."""
    visitor.click("Show to patient")
    visitor.click("Hand over")
    visitor.tree.find(LOCK)
    for keys in ("Escape", "alt+F4", "ctrl+q", "ctrl+k", "ctrl+l", "alt+Tab", "F11", "super"):
        visitor.desktop.key(keys)
    visitor.click(LOCK)
    assert visitor.tree.find(LOCK).showing
    assert PATIENT not in visitor.tree.text()
    assert "Findings" not in visitor.tree.text()
    visitor.hold(LOCK, until="Passphrase")
    visitor.type("Passphrase", "not " + PASSPHRASE)
    visitor.click("Unlock")
    visitor.tree.await_words("not right")
    visitor.type("Passphrase", PASSPHRASE)
    visitor.click("Unlock")
    visitor.tree.await_words("Medical history")


def mix(visitor, treatment, sample):
    name = treatment.ingredient(sample.mixture[0].ingredient).name
    visitor.type("Search the ingredients", name)
    visitor.desktop.key("Return")
    visitor.type(f"{name}: amount", "2 mL")


def choose(visitor):
    own = "Mesotherapy with a vitamin mixture"
    visitor.press(f"{own} Chosen")
    visitor.press_each(lambda name: name.endswith(" Not chosen") and not name.startswith(own))


def discuss(visitor):
    visitor.wait_until_still()
    assert visitor.press_each(lambda name: name.endswith(" Discussed")) > 20


def sign(visitor, who):
    visitor.press_each(lambda name: name.startswith("Right patient"))
    x, y, width, height = visitor.tree.area(visitor.tree.find(f"Signature of {who}", drawn_on=True))
    places = [(x + 60 + 6 * i, y + height // 2 + 10 * (i % 5 - 2)) for i in range(min(30, (width - 80) // 6))]
    visitor.desktop.draw(places)
    visitor.click("Sign")


def print_form(visitor):
    """Choose by mouse and keys: two copies of the first two pages, both sides, on the form's own paper."""
    visitor.click("Print: Signed document")
    visitor.press("Copies: one more")
    visitor.type("Pages", "1-2")
    visitor.press("Sides Both, turned like a book")
    visitor.click("Print now")
    visitor.tree.await_words("Printed 2 times")


def save_to(visitor, file: Path):
    visitor.click("Save: Signed document")
    visitor.type("File name:", str(file))
    visitor.desktop.key("Return")
    assert wait(file.exists)


def test_from_a_new_patient_to_a_printed_paper_and_out_of_the_patients_hands_by_passphrase_only(
    visitor, office, tmp_path
):
    bound = services(tmp_path / "unused")
    treatment, sample = bound.library.treatment(PACK), sample_of(bound)
    set_up(visitor)
    take_in(visitor)
    for step, act in (
        (Step.MATTERS, lambda: None),
        (Step.HISTORY, lambda: hand_over_and_back(visitor)),
        (Step.SCREENING, lambda: None),
        (Step.EXPECTATIONS, lambda: None),
        (Step.OPTIONS, lambda: choose(visitor)),
        (Step.INGREDIENTS, lambda: mix(visitor, treatment, sample)),
        (Step.RISKS, lambda: discuss(visitor)),
        (Step.UNDERSTANDING, lambda: None),
        (Step.DECISIONS, lambda: None),
    ):
        visitor.answer_page(treatment, step, sample.answers)
        act()
        if step is Step.SCREENING:
            visitor.press_each(lambda name: name.endswith(": Discussed"))
        visitor.click("Continue")
    # The pages of the preview come when they are laid out, and what stands on the page makes room for them.
    visitor.tree.find("Find in the document (Ctrl+F)")
    visitor.click("Freeze for signing")
    for number, who in enumerate((PATIENT, CLINICIAN), 1):
        visitor.tree.await_words(f"Signature {number} of 2")
        sign(visitor, who)
    visitor.type("Your passphrase", PASSPHRASE)
    visitor.click("Seal and store")
    visitor.tree.await_words("Genuine")
    print_form(visitor)
    save_to(visitor, tmp_path / "paper.pdf")
    [printed] = office.printed("Office")
    assert printed.paper == (tmp_path / "paper.pdf").read_bytes()
    assert printed.copies == 2
    assert {"page-ranges=1-2", "sides=two-sided-long-edge", "print-scaling=none"} <= printed.options
    proof = subprocess.run(
        ["pdfsig", str(tmp_path / "paper.pdf")], capture_output=True, text=True, check=False
    )
    assert "Signature is Valid" in proof.stdout
