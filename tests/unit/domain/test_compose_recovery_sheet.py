"""The sheet with the recovery key says whose vault it opens and how the key is typed."""

from consult_app.domain.compose import compose_recovery_sheet
from consult_app.domain.consultation import Practice
from consult_app.domain.document import DocumentKind, Ranked, texts
from consult_app.domain.recovery import vault_mark
from consult_app.domain.wording import Words
from tests.helpers.random_consultations import RECOVERY
from tests.helpers.sample import sample

COMPOSED = compose_recovery_sheet(sample(), RECOVERY, Practice("Mill Lane Clinic", "12 Mill Lane"))


def test_its_groups_are_numbered_and_their_signs_stand_apart():
    [key] = [each for each in COMPOSED.blocks if isinstance(each, Ranked)]
    assert [each.text for each in key.items][:2] == ["Z N T H", "W J Z 2"]
    assert len(key.items) == 9


def test_it_says_whose_it_is_and_how_it_is_used():
    said = [text for block in COMPOSED.blocks for text in texts(block)]
    words = Words(sample().labels)
    assert {"Mill Lane Clinic", RECOVERY.vault, words.time(RECOVERY.made)} <= set(said)
    assert [words(f"recovery.{each}") for each in ("use.text", "signs", "check", "replaced")] == said[-4:]
    assert (COMPOSED.kind, COMPOSED.id, COMPOSED.signers) == (DocumentKind.RECOVERY, RECOVERY.vault, ())


def test_the_key_is_in_no_repr():
    assert "ZNTH" not in repr(RECOVERY)


def test_a_vault_is_called_by_the_beginning_of_its_id():
    assert vault_mark("3f2a91bc-e5d0-4000-8000-000000000000") == "3F2A91BC"
