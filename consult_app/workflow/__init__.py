<<<<<<< HEAD
"""Use cases: what a person wants done, said with the domain's values and the shapes in `ports`. No Qt, no adapters."""
=======
"""Use cases, which know the outside world only by the shape of their ports."""
>>>>>>> project
