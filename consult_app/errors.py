"""Everything that the world can do to us, each with a stable code; anything else is a bug."""


class ConsultError(Exception):
    """An expected failure: a code for programs, what happened and what to do next for people."""

    def __init__(self, code: str, what: str = "", remedy: str = "") -> None:
        super().__init__(code, what, remedy)
        self.code = code
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return " ".join(part for part in (self.what or self.code, self.remedy) if part)


class SigningError(ConsultError):
    """A key can't be used or a document can't be sealed."""
