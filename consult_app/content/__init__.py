"""YAML packs in: read, typed, checked and versioned."""
