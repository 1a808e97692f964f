"""Of a consultation that two rooms said otherwise at once: which of the two is in front."""

from dataclasses import replace

from consult_app.domain.rooms import Version
from consult_app.workflow.versions import version_of
from tests.helpers.consultations import AT, draft
from tests.helpers.fakes import FakeVault

VERSION = Version("ROOM-2", AT, "Dr Bo")


class KeptTwice(FakeVault):
    """A vault in which one consultation was said otherwise by two rooms."""

    def consultations(self, of=None):
        """List them, one with where it comes from."""
        return tuple(
            replace(each, version=VERSION) if each.id == "i-1" else each for each in super().consultations(of)
        )


def test_the_one_in_front_says_which_it_is_and_another_consultation_nothing():
    vault = KeptTwice()
    for each in ("i-1", "i-2"):
        vault.begin(draft(each), "bundle")
    assert version_of(vault, draft("i-1")) == VERSION
    assert version_of(vault, draft("i-2")) is None
    assert version_of(vault, draft("i-3")) is None
