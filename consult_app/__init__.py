"""Consult: guided consultation and signed consent for aesthetic treatments, offline."""

__version__ = "0.1.0"
