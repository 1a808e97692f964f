"""The command line: parse, call a use case, print.

Exit codes: 0 fine, 1 altered or problems found, 2 unusable input, 130 stopped.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from consult_app.cli.audit import add_audit
from consult_app.cli.backup import add_backup, add_restore
from consult_app.cli.blank import add_blank
from consult_app.cli.forms import add_forms
from consult_app.cli.ink import add_ink
from consult_app.cli.practice import add_practice
from consult_app.cli.rescue import add_rescue
from consult_app.cli.saying import (
    FINE,
    FOUND,
    STOPPED,
    UNUSABLE,
    complain,
    counted,
    day_of,
    drop_output,
    one_line,
    print_json,
    read_bytes,
    read_text,
    today,
    treatment_of,
    writing,
)
from consult_app.cli.verify import add_verify
from consult_app.errors import ConsultError
from consult_app.private_file import write_private

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""What tells Qt on Linux where a window can open; without any of them it would end with a crash."""


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"consult-app: {one_line(message)}. Try: {self.prog} --help\n")


def run(arguments: Sequence[str]) -> int:
    """Run one command; gives its exit code. Expected failures become one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter of a name must not end the program.
            stream.reconfigure(errors="backslashreplace")
    try:
        chosen = _parser().parse_args(arguments)
        code: int = chosen.run(chosen)
        # Where there is nothing to print to (a window without a terminal), this does nothing.
        print(end="", flush=True)
    except ConsultError as error:
        complain(str(error))
        return UNUSABLE
    except KeyboardInterrupt:
        # What was half done is undone by then: everything that is kept is kept whole.
        complain("stopped.")
        return STOPPED
    except BrokenPipeError:
        # The reader of our output went away (`… | head`): nothing is wrong, and nothing can be said to it.
        drop_output()
        return FINE
    except OSError as error:
        # What no command names better: no room for the output or for temporary files.
        complain(f"{error.strerror or error}. Make room, or check permissions.")
        drop_output()
        return UNUSABLE
    return code


def _parser() -> _Parser:
    from consult_app import __version__

    parser = _Parser(prog="consult-app", description="Guided consultation and signed consent, offline.")
    parser.add_argument("--version", action="version", version=f"consult-app {__version__}")
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title="commands", parser_class=_Parser)

    demo = commands.add_parser("demo", help="play the sample consultation and leave its documents")
    demo.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the documents")
    demo.set_defaults(run=_demo)

    add_blank(commands.add_parser("blank", help="the form of a pack, to be filled in by hand"))

    verify = commands.add_parser("verify", help="is this file genuine?")
    add_verify(verify)

    record = commands.add_parser("record", help="print the record inside a document")
    record.add_argument("file", type=Path, metavar="FILE.pdf")
    record.add_argument(
        "--rebuild",
        type=Path,
        metavar="OUT.pdf",
        help="make the document again from it, as it was before the seal, and compare",
    )
    record.add_argument(
        "--fhir",
        action="store_true",
        help="print it as a FHIR R4 bundle, with the document, for other programs",
    )
    record.set_defaults(run=_record)

    add_ink(commands.add_parser("ink", help="how the signatures were drawn, with the practice's private key"))

    screen = commands.add_parser("screen", help="findings for a set of answers, without a window")
    screen.add_argument(
        "packs", nargs="+", metavar="PACK", help="a pack's id, as `forms list` shows it, or its folder"
    )
    screen.add_argument("--answers", type=Path, required=True, metavar="FILE.yaml")
    screen.add_argument("--on", type=day_of, metavar="YYYY-MM-DD", help="the day of the consultation; today")
    screen.add_argument("--json", action="store_true", help="print for a machine")
    screen.set_defaults(run=_screen)

    add_rescue(commands.add_parser("rescue", help="bring out what is whole of a damaged vault"))
    add_audit(commands.add_parser("audit", help="the vault's log: is all of it there, and nothing changed?"))
    add_backup(commands.add_parser("backup", help="copies of the vault: make, list, check"))
    add_restore(commands.add_parser("restore", help="put a backup back, on this or on a fresh machine"))
    add_practice(commands.add_parser("practice", help="one vault in several rooms, on the practice's server"))
    add_forms(commands.add_parser("forms", help="the packs: write, check, compare, approve"))
    return parser


def _window(_: argparse.Namespace) -> int:
    if sys.platform == "linux" and not any(os.environ.get(each) for each in _DISPLAYS):
        complain(
            "there is no display here. Start it on a desktop; or `consult-app demo --out DIR` plays "
            "the sample consultation, and `consult-app --help` names what else needs no window."
        )
        return UNUSABLE
    from consult_app.app import run_window

    return run_window()


def _demo(chosen: argparse.Namespace) -> int:
    from consult_app.services import play_sample

    out: Path = chosen.out
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    files = play_sample()
    for name, content in files.items():
        with writing(out / name):
            (out / name).write_bytes(content)
    for name in files:
        print(out / name)
    return FINE


def _record(chosen: argparse.Namespace) -> int:
    from consult_app.services import fhir, rebuild, record_inside

    pdf = read_bytes(chosen.file)
    if chosen.fhir:
        print(fhir(pdf).decode())
        return FINE
    content = record_inside(pdf)
    if chosen.rebuild is None:
        print_json(json.loads(content))
        return FINE
    made = rebuild(pdf, content)
    with writing(chosen.rebuild):
        write_private(chosen.rebuild, made)
    same = pdf.startswith(made)
    print(f"{chosen.rebuild}: {'byte for byte' if same else 'NOT'} what was sealed in {chosen.file.name}")
    return FINE if same else FOUND


def _screen(chosen: argparse.Namespace) -> int:
    from consult_app.content.answers import read_answers
    from consult_app.content.describe import describe_screening
    from consult_app.domain.combining import combined
    from consult_app.domain.questionnaire import DAY
    from consult_app.domain.screening import screen

    treatment = combined(treatment_of(each) for each in chosen.packs)
    on: date = chosen.on or today()
    given, answers = read_answers(read_text(chosen.answers), str(chosen.answers), treatment, on)
    given[DAY] = on.isoformat()
    described = describe_screening(treatment, screen(treatment, given, answers), on, tuple(answers))
    if chosen.json:
        print_json(described)
        return FINE
    findings, missing = described["findings"], described["missing"]
    for each in findings:
        about = f" ({each['about']})" if len(chosen.packs) > 1 else ""
        print(f"{each['severity']:<9} {each['state']:<8} {each['rule']}: {each['title']}{about}")
        for answer in each["answers"]:
            print(f"    {answer['id']}: {answer['words']}")
        print(f"    sources: {', '.join(source['id'] for source in each['sources']) or 'none'}")
    print(f"{counted(len(findings), 'finding')}; {counted(len(missing), 'question')} without an answer")
    for each in missing:
        print(f"    {each['id']}: {each['question']}")
    if described["not_asked"]:
        print(f"not used, since what else is known does not lead there: {', '.join(described['not_asked'])}")
    return FINE
