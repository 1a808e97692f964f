"""YAML in: typed, checked, versioned. The only place that reads packs and files of answers."""
