"""Small joints between words."""

from __future__ import annotations


def sentence(text: str) -> str:
    """End a text as a sentence ends; what says nothing is none."""
    return text if not text.strip() or text.endswith((".", "!", "?")) else f"{text}."


def capital(text: str) -> str:
    """Begin a text as a sentence begins."""
    return text[:1].upper() + text[1:]


def joined(*parts: str, by: str = " ") -> str:
    """Put together those parts that say something."""
    return by.join(part.strip() for part in parts if part.strip())
