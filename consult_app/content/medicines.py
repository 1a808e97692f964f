"""Read medicines.yaml: the names of medicines in their classes, and what they are called elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from consult_app.content import keys
from consult_app.content.node import Node
from consult_app.content.reading import Reading
from consult_app.content.suggestion import did_you_mean
from consult_app.domain.medicines import UNRECOGNISED, Medicine, MedicineClass, Medicines


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """What one language calls medicines, and classes of them; and its words beside a name."""

    language: str
    brands: Mapping[str, tuple[str, ...]]
    classes: Mapping[str, str]
    beside: tuple[str, ...]
    forms: tuple[str, ...]
    node: Node
    """Where it names the medicines."""


def read_medicines(node: Node, reading: Reading, language: str = "") -> Medicines:
    """Read all classes; every mistake is noted.

    Names of every language are known, whichever is spoken; that one names the classes where it has words.
    """
    with reading.noting():
        node.only(*keys.MEDICINES)
        classes = reading.each(
            "medicine class", node.field("classes"), lambda item, name: _class(item, name, reading)
        )
        said: list[_Elsewhere] = []
        written = node.optional("elsewhere")
        # Where a class could not be read, what other languages call its medicines is no mistake.
        whole = len(classes) == len(node.field("classes").items())
        for each in written.items() if written and whole else ():
            with reading.noting():
                said.append(_elsewhere(each, classes))
        return _joined(node, classes, said, language)
    return Medicines()


def _joined(
    node: Node, classes: tuple[MedicineClass, ...], said: Sequence[_Elsewhere], language: str
) -> Medicines:
    beside = (word for each in said for word in each.beside)
    forms = (word for each in said for word in each.forms)
    return Medicines(
        tuple(_said(each, said, language) for each in classes),
        (*_words(node.field("beside")), *beside),
        (*_words(node.optional("forms")), *forms),
        tuple(
            name
            for each in said
            if each.language != language
            for names in each.brands.values()
            for name in names
        ),
    )


def _class(node: Node, name: str, reading: Reading) -> MedicineClass:
    node.only(*keys.MEDICINE_CLASS)
    if name == UNRECOGNISED:
        what = f"'{UNRECOGNISED}' stands for what no class has."
        raise node.field("id").wrong("duplicate-id", what, "Give the class another id.")
    medicines = tuple(map(_medicine, node.field("medicines").items()))
    _refuse_twice(name, medicines, node.field("medicines"))
    return MedicineClass(
        name, node.field("name").text(), medicines, reading.refer_to_each("source", node.field("sources"))
    )


def _refuse_twice(name: str, medicines: tuple[Medicine, ...], node: Node) -> None:
    seen: set[str] = set()
    for word in (word for each in medicines for word in (each.name, *each.brands)):
        if word in seen:
            what = f"'{word[:60]}' stands twice in the class '{name}'."
            raise node.wrong("duplicate-id", what, "Keep one of the two.")
        seen.add(word)


def _elsewhere(node: Node, classes: tuple[MedicineClass, ...]) -> _Elsewhere:
    node.only(*keys.ELSEWHERE)
    known = tuple(each.name for group in classes for each in group.medicines)
    ids = tuple(each.id for each in classes)
    medicines = node.field("medicines")
    return _Elsewhere(
        node.field("language").text(),
        {_known(each, "name", known): _medicine(each).brands for each in medicines.items()},
        {_known(each, "id", ids): each.field("name").text() for each in node.field("classes").items()},
        _words(node.field("beside")),
        _words(node.field("forms")),
        medicines,
    )


def _known(node: Node, key: str, known: tuple[str, ...]) -> str:
    """Read what names a class or a medicine that must be there."""
    word = node.field(key).text()
    if word not in known:
        what = f"there is no '{word[:60]}' among the classes."
        raise node.field(key).wrong("unknown-medicine", what, did_you_mean(word, known))
    return word


def _said(group: MedicineClass, said: Sequence[_Elsewhere], language: str) -> MedicineClass:
    """Give a class with the names from everywhere, called as in the language that is spoken."""
    medicines = group.medicines
    for each in said:
        medicines = tuple(
            replace(one, brands=(*one.brands, *each.brands.get(one.name, ()))) for one in medicines
        )
        _refuse_twice(group.id, medicines, each.node)
    names = (each.classes.get(group.id, group.name) for each in said if each.language == language)
    return replace(group, name=next(names, group.name), medicines=medicines)


def _words(node: Node | None) -> tuple[str, ...]:
    return tuple(each.text() for each in node.items()) if node else ()


def _medicine(node: Node) -> Medicine:
    node.only(*keys.MEDICINE)
    return Medicine(node.field("name").text(), _words(node.optional("brands")))
