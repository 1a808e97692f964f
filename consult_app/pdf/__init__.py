"""A composed document as PDF: laid out, tagged for screen readers, fit for the archive."""

from consult_app.pdf import lean as lean
from consult_app.pdf.render import missing_characters, render
from consult_app.pdf.theme import A4, LETTER, Paper

__all__ = ["A4", "LETTER", "Paper", "missing_characters", "render"]
