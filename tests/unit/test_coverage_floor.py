import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from coverage import Coverage

SCRIPT = Path(__file__).parents[2] / ".ci/coverage_floor.py"


def judged(tmp_path, **covered):
    """Run the script on a report where each module has 80 lines and 20 branches, so many of them covered."""
    files = {
        f"consult_app/{module}.py": {
            "summary": {
                "num_statements": 80,
                "num_branches": 20,
                "covered_lines": min(count, 80),
                "covered_branches": max(count - 80, 0),
            }
        }
        for module, count in covered.items()
    }
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": files}))
    return start(report)


def start(report):
    return subprocess.run([sys.executable, SCRIPT, report], capture_output=True, text=True, check=False)


def test_enough_everywhere(tmp_path):
    result = judged(tmp_path, **{"errors": 100, "domain/ink": 100, "ui/pages/history": 90, "cli": 95})
    assert result.returncode == 0
    assert "ui            90.00 %" in result.stdout


def test_one_branch_untested_in_the_domain_is_too_few(tmp_path):
    result = judged(tmp_path, **{"domain/ink": 100, "domain/condition": 99})
    assert result.returncode == 1
    assert "domain        99.50 %  (at least 100 %)  TOO LOW" in result.stdout


def test_below_ninety_is_too_few_anywhere(tmp_path):
    assert judged(tmp_path, **{"ui/pages/history": 89}).returncode == 1


def test_one_good_package_does_not_hide_another(tmp_path):
    assert judged(tmp_path, **{"pdf/layout": 100, "store/vault": 80}).returncode == 1


def test_without_a_report_it_says_so(tmp_path):
    result = start(tmp_path / "none.json")
    assert result.returncode == 2
    assert "No coverage report" in result.stderr


def test_an_empty_report_is_no_report(tmp_path):
    assert judged(tmp_path).returncode == 2


@pytest.fixture(scope="module")
def set_up_before():
    """What a test asks for, whatever it is kept for."""
    return Coverage.current()


@pytest.mark.untraced
def test_a_test_that_is_marked_counts_for_no_coverage_nor_do_its_fixtures_and_processes(set_up_before):
    assert set_up_before is None
    assert Coverage.current() is None
    assert "COVERAGE_PROCESS_CONFIG" not in os.environ
