"""Use cases: what a person wants done, said with the domain's values and the shapes in `ports`.

No Qt, no adapters.
"""
