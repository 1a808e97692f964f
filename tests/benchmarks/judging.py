"""How long judging and checking take: `python -m tests.benchmarks.judging`.

A made-up pack of 500 questions and 250 rules of two or three atoms each, every fifth question a follow-up.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.content.check import check
from consult_app.domain.condition import AllOf, AnyOf, Is, Value
from consult_app.domain.screening import screen
from consult_app.domain.treatment import Treatment
from tests.helpers.rooms import treatment, yes_no_questions
from tests.helpers.sample import copy_forms

_QUESTIONS, _RULES, _CASES, _RUNS = 500, 250, 200, 60
_GIVEN: dict[str, Value] = {"patient.age": 40, "patient.sex": "female", "goal": "goal"}


def main() -> None:
    """Judge and check, and print medians with the same work of plain Python beside them."""
    pack = large()
    answers: dict[str, Value] = {f"q{i}": i % 7 == 0 for i in range(_QUESTIONS)}
    before = screen(pack, _GIVEN, answers)
    one_more = {**answers, "q250": not answers["q250"]}
    floor = _median(lambda: sum(len(name) for name in answers for _ in range(50)))
    whole = _median(lambda: screen(pack, _GIVEN, answers))
    after_one = _median(lambda: screen(pack, _GIVEN, one_more, before=before))
    print(f"Judging {_QUESTIONS} questions and {_RULES} rules, {_RUNS} runs:")
    print(f"  25,000 turns of a plain loop  median {floor:.2f} ms")
    print(f"  everything                    median {whole:.2f} ms  ratio {whole / floor:.2f}  (wanted: 2 ms)")
    print(f"  after one more answer         median {after_one:.2f} ms  ratio {after_one / floor:.2f}")
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        forms = copy_forms(Path(folder))
        _enlarge(forms / "sample")
        start = time.perf_counter()
        problems = check(forms)
        taken = time.perf_counter() - start
    print(
        f"forms check of {_QUESTIONS} questions, {_RULES} rules and {_CASES} cases: "
        f"{taken:.2f} s, {len(problems)} problems  (wanted: below 2 s)"
    )


def large() -> Treatment:
    """Make the pack."""
    made = treatment(yes_no_questions(_QUESTIONS))
    rules = tuple(
        replace(
            each,
            id=f"r{i}",
            when=AnyOf(
                (
                    Is(f"q{2 * i}", value=True),
                    AllOf(
                        (
                            Is(f"q{(3 * i) % _QUESTIONS}", value=True),
                            Is(f"q{(5 * i + 1) % _QUESTIONS}", value=True),
                        )
                    ),
                )
            ),
        )
        for i, each in enumerate(made.rules[:1] * _RULES)
    )
    return replace(made, rules=rules)


def _enlarge(pack: Path) -> None:
    """Write so many questions, rules and cases into the sample pack."""
    questions = "".join(
        f"  - id: q-{i}\n    kind: yes_no\n    text: Did you have thing {i}?\n"
        + (f"    when:\n      q-{i - 1}: true\n" if i % 5 == 4 else "")
        for i in range(_QUESTIONS)
    )
    section = f"- id: s-many\n  step: history\n  title: Many\n  questions:\n{questions}"
    _append(pack / "questions.yaml", section)
    rules = "".join(
        f"- id: ci-{i}\n  severity: caution\n  title: Thing {i}\n  why: It may do harm.\n"
        "  advice: Take care.\n"
        f"  when:\n    any:\n    - q-{2 * i}: true\n    - all:\n      - q-{(3 * i) % 480}: true\n"
        f"      - q-{(5 * i + 1) % 480}: true\n"
        "  cites:\n    sources: [s-review]\n    verified: read\n    certainty: low\n"
        for i in range(_RULES)
    )
    _append(pack / "rules.yaml", rules)
    cases = pack / "cases.yaml"
    denied = "".join(f"  q-{i}: false\n" for i in range(_QUESTIONS))
    text = cases.read_text(encoding="utf-8").replace("baseline:\n", f"baseline:\n{denied}")
    said = "".join(f"    q-{i}: true\n" for i in range(_QUESTIONS))
    fired = ", ".join(f"ci-{i}" for i in range(_RULES))
    text += f"- name: everything\n  given:\n{said}  certain: [{fired}]\n"
    text += "".join(f"- name: nothing {i}\n" for i in range(_CASES))
    cases.write_text(text, encoding="utf-8")


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def _median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
