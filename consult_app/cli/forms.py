"""The commands about packs: check, list, show, new, diff, schema, approve."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.cli.saying import (
    FINE,
    FOUND,
    counted,
    day_of,
    one_line,
    packs_here,
    place_of,
    print_json,
    secret_of,
    today,
    treatment_of,
    writing,
)
from consult_app.errors import ConsultError

if TYPE_CHECKING:
    from consult_app.content.readability import Grades
    from consult_app.domain.changes import Change
    from consult_app.domain.treatment import Treatment


def add_forms(forms: argparse.ArgumentParser) -> None:
    """Add the commands about packs to their parser."""
    actions = forms.add_subparsers(
        title="actions",
        required=True,
        parser_class=type(forms),
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
    approve.add_argument("--by", default="", metavar="NAME", help="who approves packs outside a practice")
    approve.add_argument("--role", default="", help="as in “Clinical lead, dermatologist”")
    approve.add_argument("--registration", default="", metavar="NUMBER")
    approve.add_argument(
        "--user", default="", metavar="NAME", help="the lead who approves the packs of the practice's vault"
    )
    approve.add_argument("--on", type=day_of, metavar="YYYY-MM-DD", help="the day of the approval; today")
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


def _forms_check(chosen: argparse.Namespace) -> int:
    from consult_app.content.check import check, counts_in, grades_in, lacks
    from consult_app.services import practice_forms

    folder: Path = chosen.folder or practice_forms()
    if not folder.is_dir():
        raise ConsultError("unreadable", f"{folder} is no folder.", "Name a pack, or a folder of packs.")
    on = today()
    problems = check(folder, on)
    counts = {} if problems else counts_in(folder, on)
    grades = grades_in(folder) if chosen.grades and not problems else {}
    if chosen.json:
        listed = [
            {"where": each.where, "code": each.code, "what": each.what, "remedy": each.remedy}
            for each in problems
        ]
        print_json(
            {"problems": listed, "packs": counts, **({"grades": _grades_json(grades)} if grades else {})}
        )
        return FOUND if problems else FINE
    for each in problems:
        print(f"{each.where}: {each.what} {each.remedy}")
    for each in () if problems else lacks(folder):
        print(f"{each.where}: not translated yet: {each.what} {each.remedy}")
    for pack, passages in grades.items():
        for name, grade in passages.items():
            print(f"{pack} {name}: Flesch-Kincaid {grade.flesch_kincaid:g}, SMOG {grade.smog:g}")
    for pack, count in counts.items():
        print(f"{pack}: {', '.join(f'{number:g} {name}' for name, number in count.items())}")
    print(counted(len(problems), "problem"))
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
    from consult_app.services import is_of_practice

    home, pack = place_of(chosen.pack)
    with writing(home):
        approve = _approve_as_user if is_of_practice(home) else _approve_by_name
        treatment = approve(chosen, home, pack)
    approval = treatment.governance.approval
    assert approval is not None  # noqa: S101 - it was approved just now
    print(f"{treatment.id} {treatment.version}: approved by {one_line(approval.name)} on {approval.on}")
    print(f"  digest {treatment.digest}")
    return FINE


def _approve_as_user(chosen: argparse.Namespace, home: Path, pack: str) -> Treatment:
    from consult_app.services import approve_as_user

    if chosen.by or chosen.role or chosen.registration:
        raise ConsultError(
            "unreadable",
            "The vault of this machine works with these packs: a lead approves as the user they are.",
            "Leave out --by, --role and --registration; name the user with --user.",
        )
    return approve_as_user(home, pack, secret_of("Passphrase: "), chosen.user, chosen.on or today())


def _approve_by_name(chosen: argparse.Namespace, home: Path, pack: str) -> Treatment:
    from consult_app.content.approving import approve
    from consult_app.domain.treatment import Approval

    if not (chosen.by and chosen.role and chosen.registration):
        raise ConsultError("unreadable", "Say who approves: --by, --role and --registration.")
    return approve(home, pack, Approval(chosen.by, chosen.role, chosen.registration, chosen.on or today()))


def _forms_list(chosen: argparse.Namespace) -> int:
    from consult_app.content.describe import describe_packs
    from consult_app.services import library

    described = describe_packs(library().packs())
    if chosen.json:
        print_json(described)
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

    described = describe_treatment(treatment_of(chosen.pack))
    if chosen.json:
        print_json(described)
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

    changes = diff(treatment_of(chosen.old), treatment_of(chosen.new))
    if chosen.json:
        print_json(describe_changes(changes))
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
            print(f"      {field}{one_line(change.old)} → {one_line(change.new)}")
    weaker_ones = sum(each.weaker for each in changes)
    print(f"{counted(len(changes), 'change')}, {weaker_ones} weaker" if changes else "Nothing changed.")


def _forms_new(chosen: argparse.Namespace) -> int:
    from consult_app.content.starter import write_starter

    written = write_starter(chosen.folder or packs_here(), chosen.name, today())
    for each in written:
        print(each)
    print(f"Put your own words in place of the examples, then: consult-app forms check {written[-1]}")
    return FINE


def _forms_schema(chosen: argparse.Namespace) -> int:
    from consult_app.content.schema import editor_settings, schemas
    from consult_app.services import as_json

    packs = packs_here()
    out: Path = chosen.out or packs / ".schema"
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        with writing(out / name):
            (out / name).write_text(as_json(schema) + "\n", encoding="utf-8")
        print(out / name)
    print("In .vscode/settings.json:")
    print_json(editor_settings(out.as_posix(), packs.as_posix()))
    return FINE
