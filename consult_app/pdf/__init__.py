"""A composed document out as the bytes of a PDF."""
