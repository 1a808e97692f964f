from __future__ import annotations

from io import BytesIO

import pikepdf
from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas

from consult_app.assets import resource
from consult_app.pdf.render import render
from tests.helpers.sample_documents import LABELS, consent, signatures


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


def long_form(pages: int) -> bytes:
    """A form as it is signed, over and over until it has so many pages."""
    form = render(consent(), LABELS, signatures(), fonts=resource("fonts"))
    out = BytesIO()
    with pikepdf.open(BytesIO(form)) as once, pikepdf.new() as long:
        del once.Root.AcroForm
        for page in once.pages:
            if "/Annots" in page:
                del page["/Annots"]
        while len(long.pages) < pages:
            long.pages.extend(once.pages[: pages - len(long.pages)])
        long.save(out)
    return out.getvalue()
