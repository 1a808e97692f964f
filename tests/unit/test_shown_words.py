"""Words on the screen are set as people print them."""

import ast
import re
from pathlib import Path

UI = Path(__file__).parents[2] / "consult_app/ui"
STRAIGHT = re.compile(r"[A-Za-z]'[a-z]|[a-z]s' ")


def literals(module):
    """Every text of a module but what explains it."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    explaining = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in explaining:
            yield each.value


def test_no_apostrophe_on_the_screen_is_a_straight_one():
    modules = list(UI.rglob("*.py"))
    assert len(modules) > 100
    straight = {
        f"{module.name}: {text}" for module in modules for text in literals(module) if STRAIGHT.search(text)
    }
    assert straight == set()
