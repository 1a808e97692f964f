"""The command line: parse, call a use case, print.

Exit codes: 0 fine, 1 altered or problems found, 2 unusable input.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from consult_app.errors import ConsultError

if TYPE_CHECKING:
    from consult_app.content.diff import Change
    from consult_app.content.readability import Grades
    from consult_app.domain.proof import Proof
    from consult_app.domain.treatment import Treatment

FINE, FOUND, UNUSABLE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"consult-app: {_one_line(message)}. Try: {self.prog} --help\n")


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
        _complain(str(error))
        return UNUSABLE
    except BrokenPipeError:
        # The reader of our output went away (`… | head`): nothing is wrong, and nothing can be said to it.
        _drop_output()
        return FINE
    except OSError as error:
        # What no command names better: no room for the output or for temporary files.
        _complain(f"{error.strerror or error}. Make room, or check permissions.")
        _drop_output()
        return UNUSABLE
    return code


def _complain(what: str) -> None:
    print(f"consult-app: {_one_line(what)}", file=sys.stderr)


def _drop_output() -> None:
    """Let nothing be written any more; leaving the program would try once again, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> _Parser:
    from consult_app import __version__

    parser = _Parser(prog="consult-app", description="Guided consultation and signed consent, offline.")
    parser.add_argument("--version", action="version", version=f"consult-app {__version__}")
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title="commands", parser_class=_Parser)

    demo = commands.add_parser("demo", help="play the sample consultation and leave its documents")
    demo.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the documents")
    demo.set_defaults(run=_demo)

    verify = commands.add_parser("verify", help="is this file genuine?")
    verify.add_argument("file", type=Path, metavar="FILE.pdf")
    verify.add_argument("--json", action="store_true", help="print for a machine")
    verify.set_defaults(run=_verify)

    screen = commands.add_parser("screen", help="findings for a set of answers, without a window")
    screen.add_argument(
        "packs", nargs="+", metavar="PACK", help="a pack's id, as `forms list` shows it, or its folder"
    )
    screen.add_argument("--answers", type=Path, required=True, metavar="FILE.yaml")
    screen.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day of the consultation; today")
    screen.add_argument("--json", action="store_true", help="print for a machine")
    screen.set_defaults(run=_screen)

    forms = commands.add_parser("forms", help="the packs: check, list, show")
    actions = forms.add_subparsers(
        title="actions",
        required=True,
        parser_class=_Parser,
        metavar="new|check|list|show|diff|schema|approve",
    )
    new = actions.add_parser("new", help="write a starter pack with comments that say what to write")
    new.add_argument("name", metavar="NAME", help="the pack's id: small letters and digits, joined by - or _")
    new.add_argument("--in", dest="folder", type=Path, metavar="DIR", help="folder of forms for it")
    new.set_defaults(run=_forms_new)
    check = actions.add_parser("check", help="report every problem of the packs")
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="a pack or a folder of packs")
    check.add_argument("--grades", action="store_true", help="print the school grades of every passage")
    check.set_defaults(run=_forms_check)
    approve = actions.add_parser("approve", help="record that a clinical lead stands behind these words")
    approve.add_argument("pack", metavar="PACK", help="a pack's id, or its folder")
    approve.add_argument("--by", required=True, metavar="NAME", help="who approves")
    approve.add_argument("--role", required=True, help="as in “Clinical lead, dermatologist”")
    approve.add_argument("--registration", required=True, metavar="NUMBER")
    approve.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day of the approval; today")
    approve.set_defaults(run=_forms_approve)
    listing = actions.add_parser("list", help="list the packs")
    listing.set_defaults(run=_forms_list)
    show = actions.add_parser("show", help="questions with ids, kinds and choices; rules; risks")
    show.add_argument("pack", metavar="PACK")
    show.set_defaults(run=_forms_show)
    compare = actions.add_parser("diff", help="what changed between two versions of a pack")
    compare.add_argument("old", metavar="OLD", help="a pack's id, as `forms list` shows it, or its folder")
    compare.add_argument("new", metavar="NEW", help="the same")
    compare.set_defaults(run=_forms_diff)
    schema = actions.add_parser("schema", help="write what an editor needs to complete and check packs")
    schema.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for the schemas; .schema by the packs"
    )
    schema.set_defaults(run=_forms_schema)
    for each in (check, listing, show, compare):
        each.add_argument("--json", action="store_true", help="print for a machine")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day such as 2026-11-22") from None


def _window(_: argparse.Namespace) -> int:
    from consult_app.app import run_window

    return run_window()


def _demo(chosen: argparse.Namespace) -> int:
    from consult_app.services import play_sample

    out: Path = chosen.out
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)
    files = play_sample()
    for name, content in files.items():
        with _writing(out / name):
            (out / name).write_bytes(content)
    for name in files:
        print(out / name)
    return FINE


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ConsultError(
            "not-writable", f"{place} cannot be written: {error.strerror}.", "Choose another folder."
        ) from None


def _verify(chosen: argparse.Namespace) -> int:
    from consult_app.domain.proof import Verdict
    from consult_app.services import known_signers
    from consult_app.signing.verify import verify

    proof = verify(_read(chosen.file), known_signers())
    if chosen.json:
        _print_json(_proof_json(proof))
    elif proof.verdict is not Verdict.UNREADABLE:
        _print_proof(chosen.file, proof)
    if proof.verdict is Verdict.UNREADABLE:
        _complain(f"{chosen.file} is no document sealed by this program, or damaged. {proof.why}")
    return {Verdict.INTACT: FINE, Verdict.ALTERED: FOUND, Verdict.UNREADABLE: UNUSABLE}[proof.verdict]


def _print_proof(file: Path, proof: Proof) -> None:
    from consult_app.domain.proof import Verdict

    said = {
        Verdict.INTACT: "genuine: not a byte has changed since it was sealed.",
        Verdict.ALTERED: "ALTERED: this is not what was sealed.",
    }
    print(f"{file.name}: {said[proof.verdict]}")
    if proof.why:
        print(f"  Why: {proof.why}")
    for each in proof.signatures:
        known = "known" if each.known else "NOT known"
        print(f"  Sealed by:   {_one_line(each.signer)} ({known} on this machine)")
        print(f"  When:        {each.at.isoformat(sep=' ')}")
        print(f"  Meaning:     {_one_line(each.meaning)}")
        print(f"  Signature:   {'valid' if each.intact else 'NOT valid'}, key {each.fingerprint[:16]}…")
    print(f"  File:        {proof.length:,} bytes, SHA-256 {proof.sha256}")


def _proof_json(proof: Proof) -> dict[str, object]:
    return {
        "verdict": proof.verdict.value,
        "why": proof.why,
        "sha256": proof.sha256,
        "length": proof.length,
        "signatures": [
            {
                "field": each.field,
                "signer": each.signer,
                "at": each.at.isoformat(),
                "meaning": each.meaning,
                "valid": each.intact,
                "known": each.known,
                "fingerprint": each.fingerprint,
            }
            for each in proof.signatures
        ],
    }


def _screen(chosen: argparse.Namespace) -> int:
    from consult_app.content.answers import read_answers
    from consult_app.content.describe import describe_screening
    from consult_app.domain.combining import combined
    from consult_app.domain.questionnaire import DAY
    from consult_app.domain.screening import screen

    treatment = combined(_treatment(each) for each in chosen.packs)
    on: date = chosen.on or _today()
    given, answers = read_answers(_text(chosen.answers), str(chosen.answers), treatment, on)
    given[DAY] = on.isoformat()
    described = describe_screening(treatment, screen(treatment, given, answers), on)
    if chosen.json:
        _print_json(described)
        return FINE
    findings, missing = described["findings"], described["missing"]
    for each in findings:
        about = f" ({each['about']})" if len(chosen.packs) > 1 else ""
        print(f"{each['severity']:<9} {each['state']:<8} {each['rule']}: {each['title']}{about}")
        for answer in each["answers"]:
            print(f"    {answer['id']}: {answer['words']}")
        print(f"    sources: {', '.join(source['id'] for source in each['sources']) or 'none'}")
    print(f"{_counted(len(findings), 'finding')}; {_counted(len(missing), 'question')} without an answer")
    for each in missing:
        print(f"    {each['id']}: {each['question']}")
    return FINE


def _forms_check(chosen: argparse.Namespace) -> int:
    from consult_app.content.check import check, counts_in, grades_in
    from consult_app.services import practice_forms

    folder: Path = chosen.folder or practice_forms()
    if not folder.is_dir():
        raise ConsultError("unreadable", f"{folder} is no folder.", "Name a pack, or a folder of packs.")
    on = _today()
    problems = check(folder, on)
    counts = {} if problems else counts_in(folder, on)
    grades = grades_in(folder) if chosen.grades and not problems else {}
    if chosen.json:
        listed = [
            {"where": each.where, "code": each.code, "what": each.what, "remedy": each.remedy}
            for each in problems
        ]
        _print_json(
            {"problems": listed, "packs": counts, **({"grades": _grades_json(grades)} if grades else {})}
        )
        return FOUND if problems else FINE
    for each in problems:
        print(f"{each.where}: {each.what} {each.remedy}")
    for pack, passages in grades.items():
        for name, grade in passages.items():
            print(f"{pack} {name}: Flesch-Kincaid {grade.flesch_kincaid:g}, SMOG {grade.smog:g}")
    for pack, count in counts.items():
        print(f"{pack}: {', '.join(f'{number:g} {name}' for name, number in count.items())}")
    print(_counted(len(problems), "problem"))
    return FOUND if problems else FINE


def _grades_json(grades: dict[str, dict[str, Grades]]) -> dict[str, object]:
    return {
        pack: {
            name: {"flesch_kincaid": each.flesch_kincaid, "smog": each.smog, "longest_sentence": each.longest}
            for name, each in passages.items()
        }
        for pack, passages in grades.items()
    }


def _forms_approve(chosen: argparse.Namespace) -> int:
    from consult_app.content.approving import approve
    from consult_app.domain.treatment import Approval

    home, pack = _place(chosen.pack)
    approval = Approval(chosen.by, chosen.role, chosen.registration, chosen.on or _today())
    with _writing(home):
        treatment = approve(home, pack, approval)
    print(f"{treatment.id} {treatment.version}: approved by {_one_line(approval.name)} on {approval.on}")
    print(f"  digest {treatment.digest}")
    return FINE


def _forms_list(chosen: argparse.Namespace) -> int:
    from consult_app.content.describe import describe_packs
    from consult_app.services import library

    described = describe_packs(library().packs())
    if chosen.json:
        _print_json(described)
        return FINE
    for each in described:
        print(
            f"{each['id']}  {each['name']} {each['version']}  {each['status']}, review by {each['review_by']}"
        )
    for each in describe_packs(library().published()):
        print(f"{each['id']}@{each['version']}  kept as it was approved, digest {each['digest'][:12]}")
    return FINE


def _forms_show(chosen: argparse.Namespace) -> int:
    from consult_app.content.describe import describe_treatment

    described = describe_treatment(_treatment(chosen.pack))
    if chosen.json:
        _print_json(described)
        return FINE
    print(f"{described['name']} {described['version']} ({described['status']}), digest {described['digest']}")
    for question in described["questions"]:
        choices = ", ".join(choice["id"] for choice in question["choices"])
        print(
            f"  {question['id']} [{question['kind']}{': ' + choices if choices else ''}] {question['text']}"
        )
    for rule in described["rules"]:
        print(f"  {rule['id']} [{rule['severity']}] {rule['title']}")
    for risk in described["risks"]:
        print(f"  {risk['id']} [{risk['frequency']}] {risk['name']}")
    return FINE


def _forms_diff(chosen: argparse.Namespace) -> int:
    from consult_app.content.describe import describe_changes
    from consult_app.content.diff import diff

    changes = diff(_treatment(chosen.old), _treatment(chosen.new))
    if chosen.json:
        _print_json(describe_changes(changes))
    else:
        _print_changes(changes)
    return FOUND if changes else FINE


def _print_changes(changes: tuple[Change, ...]) -> None:
    kind = ""
    for each in changes:
        if each.kind != kind:
            kind = each.kind
            print(f"{kind}:")
        weaker = "  WEAKER" if each.weaker else ""
        print(f"  {each.how.value:<8} {'  '.join(word for word in (each.id, each.name) if word)}{weaker}")
        for change in each.differences:
            field = f"{change.field}: " if change.field else ""
            print(f"      {field}{_one_line(change.old)} → {_one_line(change.new)}")
    weaker_ones = sum(each.weaker for each in changes)
    print(f"{_counted(len(changes), 'change')}, {weaker_ones} weaker" if changes else "Nothing changed.")


def _forms_new(chosen: argparse.Namespace) -> int:
    from consult_app.content.starter import write_starter

    written = write_starter(chosen.folder or _packs_here(), chosen.name, _today())
    for each in written:
        print(each)
    print(f"Put your own words in place of the examples, then: consult-app forms check {written[-1]}")
    return FINE


def _forms_schema(chosen: argparse.Namespace) -> int:
    from consult_app.content.schema import editor_settings, schemas

    packs = _packs_here()
    out: Path = chosen.out or packs / ".schema"
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        with _writing(out / name):
            (out / name).write_text(_json(schema) + "\n", encoding="utf-8")
        print(out / name)
    print("In .vscode/settings.json:")
    _print_json(editor_settings(out.as_posix(), packs.as_posix()))
    return FINE


def _packs_here() -> Path:
    """Where packs are written: in the folder `forms` of the current folder, or else in the current folder."""
    forms = Path("forms")
    return forms if forms.is_dir() else Path()


def _treatment(pack: str) -> Treatment:
    """Read a pack by its id, from its folder while it is being written, or an approved version of it."""
    from consult_app.content.library import Library

    pack, at, version = pack.partition("@")
    home, pack_id = _place(pack)
    library = Library(home)
    return library.version(pack_id, version) if at else library.treatment(pack_id)


def _place(pack: str) -> tuple[Path, str]:
    """Give the folder of forms and the id of a pack that is named by its id or its folder.

    A variant is named like its pack: `mesotherapy.uk`, or `forms/mesotherapy.uk`.
    """
    from consult_app.services import practice_forms

    folder = Path(pack)
    name, dot, variants = folder.name.partition(".")
    for named, tags in ((folder, ""), (folder.with_name(name) if name else folder, f"{dot}{variants}")):
        if (named / "pack.yaml").is_file():
            return named.resolve().parent, f"{named.resolve().name}{tags}"
    return practice_forms(), pack


def _today() -> date:
    return datetime.now().astimezone().date()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConsultError(
            "unreadable", f"{file} cannot be read: {error.strerror}.", "Check the name."
        ) from None


def _text(file: Path) -> str:
    try:
        return _read(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConsultError("unreadable", f"{file} is not UTF-8 text.", "Save it as UTF-8.") from None


def _print_json(value: object) -> None:
    print(_json(value))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _one_line(text: str) -> str:
    return "".join(each if each.isprintable() else "\ufffd" for each in " ".join(text.split()))
