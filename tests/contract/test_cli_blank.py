"""The blank form from the command line: its goal, its paper, its languages."""

import pytest

from consult_app.cli import run
from tests.helpers.pdf_spoken import spoken
from tests.helpers.pdf_text import folded, pdfium_text
from tests.helpers.translated import translated_forms

ARABIC, ENGLISH = "هل تدخن؟", "Do you smoke?"


@pytest.fixture
def blank(tmp_path):
    out = tmp_path / "form.pdf"
    forms = translated_forms(tmp_path / "forms")

    def lay(*more, pack=forms / "sample"):
        code = run(["blank", str(pack), "--goal", "face", "--out", str(out), *more])
        return code, out.read_bytes() if out.exists() else b""

    return lay


def test_a_form_is_written_for_a_goal_and_a_wrong_goal_named(tmp_path, capsys):
    out = tmp_path / "form.pdf"
    goal = ["blank", "mesotherapy", "--goal", "cellulite", "--out", str(out)]
    assert run(goal) == 0
    assert "Blank form" in pdfium_text(out.read_bytes())
    assert run([*goal, "--paper", "A4", "--large"]) == 0
    assert capsys.readouterr().out == f"{out}\n{out}\n"
    assert run(["blank", "mesotherapy", "--goal", "celulite", "--out", str(out)]) == 2
    assert "there is no goal 'celulite'. Did you mean 'cellulite'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ((), [ENGLISH], [ARABIC]),
        (("--language", "ar"), [ARABIC], [ENGLISH]),
        (("--beside", "ar"), [ARABIC, ENGLISH], []),
        (("--language", "ar", "--beside", "en"), [ARABIC, ENGLISH], []),
    ],
)
def test_it_speaks_the_languages_that_are_named(blank, asked, there, not_there):
    code, pdf = blank(*asked)
    said = folded(spoken(pdf))
    assert code == 0
    assert [each for each in (ARABIC, ENGLISH) if folded(each) in said] == there
    assert not [each for each in not_there if folded(each) in said]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--language", "fr"), "there is no language 'fr'. Known here: en, ar."),
        (("--beside", "arr"), "there is no language 'arr'. Did you mean 'ar'?"),
        (("--beside", "en"), "the form is in 'en' already. Name another language beside it."),
        (("--language", "ar", "--beside", "ar"), "the form is in 'ar' already."),
    ],
)
def test_languages_that_do_not_go_are_named_and_nothing_is_written(blank, capsys, asked, said):
    code, pdf = blank(*asked)
    assert (code, pdf) == (2, b"")
    assert said in capsys.readouterr().err
