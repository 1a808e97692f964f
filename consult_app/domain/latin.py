"""Latin letters, which every face that we print with holds: most names need no face opened to be sure."""

import re

_LATIN = re.compile("[ -~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0148\u014a-\u017e]*")


def is_latin(text: str) -> bool:
    """Whether a text is of printable ASCII and the letters of Latin-1 and Latin Extended-A alone."""
    return _LATIN.fullmatch(text) is not None
