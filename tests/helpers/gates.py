# ruff: noqa: T201  printing is how it reports
"""Breaks the gates one at a time in a copy of the program, and looks whether a test notices."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from tempfile import TemporaryDirectory

from tests.helpers.failures_of_others import OF_OTHERS
from tests.helpers.mutant import Mutant

ROOT = Path(__file__).parents[2]
_PARTS = ("consult_app", "forms", "resources", "tests")
_LONGEST_S = 300

_READINESS = "consult_app/domain/readiness.py"
_CONSULTATION = "consult_app/domain/consultation.py"
_PATIENT_WINDOW = "consult_app/ui/patient_window.py"
_PATIENT_MODE = "tests/ui/test_patient_mode.py::"
_SEQUELS = "tests/unit/workflow/test_sequels.py::"


MUTANTS = (
    Mutant(
        "what was changed under a later signature is not found",
        "consult_app/signing/additions.py",
        " and not _changed(reader, after[0])",
        "",
        "tests/contract/test_signing_verify.py::test_a_change_made_in_one_with_a_later_signature_is_found",
    ),
    Mutant(
        "a file without its withdrawal is called the newest",
        "consult_app/workflow/checking.py",
        "        return Standing.OLDER",
        "        return Standing.NEWEST",
        "tests/unit/workflow/test_checking.py::test_a_file_without_what_was_added_since_is_older",
    ),
    Mutant(
        "a stop does not block",
        _READINESS,
        "if not finding.settled and not waits:",
        'if not finding.settled and not waits and finding.rule.severity.value != "stop":',
        "tests/unit/domain/test_readiness.py::test_a_single_thing_that_is_missing_is_named",
    ),
    Mutant(
        "an open finding does not block",
        _READINESS,
        "if not finding.settled and not waits:",
        "if not finding.settled and not waits and finding.certain:",
        "tests/unit/domain/test_readiness.py::test_a_rule_that_waits_for_what_no_question_asks_is_a_gap",
    ),
    Mutant(
        "what is missing does not keep from signing",
        _CONSULTATION,
        "        if missing:\n            raise NotReadyError(missing)",
        "        if not missing and not document:\n            raise NotReadyError(missing)",
        "tests/unit/domain/test_consultation.py::test_nothing_is_reviewed_while_something_is_missing",
    ),
    Mutant(
        "paper is taken as signed with a page missing",
        _CONSULTATION,
        '        if self.missing:\n            raise NotReadyError(("pages",))\n',
        "",
        "tests/unit/domain/test_on_paper.py::"
        "test_it_is_complete_with_every_page_and_every_signer_and_not_before",
    ),
    Mutant(
        "a page of another document is filed",
        "consult_app/workflow/wet_ink.py",
        "if scan.said and scan.said not in state.codes:",
        "if scan.said and not state.codes:",
        "tests/unit/workflow/test_wet_ink.py::test_a_page_of_another_document_is_never_filed",
    ),
    Mutant(
        "a seal over paper does not say so",
        "consult_app/workflow/sealing.py",
        "if consented.scans else said",
        "if consented.locked_ink else said",
        "tests/unit/workflow/test_wet_ink.py::test_it_is_sealed_as_signed_on_paper_with_the_pages_behind_it",
    ),
    Mutant(
        "what is out on paper changes in the vault",
        _CONSULTATION,
        ".noting(other.noted) == other",
        ".noting(other.noted) is not other",
        "tests/contract/test_vault_on_paper.py::test_nothing_else_of_it_changes",
    ),
    Mutant(
        "a question that the patient asked does not block",
        _READINESS,
        "        *_asked(draft),\n",
        "",
        "tests/unit/domain/test_readiness.py::test_a_question_of_the_patient_waits_for_its_answer",
    ),
    Mutant(
        "last time's answers need no asking again",
        _READINESS,
        "        *_unconfirmed(treatment, draft, assessment),\n",
        "",
        "tests/unit/domain/test_readiness.py::test_a_single_thing_that_is_missing_is_named",
    ),
    Mutant(
        "an override is taken without a reason",
        "consult_app/workflow/consulting.py",
        "if finding.reason_needed and not reason.strip():",
        "if finding.reason_needed and reason is None:",
        "tests/unit/workflow/test_consulting.py::test_a_stop_is_not_answered_without_a_reason",
    ),
    Mutant(
        "an override without a reason settles a stop",
        "consult_app/domain/screening.py",
        "return self.override is not None and (bool(self.override.reason) or not self.reason_needed)",
        "return self.override is not None",
        "tests/unit/domain/test_screening.py::test_an_override_without_a_reason_settles_no_stop",
    ),
    Mutant(
        "an override outlives the answers behind it",
        "consult_app/domain/screening.py",
        "if each.rule == rule.id and each.certain == certain and each.grounds == grounds",
        "if each.rule == rule.id",
        "tests/unit/domain/test_screening.py::test_an_override_lapses_when_its_grounds_change",
    ),
    Mutant(
        "a hidden answer counts",
        "consult_app/domain/questionnaire.py",
        "            if truth is not Truth.TRUE:\n",
        "            if truth is not Truth.TRUE and question.id not in answers:\n",
        "tests/unit/domain/test_questionnaire.py::test_hidden_answers_are_not_used",
    ),
    Mutant(
        "a withdrawn card stays",
        "consult_app/ui/widgets/finding_list.py",
        "            gone.hide()\n            gone.deleteLater()\n",
        "",
        "tests/ui/test_findings.py::test_the_panel_shows_no_widget_of_a_finding_that_is_gone",
    ),
    Mutant(
        "a new stop is not announced",
        "consult_app/ui/finding_news.py",
        "            if some:\n",
        "            if some and not urgent:\n",
        "tests/ui/test_findings.py::test_what_is_new_is_told_and_stops_at_once",
    ),
    Mutant(
        "undo works after review began",
        "consult_app/ui/open_consultation.py",
        "        if isinstance(self.state, Draft):\n            self._turn(self._acts.back(self.state)",
        "        if self.state is not None:\n            self._turn(self._acts.back(self.draft)",
        "tests/ui/test_keyboard.py::test_nothing_is_taken_back_once_the_document_is_under_review",
    ),
    Mutant(
        "signing goes out of order",
        _CONSULTATION,
        "if signature.role is not self.next_role:",
        "if signature.role not in self.document.signers and not self.signatures:",
        "tests/unit/domain/test_consultation.py::test_a_signature_out_of_order_or_without_its_ink_is_refused",
    ),
    Mutant(
        "nobody need make sure whose document it is",
        "consult_app/workflow/sealing.py",
        "if not reviewed.signatures and reviewed.read_back is None:",
        "if not reviewed.signatures and reviewed.read_back == 0:",
        "tests/unit/workflow/test_staffing.py::test_nobody_signs_or_seals_in_another_name",
    ),
    Mutant(
        "a signer of whom nothing is said signs",
        _READINESS,
        "        *_asked(draft),\n        *_signers(draft),\n",
        "        *_asked(draft),\n",
        "tests/unit/domain/test_readiness.py::test_who_signs_has_to_be_named_also_for_a_refusal",
    ),
    Mutant(
        "a signature needs no ink",
        _CONSULTATION,
        "if (signature.way is Way.DRAWN) != (signature.ink is not None and bool(signature.ink.strokes)):",
        "if signature.way is not Way.DRAWN and signature.ink is not None:",
        "tests/unit/domain/test_consultation.py::test_a_signature_out_of_order_or_without_its_ink_is_refused",
    ),
    Mutant(
        "the conversation is reopened after a signature",
        _CONSULTATION,
        'signatures:\n            raise NotReadyError(("signed",))\n        return replace(',
        "revision < 0:\n            raise ValueError\n        return replace(",
        "tests/unit/domain/test_consultation.py::test_patient_then_clinician_sign_and_then_nothing_can_be_signed",
    ),
    Mutant(
        "a name typed wrongly signs",
        "consult_app/ui/widgets/signer_card.py",
        "if way is Way.TYPED and _folded(self._typed.text()) != _folded(name):",
        "if way is Way.TYPED and not self._typed.text():",
        "tests/ui/test_review_page.py::test_a_typed_name_signs_only_as_it_is_printed",
    ),
    Mutant(
        "a file that was not verified is called sealed",
        "consult_app/workflow/sealing.py",
        "if not same or proof.verdict is not Verdict.INTACT or seals != SEALS:",
        "if not proof:",
        "tests/unit/workflow/test_sealing.py::test_nothing_is_stored_unless_all_went_well_and_it_can_be_tried_again",
    ),
    Mutant(
        "palm rejection is off",
        "consult_app/ui/widgets/signature_pad.py",
        "return self._hand_rests(event.timestamp()) or widest_mm > _PALM_MM",
        "return widest_mm < 0",
        "tests/ui/test_signature_pad.py::test_a_hand_that_rests_while_the_pen_writes_draws_nothing",
    ),
    Mutant(
        "a palm as wide as a hand writes",
        "consult_app/ui/widgets/signature_pad.py",
        "return self._hand_rests(event.timestamp()) or widest_mm > _PALM_MM",
        "return self._hand_rests(event.timestamp()) or widest_mm < 0",
        "tests/ui/test_signature_pad.py::test_a_wide_contact_is_a_palm",
    ),
    Mutant(
        "patient mode leaves on Esc",
        _PATIENT_WINDOW,
        "        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):\n",
        "        if key is Qt.Key.Key_Escape:\n            self.leave()\n"
        "        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):\n",
        _PATIENT_MODE + "test_no_key_leads_out",
    ),
    Mutant(
        "patient mode can be closed",
        _PATIENT_WINDOW,
        "        if self._leaving:\n",
        "        if self.isVisible():\n",
        _PATIENT_MODE + "test_it_refuses_to_close",
    ),
    Mutant(
        "shortcuts of the program work in patient mode",
        _PATIENT_WINDOW,
        "        if event.type() == QEvent.Type.ShortcutOverride:\n",
        "        if event.type() == QEvent.Type.ShortcutOverride and not self.isVisible():\n",
        _PATIENT_MODE + "test_no_shortcut_of_the_first_screen_works_from_the_second",
    ),
    Mutant(
        "patient mode opens with any passphrase",
        "consult_app/ui/handing_over.py",
        "            if known:\n",
        "            if known is not None:\n",
        _PATIENT_MODE + "test_a_wrong_passphrase_stays_and_costs_more_each_time",
    ),
    Mutant(
        "a short press asks for the passphrase",
        "consult_app/ui/widgets/hold_button.py",
        "        self._hold.start()\n",
        "        self.held.emit()\n",
        _PATIENT_MODE + "test_a_touch_of_the_lock_does_nothing",
    ),
    Mutant(
        "the patient's answers are not marked",
        "consult_app/ui/handing_over.py",
        "controller.said.answer(question, value, Origin.PATIENT)",
        "controller.said.answer(question, value)",
        _PATIENT_MODE + "test_answers_come_back_as_the_patients_own",
    ),
    Mutant(
        "a session follows a consent that was taken back",
        "consult_app/workflow/course.py",
        "    if is_withdrawn(vault.sequels(earlier_id)):\n",
        "    if is_withdrawn(()):\n",
        _SEQUELS + "test_a_withdrawn_consent_is_neither_confirmed_nor_withdrawn_again_nor_gone_on_with",
    ),
    Mutant(
        "a withdrawn consent is confirmed all the same",
        "consult_app/workflow/sequels.py",
        "    if is_withdrawn(vault.sequels(sequel.first.id)):\n",
        "    if is_withdrawn(()):\n",
        _SEQUELS + "test_what_was_signed_before_a_withdrawal_is_not_sealed_after_it",
    ),
    Mutant(
        "before the wait is over no reason is asked for",
        "consult_app/domain/sequel.py",
        "return wanted | ({Blank.EARLY: self.early} if self.is_early(day) else {})",
        "return wanted",
        "tests/unit/domain/test_sequel.py::test_before_the_wait_is_over_a_reason_is_missing",
    ),
    Mutant(
        "a withdrawal whose file is not whole is stored",
        "consult_app/workflow/withdrawing.py",
        "if proof.verdict is not Verdict.INTACT or len(proof.signatures) != seals:",
        "if not proof.signatures:",
        _SEQUELS + "test_where_it_fails_nothing_is_stored_and_it_can_be_tried_again",
    ),
    *OF_OTHERS,
)


def text_of(mutant: Mutant) -> str:
    """Give the text of the file that a mutant changes."""
    return (ROOT / mutant.file).read_text(encoding="utf-8")


def judged(mutant: Mutant) -> str:
    """Break one gate and run its test; gives "killed", "SURVIVED", or why neither can be said."""
    text = text_of(mutant)
    if text.count(mutant.old) != 1:
        return f"NOT APPLIED: found {text.count(mutant.old)} times"
    with TemporaryDirectory(prefix="gates-") as folder:
        _copy(Path(folder))
        (Path(folder) / mutant.file).write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
        code = _tested(Path(folder), (mutant.test,))
    return {0: "SURVIVED", 1: "killed"}.get(code, f"NOT TESTED: exit {code}")


def main() -> int:
    """Print what became of each mutant; 1 where one was not killed, or where a test fails without any."""
    with TemporaryDirectory(prefix="gates-") as folder:
        _copy(Path(folder))
        if _tested(Path(folder), dict.fromkeys(each.test for each in MUTANTS)):
            print("The tests fail before anything is broken.")
            return 1
    wide = max(len(each.says) for each in MUTANTS)
    verdicts = []
    for mutant in MUTANTS:
        verdicts.append(judged(mutant))
        print(f"{mutant.says:{wide}}  {verdicts[-1]:8}  {mutant.test.partition('::')[0]}", flush=True)
    killed = verdicts.count("killed")
    print(f"{killed} of {len(MUTANTS)} killed")
    return int(killed < len(MUTANTS))


def _copy(folder: Path) -> None:
    for part in _PARTS:
        copytree(ROOT / part, folder / part, ignore=ignore_patterns("__pycache__"))
    copy(ROOT / "pyproject.toml", folder)


def _tested(folder: Path, tests: Iterable[str]) -> int:
    """Run tests in a copy; gives pytest's exit code: 0 all passed, 1 some failed, else no verdict."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=_LONGEST_S,
        check=False,
    )
    return run.returncode


if __name__ == "__main__":
    raise SystemExit(main())
