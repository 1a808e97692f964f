"""How somebody wrote, in the sealed file for one key: a real certificate, a real vault, OpenSSL."""

import hashlib
import io
import json
import subprocess
import zlib
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from consult_app.cli import run
from consult_app.domain.consultation import Reviewed, Way
from consult_app.domain.ink_picture import picture
from consult_app.domain.inkml import signed_inkml
from consult_app.domain.preferences import Preferences
from consult_app.domain.signers import NOBODY_ELSE
from consult_app.errors import RecordError, SigningError
from consult_app.pdf.attaching import attach, attached, attached_ink
from consult_app.signing import locked_ink
from consult_app.signing.locked_ink import lock, recipient, unlock
from consult_app.workflow.demo import scribble
from consult_app.workflow.sealing import preview, seal, sign
from tests.helpers import histories
from tests.helpers.certificates import certificate, private, rsa_key
from tests.helpers.desk import Clock
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_samples import sample_pdf
from tests.helpers.pdf_text import tool
from tests.helpers.window import PASSPHRASE, quick_services


@pytest.fixture(scope="module")
def key():
    return rsa_key()


@pytest.fixture(scope="module")
def pem(key):
    return recipient(certificate(key)).certificate


@pytest.fixture(scope="module")
def made(pem, tmp_path_factory):
    """The signed state, read back from the vault before the seal; its preview; the sealed file."""
    services = quick_services(tmp_path_factory.mktemp("ink") / "vault", Clock())
    [record] = histories.to_be_signed(services, 1, NOBODY_ELSE, keeps_ink=True)
    vault = services.vaults.unlock(PASSPHRASE)
    vault.keep_preferences(Preferences(ink_certificate=pem))
    vault.close()
    vault = services.vaults.unlock(PASSPHRASE)
    state = vault.open(record)
    while isinstance(state, Reviewed):
        chosen = vault.preferences().ink_certificate
        drawn = scribble(state.next_role.value)
        state = sign(services, state, Way.DRAWN, drawn, certificate=chosen)
        vault.keep(state, "signed")
    treatment = services.library.treatment(state.draft.treatment)
    shown = preview(services, treatment, vault.open(record))
    seal(services, vault, treatment, vault.open(record), PASSPHRASE)
    pdf = vault.pdf(record)
    vault.close()
    return state, shown, pdf


@pytest.fixture
def files(made, key, tmp_path):
    """The sealed file and the key as somebody has them on another machine."""
    (tmp_path / "consent.pdf").write_bytes(made[2])
    (tmp_path / "key.pem").write_bytes(private(key))
    return tmp_path


def test_what_is_shown_with_all_signatures_is_sealed_to_the_byte(made):
    state, shown, pdf = made
    assert pdf.startswith(shown)
    assert attached_ink(pdf) == state.locked_ink != b""


def test_it_lies_beside_the_record_which_names_it_and_nothing_else_says_how_somebody_wrote(made):
    state, _, pdf = made
    record = json.loads(attached(pdf))
    assert record["locked_ink_sha256"] == hashlib.sha256(state.locked_ink).hexdigest()
    assert record["state"]["locked_ink"] == ""
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert [(str(each.UF), str(each.AFRelationship)) for each in opened.Root.AF] == [
            ("record.json", "/Data"),
            ("ink.p7m", "/Supplement"),
        ]
        # A tree of names is searched by their order.
        names = [str(each) for each in opened.Root.Names.EmbeddedFiles.Names[::2]]
        assert names == sorted(names) == ["ink.p7m", "record.json"]


def test_with_it_inside_the_sealed_file_is_valid_for_everybody(made, files, capsys):
    pdf = made[2]
    assert faults(pdf) == []
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", pdf=pdf)
    assert "Signature is Valid" in tool("pdfsig", pdf=pdf)
    assert run(["verify", str(files / "consent.pdf")]) == 0
    assert "unchanged since it was sealed" in capsys.readouterr().out


def test_the_command_line_prints_it_writes_it_and_makes_the_same_file_again(made, files, capsys):
    state, shown, _ = made
    given = ["ink", str(files / "consent.pdf"), "--key", str(files / "key.pem")]
    assert run(given) == 0
    text = capsys.readouterr().out
    assert text == signed_inkml(state.signatures)
    roles = [each.text for each in ET.fromstring(text).iter() if each.get("type") == "role"]  # noqa: S314
    assert roles == ["patient", "clinician"]
    out = files / "ink.inkml"
    assert run([*given, "--out", str(out)]) == 0
    assert out.read_bytes().decode() == text
    again = files / "again.pdf"
    assert run(["record", str(files / "consent.pdf"), "--rebuild", str(again)]) == 0
    assert again.read_bytes() == shown


def test_it_is_drawn_as_a_picture_from_the_document_or_from_inkml_of_anybody(made, files, capsys):
    state = made[0]
    drawn = picture(tuple(each.ink for each in state.signatures))
    given = ["ink", str(files / "consent.pdf"), "--key", str(files / "key.pem"), "--picture"]
    assert run(given) == 0
    printed = capsys.readouterr().out
    assert printed.count("<path") == drawn.count("<path") > 0
    (files / "ink.inkml").write_text(signed_inkml(state.signatures))
    assert run(["ink", str(files / "ink.inkml"), "--picture"]) == 0
    assert capsys.readouterr().out == printed
    (files / "ink.inkml").write_text("no ink")
    assert run(["ink", str(files / "ink.inkml")]) == 2
    assert run(["ink", str(files / "consent.pdf")]) == 2
    said = capsys.readouterr().err
    assert "no handwriting in InkML" in said
    assert "--key KEY.pem" in said


def test_openssl_opens_it_too(made, files):
    state = made[0]
    tool("pdfdetach", "-list", pdf=made[2])
    locked = files / "ink.p7m"
    take = ["pdfdetach", "-savefile", "ink.p7m", "-o", str(locked), str(files / "consent.pdf")]
    subprocess.run(take, check=True, capture_output=True)
    command = ["openssl", "cms", "-decrypt", "-inform", "DER", "-in", str(locked), "-binary"]
    read = subprocess.run([*command, "-inkey", str(files / "key.pem")], check=True, capture_output=True)
    assert read.stdout.decode() == signed_inkml(state.signatures)


def test_an_encrypted_key_asks_for_its_passphrase(key, files, capsys, monkeypatch):
    (files / "key.pem").write_bytes(private(key, "seven lanterns"))
    given = ["ink", str(files / "consent.pdf"), "--key", str(files / "key.pem")]
    for said, code in (("seven lanterns\n", 0), ("other\n", 2), ("\n", 2)):
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        assert run(given) == code
    assert "The key cannot be read" in capsys.readouterr().err


def curve_key():
    return ec.generate_private_key(ec.SECP256R1())


@pytest.mark.parametrize("other", [rsa_key, curve_key])
def test_another_key_does_not_open_it(made, other):
    with pytest.raises(RecordError) as caught:
        unlock(made[0].locked_ink, private(other()), str)
    assert caught.value.code == "ink-key-wrong"


def test_what_is_no_key_is_named(made):
    with pytest.raises(RecordError) as caught:
        unlock(made[0].locked_ink, b"no key", str)
    assert caught.value.code == "ink-key-unreadable"


@pytest.mark.parametrize("damage", [b"", b"no CMS", b"\x30\x03\x06\x01\x00"])
def test_damage_is_named(key, damage):
    with pytest.raises(RecordError) as caught:
        unlock(damage, private(key), str)
    assert caught.value.code == "ink-damaged"


def test_content_that_is_no_text_is_damaged(key, pem):
    with pytest.raises(RecordError) as caught:
        unlock(lock(b"<?xml \xff", pem), private(key), str)
    assert caught.value.code == "ink-damaged"


def test_whatever_byte_is_changed_it_reads_or_is_refused_and_nothing_else(key, pem):
    locked, mine = lock(b"<?xml ink", pem), private(key)
    for at in range(0, len(locked), 23):
        changed = bytearray(locked)
        changed[at] ^= 1 + at % 255
        with suppress(RecordError):
            unlock(bytes(changed), mine, str)


def test_a_file_without_it_or_with_another_says_so(made, files, capsys):
    given = ["ink", str(files / "consent.pdf"), "--key", str(files / "key.pem")]
    content = attached(made[2])
    for pdf, said in (
        (attach(sample_pdf(1), content), "There is no handwriting in this file"),
        (attach(sample_pdf(1), content, made[0].locked_ink + b"x"), "not the one that its record names"),
        (sample_pdf(1), "There is no"),
    ):
        (files / "consent.pdf").write_bytes(pdf)
        assert run(given) == 2
        assert said in capsys.readouterr().err


def test_the_same_content_is_never_locked_alike_and_its_sum_ends_no_line(pem, key, monkeypatch):
    sums = []

    def summed(content):
        # As if the first one ended with a carriage return.
        sums.append(zlib.adler32(content) if sums else 0x0D)
        return sums[-1]

    monkeypatch.setattr(locked_ink, "adler32", summed)
    first, second = lock(b"<?xml ink", pem), lock(b"<?xml ink", pem)
    assert first != second
    assert len(sums) >= 3
    assert unlock(first, private(key), str) == "<?xml ink"


@pytest.mark.parametrize("form", [Encoding.PEM, Encoding.DER])
@pytest.mark.parametrize("encrypts", [None, True])
def test_a_certificate_is_read_and_kept_without_anything_beside_it(key, form, encrypts):
    content = certificate(key, encrypts=encrypts, form=form)
    found = recipient(content + (private(key) if form is Encoding.PEM else b""))
    assert found.subject == "O=Skin Practice, CN=Handwriting"
    der = certificate(key, encrypts=encrypts, form=Encoding.DER)
    assert found.fingerprint == hashlib.sha256(der).hexdigest()
    assert "PRIVATE" not in found.certificate
    assert recipient(found.certificate.encode()) == found


REFUSED = {
    "nothing": ("certificate-unreadable", lambda _: b""),
    "a beginning": ("certificate-unreadable", lambda _: b"-----BEGIN CERTIFICATE-----"),
    "a private key": ("certificate-unreadable", private),
    "too short a key": ("certificate-unfit", lambda _: certificate(rsa_key(1024))),
    "for signing only": ("certificate-unfit", lambda key: certificate(key, encrypts=False)),
    "an elliptic curve": ("certificate-unfit", lambda _: certificate(curve_key())),
}


@pytest.mark.parametrize(("code", "made_of"), REFUSED.values(), ids=REFUSED)
def test_what_nothing_can_be_encrypted_to_is_refused(key, code, made_of):
    with pytest.raises(SigningError) as caught:
        recipient(made_of(key))
    assert caught.value.code == code


def test_without_a_certificate_there_is_nothing_of_it_in_the_file(made):
    state, shown, _ = made
    bare = replace(state, locked_ink=b"")
    assert attached_ink(attach(sample_pdf(1), b"{}", bare.locked_ink)) == b""
    assert len(shown) > len(state.locked_ink)
