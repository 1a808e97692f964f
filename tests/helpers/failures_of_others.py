"""What went wrong in other systems, brought about here: each protection taken out has to make a test fail."""

from __future__ import annotations

from tests.helpers.mutant import Mutant

_PAD = "consult_app/ui/widgets/signature_pad.py"
_SEALING = "consult_app/workflow/sealing.py"
_PAD_TESTS = "tests/ui/test_signature_pad.py::"
_SEALING_TESTS = "tests/unit/workflow/test_sealing.py::"

OF_OTHERS = (
    # Two signatures in quick succession, one lost.
    Mutant(
        "a signature can be given again while it is kept",
        "consult_app/ui/widgets/signer_card.py",
        "self.acts.setEnabled(not busy)",
        "self.acts.setEnabled(True)",
        "tests/ui/test_review_page.py::test_while_a_signature_is_kept_it_cannot_be_given_twice",
    ),
    Mutant(
        "sealed is said of a file that was not read back",
        _SEALING,
        "    if vault.pdf(consented.draft.id) != pdf:\n",
        "    if not vault.pdf(consented.draft.id):\n",
        _SEALING_TESTS + "test_stored_bytes_that_differ_are_not_called_sealed",
    ),
    # A resize wiped the signature.
    Mutant(
        "another size of the window wipes the signature",
        _PAD,
        '"""Draw the ink anew in the new size."""\n        self._lay_out()\n',
        '"""Draw the ink anew in the new size."""\n        self._sheet.clear()\n        self._lay_out()\n',
        _PAD_TESTS + "test_ink_survives_a_change_of_size",
    ),
    # The pen reached the widget as mouse events, and a second time as their twin.
    Mutant(
        "what the pen drew is drawn again by its twin",
        _PAD,
        "twin = _is_twin(event) or self._hand_rests(event.timestamp())",
        "twin = self._hand_rests(event.timestamp())",
        _PAD_TESTS + "test_the_systems_synthetic_twin_of_a_pen_is_dropped",
    ),
    Mutant(
        "the pen's events go on to become those of a mouse",
        _PAD,
        "# Accepted, so that Qt makes no mouse events of the same stroke.\n        event.accept()",
        "# Accepted, so that Qt makes no mouse events of the same stroke.\n        event.ignore()",
        _PAD_TESTS + "test_the_pens_events_are_accepted_so_that_no_mouse_repeats_them",
    ),
    Mutant(
        "a mouse is taken for a pen that presses nothing",
        _PAD,
        "self.update(self._sheet.begin(event.position(), event.timestamp(), None))",
        "self.update(self._sheet.begin(event.position(), event.timestamp(), 0.0))",
        _PAD_TESTS + "test_the_mouse_draws_without_pressure",
    ),
    # The signer saw something else than the file shows.
    Mutant(
        "the sealed pages bear the time of the seal and not that which was shown",
        _SEALING,
        "rendered = _to_be_sealed(services, treatment, consented)\n",
        "shown = replace(consented.document, at=at)\n"
        "    rendered = _to_be_sealed(services, treatment, replace(consented, document=shown))\n",
        _SEALING_TESTS + "test_with_all_signatures_the_preview_is_what_is_sealed_with_its_record_inside",
    ),
    Mutant(
        "a seal over other pages than those that were shown counts",
        _SEALING,
        "same, seals = pdf.startswith(rendered), len(proof.signatures)",
        "same, seals = bool(pdf), len(proof.signatures)",
        _SEALING_TESTS + "test_nothing_is_stored_unless_all_went_well_and_it_can_be_tried_again",
    ),
    # The second signature made the first one invalid.
    Mutant(
        "a seal allows nothing to follow it",
        "consult_app/signing/seal.py",
        "docmdp_perms=MDPPerm.FILL_FORMS",
        "docmdp_perms=MDPPerm.NO_CHANGES",
        "tests/contract/test_withdrawing.py::test_the_difference_is_a_filled_field_for_pyhanko",
    ),
    # The timestamp server was down, and nobody could sign.
    Mutant(
        "everybody waits for the timestamp server",
        "consult_app/ui/time_desk.py",
        "self._errands.run(\n            work,",
        "self._controller.ask_aside(\n            lambda *_: work(),",
        "tests/ui/test_timestamps.py::test_one_that_hangs_is_in_the_way_of_nothing_not_even_of_closing",
    ),
    # What was deleted was missed by no checksum.
    Mutant(
        "an entry that was deleted from the log is not missed",
        "consult_app/store/checking.py",
        "            if seq != last + 1:\n",
        "            if seq <= last:\n",
        "tests/contract/test_attacks.py::test_what_is_done_is_found",
    ),
    Mutant(
        "a record that was deleted is not missed",
        "consult_app/store/checking.py",
        "            if subject not in there and not self._gone(subject):\n",
        "            if not known:\n",
        "tests/contract/test_attacks.py::test_what_is_done_is_found",
    ),
    # Old answers were shown in a new template.
    Mutant(
        "a consultation is opened with the pack of today",
        "consult_app/workflow/consulting.py",
        "return services.library.restore(vault.bundle(draft.pack_digest)), state",
        "return services.library.treatment(draft.treatment), state",
        "tests/unit/workflow/test_consulting.py::test_it_is_resumed_with_the_very_pack_that_it_was_made_with",
    ),
    # Closing the window lost the work.
    Mutant(
        "closing the window keeps nothing that was typed last",
        "consult_app/app.py",
        'self.stage.ask("flush")\n',
        'self.stage.can("flush")\n',
        "tests/ui/test_app.py::"
        "test_a_correction_that_was_typed_last_is_in_the_consultation_however_one_leaves",
    ),
    # A page break swallowed content, and a signature stood alone on a page.
    Mutant(
        "what does not fit on a page is left out",
        "consult_app/pdf/filling.py",
        "        self._page.append(Placed(0, self._reached, strip))\n",
        "        if self._reached:\n            self._page.append(Placed(0, self._reached, strip))\n",
        "tests/contract/test_pdf_fidelity.py::test_a_note_of_four_thousand_words_comes_whole",
    ),
    Mutant(
        "a signature stands on another page than its words",
        "consult_app/pdf/layout.py",
        "            case _, SignatureBlock() | Signing():\n                return LAST_WORDS\n",
        "            case _, SignatureBlock() | Signing():\n                return 0\n",
        "tests/contract/test_pdf_layout.py::test_a_signature_is_never_alone_on_its_page",
    ),
    # A dialog over everything could not be closed.
    Mutant(
        "a dialog cannot be left",
        "consult_app/ui/dialogs/sheet.py",
        "    def _fit(self) -> None:\n",
        "    def reject(self) -> None:\n        pass\n\n    def _fit(self) -> None:\n",
        "tests/ui/test_print_sheet.py::test_who_changes_their_mind_prints_nothing",
    ),
    Mutant(
        "the window waits for what takes long",
        "consult_app/ui/jobs.py",
        "        self._queue.put(partial(self._attempt, work, done, failed))\n",
        "        self._attempt(work, done, failed)()\n",
        "tests/ui/test_jobs.py::test_results_come_in_order_and_in_the_gui_thread",
    ),
)
