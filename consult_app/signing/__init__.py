"""Keys, seals and their verification."""
