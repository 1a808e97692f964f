"""Files in which other programs hand over the same patient, and what is read of them."""

import json
from datetime import date

from consult_app.domain.consultation import Patient
from consult_app.domain.incoming import read_lines
from consult_app.domain.table import find_columns
from consult_app.interop.patient_file import read_patients

TODAY = date(2026, 11, 28)

GDT = (
    "01380006301\r\n014810000183\r\n01092063\r\n0178315EKG_TYP1\r\n014921802.10\r\n0143000A-1003\r\n"
    "0153101Müller\r\n0143102Jörg\r\n017310312031984\r\n01031101\r\n0123622178\r\n"
)
FHIR = {
    "resourceType": "Patient",
    "identifier": [{"system": "urn:practice", "value": "A-1003"}],
    "name": [{"use": "official", "family": "Müller", "given": ["Jörg"]}],
    "gender": "male",
    "birthDate": "1984-03-12",
}
HL7 = (
    "MSH|^~\\&|HIS|WARD|CONSULT|ROOM|20261128101500||ADT^A04^ADT_A01|17|P|2.5|||||DEU|UNICODE UTF-8\r"
    "EVN|A04|20261128101500\r"
    "PID|1||A-1003^^^HIS^MR~9434765919^^^NHS^NH||Müller^Jörg^^^^^L||19840312|M|||Hauptstr. 1^^Bremen\r"
    "PV1|1|O\r"
)


def one_a_line(*patients: object) -> bytes:
    """Write resources as NDJSON."""
    return "".join(f"{json.dumps(each)}\n" for each in patients).encode()


def patients(content: bytes, encoding: str = "") -> tuple[list[Patient], list[tuple[int, str]]]:
    """Read a file; give who comes of it, and why others do not."""
    table = read_patients(content, encoding)
    columns = find_columns(table)
    if columns.lacking:
        return [], []
    came, refused = read_lines(table, columns, TODAY)
    return [each.patient for each in came], [(each.line, each.fault.value) for each in refused]


def name(content: bytes, encoding: str = "") -> str:
    """Give the name of the only patient."""
    [one], refused = patients(content, encoding)
    assert refused == []
    return one.name


def fault(content: bytes, encoding: str = "") -> str:
    """Say why the only patient stays out."""
    came, [(_, why)] = patients(content, encoding)
    assert came == []
    return why
