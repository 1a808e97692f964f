"""The encrypted vault: every answer, every sealed record."""
