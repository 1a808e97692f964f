"""A card in software (SoftHSM): real PKCS#11, real PINs, keys that never come out; all of it in a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.helpers.bought import Private

MODULE = next(iter(map(str, Path("/usr/lib").glob("*/softhsm/libsofthsm2.so"))), "")
PIN, OWNER_PIN = "731904", "8846201"
LABEL = "Dr Ada Sample"
_PUT = """
import sys, pkcs11
from pkcs11 import Attribute, CertificateType, ObjectClass
module, label, pin, key, *files = sys.argv[1:]
with pkcs11.lib(module).get_token(token_label=label).open(user_pin=pin, rw=True) as session:
    for number, file in enumerate(files):
        session.create_object({
            Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
            Attribute.TOKEN: True, Attribute.ID: bytes.fromhex(key) if number == 0 else b"above",
            Attribute.VALUE: open(file, "rb").read(), Attribute.SUBJECT: b"x",
        })
"""


class Reader:
    """A reader in which such cards lie; `folder` holds all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._cards = folder / "cards"
        self._cards.mkdir(parents=True)
        (folder / "softhsm2.conf").write_text(f"directories.tokendir = {self._cards}\nlog.level = ERROR\n")

    @property
    def setting(self) -> dict[str, str]:
        """What a process has to find in its environment."""
        return {"SOFTHSM2_CONF": str(self.folder / "softhsm2.conf")}

    @property
    def count(self) -> int:
        """How many cards are in it."""
        return len(list(self._cards.iterdir()))

    def make(self, label: str = LABEL) -> None:
        """Put an empty card in."""
        self._tell("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", OWNER_PIN)

    def put(self, private: Private, key: str, *certificates: x509.Certificate, label: str = LABEL) -> None:
        """Put a key on a card with its certificate, and those above it."""
        file = self.folder / "key.pem"
        file.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self._tell("--import", str(file), "--token", label, "--pin", PIN, "--id", key, "--label", "key")
        file.unlink()
        self.certify(key, *certificates, label=label)

    def certify(self, key: str, *certificates: x509.Certificate, label: str = LABEL) -> None:
        """Put certificates on a card, the first for that key."""
        files = []
        for number, each in enumerate(certificates):
            files.append(str(self.folder / f"{number}.der"))
            Path(files[-1]).write_bytes(each.public_bytes(Encoding.DER))
        command = [sys.executable, "-c", _PUT, MODULE, label, PIN, key, *files]
        subprocess.run(command, check=True, env=os.environ | self.setting)

    @contextmanager
    def without_cards(self) -> Iterator[None]:
        """Take all cards out for a while."""
        aside = self.folder / "aside"
        self._cards.rename(aside)
        self._cards.mkdir()
        try:
            yield
        finally:
            shutil.rmtree(self._cards)
            aside.rename(self._cards)

    def _tell(self, *what: str) -> None:
        command = ["softhsm2-util", *what]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | self.setting)
