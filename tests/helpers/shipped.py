"""What checking the packs that ship finds: worked out once, for all tests that look at it."""

from functools import cache

from consult_app.assets import forms_folder
from consult_app.content.check import Problem, check


@cache
def problems() -> tuple[Problem, ...]:
    """Check them all."""
    return check(forms_folder())
