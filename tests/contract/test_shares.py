"""A vault on a network share is refused, with what to do instead."""

import pytest

from consult_app.errors import VaultError
from consult_app.store import shares
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE


@pytest.fixture
def mounted(place, tmp_path, monkeypatch):
    """Say how the folder's disk and one above it are mounted."""

    def saying(kind, above="ext4", at=place.folder.parent):
        written = str(at).replace(" ", r"\040")
        lines = [f"dev / {above} rw 0 0", "proc /proc proc rw 0 0", f"//server/share {written} {kind} rw 0 0"]
        listed = tmp_path / "mounts"
        listed.write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.setattr(shares, "MOUNTS", listed)

    return saying


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_a_share_is_refused_and_a_server_offered(place, mounted, kind):
    mounted(kind)
    with pytest.raises(
        VaultError, match="practice connect", check=lambda error: error.code == "vault-on-share"
    ):
        place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    assert not place.exists()
    mounted("ext4")
    place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
    mounted(kind)
    with pytest.raises(VaultError, check=lambda error: error.code == "vault-on-share"):
        place.unlock(PASSPHRASE)


def test_a_disk_of_ones_own_within_a_share_is_not(place, mounted):
    mounted("ext4", above="nfs")
    place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()


def test_a_system_without_such_a_list_is_not_asked(place, tmp_path, monkeypatch):
    monkeypatch.setattr(shares, "MOUNTS", tmp_path / "none")
    place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
