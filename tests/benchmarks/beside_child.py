"""Lays text out with fpdf2 or WeasyPrint; run by `beside` in an environment that has one of them."""

from __future__ import annotations

import json
import sys
import time
from html import escape
from pathlib import Path
from typing import Any

SIZES = {"h1": 20, "h2": 12.5, "h3": 9, "p": 9.5}


def with_fpdf2(blocks: list[Any], fonts: dict[str, str]) -> bytes:
    """Set every block below the other, tables as tables."""
    from fpdf import FPDF  # type: ignore[import-not-found]

    pdf = FPDF()
    pdf.add_font("noto", "", fonts["REGULAR"])
    pdf.add_font("noto", "B", fonts["SEMIBOLD"])
    pdf.set_margin(15)
    pdf.add_page()
    for kind, said in blocks:
        if kind == "table":
            pdf.set_font("noto", "", 8)
            with pdf.table(line_height=4) as table:
                for row in said:
                    table.row(row)
            continue
        pdf.set_font("noto", "B" if kind != "p" else "", SIZES[kind])
        for each in said:
            pdf.multi_cell(0, SIZES[kind] * 0.47, each, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def with_weasyprint(blocks: list[Any], fonts: dict[str, str]) -> bytes:
    """Have the same as HTML laid out."""
    from weasyprint import HTML  # type: ignore[import-not-found]

    style = (
        f"@font-face {{font-family: noto; src: url(file://{fonts['REGULAR']})}}"
        "@page {size: A4; margin: 20mm 15mm} body {font: 9.5pt noto} table {font-size: 8pt}"
    )
    body = "".join(_html(kind, said) for kind, said in blocks)
    made: bytes = HTML(string=f"<style>{style}</style>{body}").write_pdf()
    return made


def _html(kind: str, said: list[Any]) -> str:
    if kind == "table":
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in said)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    return "".join(f"<{kind}>{escape(each)}</{kind}>" for each in said)


def main() -> None:
    """Print as JSON how long each run took, and what came of it."""
    asked = json.load(sys.stdin)
    draw = {"fpdf2": with_fpdf2, "WeasyPrint": with_weasyprint}[sys.argv[1]]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else asked["runs"] + 1
    taken, made = [], b""
    for _ in range(runs):
        start = time.perf_counter()
        made = draw(asked["blocks"], asked["fonts"])
        taken.append((time.perf_counter() - start) * 1000)
    # Not ru_maxrss: a child begins with its parent's there.
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(each for each in status if each.startswith("VmHWM"))
    print(json.dumps({"ms": taken[1:] or taken, "bytes": len(made), "peak": int(peak.split()[1]) / 1000}))


if __name__ == "__main__":
    main()
