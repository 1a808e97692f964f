"""When memory is looked through for what nobody needs any more: while nobody waits."""

import gc

_NEVER = 1_000_000


def settle() -> None:
    """Leave out from now on what the program consists of, and everything that is old until somebody tidies.

    Python would look through it all whenever it likes, for a tenth of a second in which nobody is answered.
    """
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)


def tidy() -> None:
    """Let go of what nobody needs any more."""
    gc.collect()
