"""Whom something is encrypted to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipient:
    """A certificate as PEM, whom it names, and its SHA-256 in hex; its private key is nowhere here."""

    certificate: str
    subject: str
    fingerprint: str
