"""Use cases, which know the outside world only by the shape of their ports."""
