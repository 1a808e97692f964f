"""Pages that came back from paper outlive a kill at any moment, and the document still waits."""

import pytest

from consult_app.domain.consultation import OnPaper
from consult_app.domain.on_paper import Scan, in_place
from consult_app.store.place import Place
from tests.helpers.answering import FAST
from tests.helpers.consultations import AT, CLINICIAN, PASSPHRASE, PRACTICE, reviewed
from tests.helpers.killed_again import killed

PAGES = 12


def page(number):
    return in_place(Scan(bytes([number]) * 300_000, 210, 297), number)


def come_back(place, tell):
    """Bring a page after the other back, and acknowledge each that is kept."""
    vault = place.unlock(PASSPHRASE)
    state = vault.open("i-1")
    for number in range(len(state.scans) + 1, PAGES + 1):
        state = state.filing((*state.scans, page(number)))
        vault.keep(state, "pages back")
        tell(str(number))
    vault.close()


@pytest.fixture
def place(tmp_path):
    made = Place(tmp_path / "vault", FAST)
    vault, _ = made.create(PRACTICE, CLINICIAN, PASSPHRASE)
    state = reviewed()
    vault.begin(state.draft, "bundle")
    vault.keep(state, "reviewed")
    vault.keep(state.on_paper(PAGES, AT), "out on paper")
    vault.close()
    return made


def test_no_page_that_was_kept_is_lost_and_the_next_start_goes_on_from_there(place):
    acknowledged = 0
    for words in (1, 2, 4):
        said, by_force = killed(lambda tell: come_back(place, tell), words=words)
        assert by_force
        acknowledged = max(map(int, said))
        vault = place.unlock(PASSPHRASE)
        state = vault.open("i-1")
        vault.close()
        assert isinstance(state, OnPaper)
        # One more may be on disk, of which nobody was told; it is whole.
        assert len(state.scans) in (acknowledged, acknowledged + 1)
        assert state.scans == tuple(page(number) for number in range(1, len(state.scans) + 1))
    assert acknowledged >= 7
