"""`consult-app ink`: how the signatures of a document were drawn, for whoever has the practice's key."""

from __future__ import annotations

import argparse
import json
from hashlib import sha256
from pathlib import Path

from consult_app.cli.saying import FINE, read_bytes, secret_of, writing
from consult_app.domain.ink_picture import picture
from consult_app.domain.inkml import inkml_of, read_inkml
from consult_app.errors import RecordError
from consult_app.private_file import write_private


def add_ink(ink: argparse.ArgumentParser) -> None:
    """Take the arguments of the command."""
    ink.add_argument("file", type=Path, metavar="FILE", help="a sealed document, or InkML")
    ink.add_argument(
        "--key", type=Path, metavar="KEY.pem", help="the private key of the certificate, for a document"
    )
    ink.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of printing it")
    ink.add_argument("--picture", action="store_true", help="draw it (SVG) instead of giving its numbers")
    ink.set_defaults(run=_ink)


def _ink(chosen: argparse.Namespace) -> int:
    text = _read(read_bytes(chosen.file), chosen.key)
    if chosen.picture:
        text = picture(read_inkml(text))
    if chosen.out is None:
        print(text, end="")
        return FINE
    with writing(chosen.out):
        write_private(chosen.out, text.encode())
    print(chosen.out)
    return FINE


def _read(content: bytes, key: Path | None) -> str:
    """Give InkML as it is, and that in a document once it is unlocked."""
    if not content.startswith(b"%PDF-"):
        return inkml_of(content)
    if key is None:
        raise RecordError(
            "ink-key-missing", "How somebody wrote is encrypted in a document.", "Add --key KEY.pem."
        )
    from consult_app.services import unlock_ink

    return unlock_ink(_locked(content), read_bytes(key), lambda: secret_of("Passphrase of the key: "))


def _locked(pdf: bytes) -> bytes:
    """Take it out of the file, where it is the one that the record names."""
    from consult_app.services import ink_inside, record_inside

    locked, record = ink_inside(pdf), json.loads(record_inside(pdf))
    if not locked:
        raise RecordError(
            "ink-missing", "There is no handwriting in this file beside what its pages show.",
            "It is put in only where a certificate for it was chosen in the settings before.",
        )  # fmt: skip
    if record.get("locked_ink_sha256") != sha256(locked).hexdigest():
        raise RecordError("ink-other", "The handwriting in this file is not the one that its record names.")
    return locked
