"""Glyphs that were drawn by number, put into the file as fonts: only those, with the words they stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Pdf, String

from consult_app.pdf.faces import folder, shaper

if TYPE_CHECKING:
    from pikepdf import Object

    from consult_app.pdf.shaping import Glyph, Piece

_PER_BLOCK = 100
_SYMBOLIC = 4
_TINY = 0.01


@dataclass(slots=True)
class Glyphs:
    """What was drawn of each face: a code for each glyph with each text that it stood for."""

    codes: dict[str, dict[tuple[int, str], int]] = field(default_factory=dict)
    widths: dict[tuple[str, int], float] = field(default_factory=dict)

    def show(self, piece: Piece, size: float) -> str:
        """Write the operators that show a piece's text from the point where the text matrix is."""
        name = self._name(piece.file)
        row: list[str] = []
        reached = 0.0
        for glyph in piece.glyphs:
            if glyph.text:
                back = 1000 * (reached - glyph.x)
                row += [*([_number(back)] if abs(back) > _TINY else ()), self._code(piece.file, glyph)]
                reached = glyph.x + glyph.width
        return f"/{name} {_number(size)} Tf [{' '.join(row)}] TJ"

    def embed(self, pdf: Pdf) -> None:
        """Put the fonts into the pages' resources."""
        for file, codes in self.codes.items():
            font = self._font(pdf, file, codes)
            for page in pdf.pages:
                page.obj.Resources.Font[f"/{self._name(file)}"] = font

    def _name(self, file: str) -> str:
        self.codes.setdefault(file, {})
        return f"G{list(self.codes).index(file) + 1}"

    def _code(self, file: str, glyph: Glyph) -> str:
        codes = self.codes[file]
        code = codes.setdefault((glyph.number, glyph.text), len(codes) + 1)
        self.widths[file, code] = glyph.width
        return f"<{code:04X}>"

    def _font(self, pdf: Pdf, file: str, codes: dict[tuple[int, str], int]) -> Object:
        program, numbers = _subset(file, {number for number, _ in codes})
        name = Name(f"/{_tag(file, codes)}+{file.removesuffix('.ttf')}")
        face = shaper(folder() / file)
        extents = face.get_font_extents("ltr")
        em = face.face.upem
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=Array(
                [-1000, round(1000 * extents.descender / em), 3000, round(1000 * extents.ascender / em)]
            ),
            ItalicAngle=0,
            Ascent=round(1000 * extents.ascender / em),
            Descent=round(1000 * extents.descender / em),
            CapHeight=700,
            StemV=80,
            FontFile2=pdf.make_stream(program, Length1=len(program)),
        )
        order = sorted(codes.items(), key=lambda each: each[1])
        glyphs = b"\0\0" + b"".join(numbers[number].to_bytes(2, "big") for (number, _), _ in order)
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDToGIDMap=pdf.make_stream(glyphs),
            DW=0,
            W=Array([1, Array([round(1000 * self.widths[file, code], 3) for _, code in order])]),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(_to_unicode([(code, text) for (_, text), code in order])),
            )
        )


def outlines(piece: Piece, size: float, x: float, y: float) -> str:
    """Write the operators that fill the marks of a piece that stands at a point; nothing without marks."""
    font = shaper(folder() / piece.file)
    scale = size / font.face.upem
    lines: list[str] = []
    for glyph in piece.glyphs:
        if not glyph.text:
            pen = _Pen(x + glyph.x * size, y + glyph.up * size, scale, lines)
            font.draw_glyph_with_pen(glyph.number, pen)
    return "\n".join((*lines, "f")) if lines else ""


@dataclass(slots=True)
class _Pen:
    """Takes a glyph's outline down as operators."""

    x: float
    y: float
    scale: float
    lines: list[str]
    last: tuple[float, ...] = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - HarfBuzz calls it
        self._write("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - HarfBuzz calls it
        self._write("l", point)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """A quadratic curve as a cubic one: control points at two thirds of the way."""
        first, second = (
            tuple(near + (far - near) * 2 / 3 for near, far in zip(point, control, strict=True))
            for point in (self.last, end)
        )
        self.curveTo(first, second, end)

    def curveTo(self, *points: tuple[float, ...]) -> None:  # noqa: N802 - HarfBuzz calls it
        self._write("c", *points)

    def closePath(self) -> None:  # noqa: N802 - HarfBuzz calls it
        self.lines.append("h")

    def _write(self, operator: str, *points: tuple[float, ...]) -> None:
        self.last = points[-1]
        numbers = (
            _number(base + each * self.scale)
            for point in points
            for base, each in zip((self.x, self.y), point, strict=True)
        )
        self.lines.append(f"{' '.join(numbers)} {operator}")


def _subset(file: str, numbers: set[int]) -> tuple[bytes, dict[int, int]]:
    """Cut a face down to some glyphs; gives it with the new number of each."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(numbers)
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"GDEF", b"MATH", b"DSIG")
    )
    face = shaper(folder() / file).face
    plan = uharfbuzz.SubsetPlan(face, wanted)
    return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)


def _tag(file: str, codes: dict[tuple[int, str], int]) -> str:
    """Make the six letters that name a subset."""
    import hashlib

    digest = hashlib.sha256(repr((file, sorted(codes))).encode()).digest()
    return "".join(chr(ord("A") + each % 26) for each in digest[:6])


def _to_unicode(said: list[tuple[int, str]]) -> bytes:
    lines = [b"<%04X> <%s>" % (code, _utf16(text).encode()) for code, text in said]
    blocks = [lines[start : start + _PER_BLOCK] for start in range(0, len(lines), _PER_BLOCK)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(each), b"\n".join(each)) for each in blocks)
    return b"%s%s%s" % (_HEAD, body, _TAIL)


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_TAIL = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
