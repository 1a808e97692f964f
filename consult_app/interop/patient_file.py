"""A file of patients, of whichever kind: which kind it is stands in its first bytes."""

from __future__ import annotations

from codecs import BOM_UTF8

from consult_app.domain.table import Table
from consult_app.errors import TableError
from consult_app.interop.csv_patients import read_table
from consult_app.interop.fhir_patients import is_fhir, read_fhir
from consult_app.interop.gdt import is_gdt, read_gdt
from consult_app.interop.hl7v2 import is_hl7, read_hl7

MOST_BYTES = 50_000_000
MOST_LINES = 8_000_000


def read_patients(content: bytes, encoding: str = "", delimiter: str = "") -> Table:
    """Read a file as what it is; what is not said is found. TableError, with a line where there is one."""
    if len(content) > MOST_BYTES or content.count(b"\n") + content.count(b"\r") > MOST_LINES:
        raise TableError("table-too-large")
    if is_fhir(content):
        return read_fhir(content)
    if is_gdt(content):
        return read_gdt(content, encoding)
    if is_hl7(content):
        return read_hl7(content, encoding)
    if content[:1_000].removeprefix(BOM_UTF8).lstrip().startswith(b"<"):
        raise TableError("table-xml")
    return read_table(content, encoding, delimiter)
