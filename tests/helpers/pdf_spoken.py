"""What a screen reader says: the structure tree in order; its own text goes before that of the page."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Page, String

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]*)>")
_WIDE = 2


def spoken(pdf: bytes, language: str = "") -> str:
    """Give all that is said, in one line; with a language, all that is said in that one."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        texts = {page.obj.objgen: _marked(page) for page in opened.pages}
        root = opened.Root
        said = _said(root.StructTreeRoot.K[0], texts, str(root.Lang))
        return "".join(words for tag, words in said if language in {"", tag})


def _said(
    element: Object, texts: dict[tuple[int, int], dict[int, str]], around: str
) -> Iterator[tuple[str, str]]:
    """Give the words of an element one after the other, each with the language that it is in."""
    tag = str(element.get(Name.Lang, around))
    if Name.ActualText in element:
        yield tag, str(element.ActualText)
        return
    kids = element.get(Name.K, Array())
    for kid in kids if isinstance(kids, Array) else (kids,):
        match kid.get(Name.Type):
            case Name.MCR:
                yield tag, texts[kid.Pg.objgen].get(int(kid.MCID), "")
            case Name.StructElem:
                yield from _said(kid, texts, tag)


def _marked(page: Page) -> dict[int, str]:
    """Read the text of each mark of a page."""
    fonts = {name: _codes(font) for name, font in page.obj.Resources.Font.items()}
    found: dict[int, str] = {}
    mark, font = -1, ""
    for instruction in pikepdf.parse_content_stream(page, "BDC EMC Tf Tj TJ"):
        operands, operator = instruction.operands, instruction.operator
        if operator == Operator("BDC"):
            properties = operands[1]
            mark = int(properties.get(Name.MCID, -1)) if isinstance(properties, Dictionary) else -1
        elif operator == Operator("EMC"):
            mark = -1
        elif operator == Operator("Tf"):
            font = str(operands[0])
        elif mark >= 0:
            shown = operands[0] if isinstance(operands[0], Array) else [operands[0]]
            strings = (bytes(each) for each in shown if isinstance(each, String))
            found[mark] = found.get(mark, "") + "".join(_decoded(each, fonts[font]) for each in strings)
    return found


def _codes(font: Object) -> tuple[int, dict[int, str]]:
    mapping = font.ToUnicode.read_bytes()
    wide = _WIDE if font.Subtype == Name.Type0 else 1
    return wide, {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _CODE.findall(mapping.partition(b"endcodespacerange")[2])
    }


def _decoded(shown: bytes, codes: tuple[int, dict[int, str]]) -> str:
    wide, texts = codes
    numbers = (int.from_bytes(shown[at : at + wide], "big") for at in range(0, len(shown), wide))
    return "".join(texts.get(each, "") for each in numbers)
