import pytest

from consult_app.domain.latin import is_latin


@pytest.mark.parametrize("text", ["", "Maya Lindqvist 40213", "Zoë Łuczak-Öztürk", "Ñandú's (~)"])
def test_latin_letters_and_ascii_are_latin(text):
    assert is_latin(text)


@pytest.mark.parametrize(
    "text", ["Иван", "e\u0301", "a\nb", "a\tb", "\u00d7", "\u0149", "\u017f", "\ue000", "李"]
)
def test_anything_else_is_looked_up_in_the_faces(text):
    assert not is_latin(text)
