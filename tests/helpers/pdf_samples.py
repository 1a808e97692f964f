from __future__ import annotations

from io import BytesIO

from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas


def sample_pdf(pages: int = 3) -> bytes:
    """A PDF with `pages` A4 pages: "Page n" and a red square at the top left."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in range(1, pages + 1):
        canvas.drawString(250, 400, f"Page {page}")
        canvas.setFillColor(red)
        canvas.rect(0, 742, 100, 100, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
