"""Whatever is kept of a signing key, opened: the key itself, or where it lies on a card."""

from consult_app.domain import card
from consult_app.signing import cards
from consult_app.signing.keys import open_key
from consult_app.signing.signer import Signer


def open_signer(kept: bytes, opener: str) -> Signer:
    """Open a key with its secret, or with the PIN of the card that it lies on."""
    place = card.read(kept)
    return cards.opened(place, opener) if place else open_key(kept, opener)
