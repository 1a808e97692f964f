"""Paper that comes back: its square code read, its picture put upright."""

from consult_app.scanning.reading import read, turned

__all__ = ["read", "turned"]
