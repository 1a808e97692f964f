"""Read medicines.yaml: the names of medicines in their classes."""

from __future__ import annotations

from consult_app.content import keys
from consult_app.content.node import Node
from consult_app.content.reading import Reading
from consult_app.domain.medicines import UNRECOGNISED, Medicine, MedicineClass, Medicines


def read_medicines(node: Node, reading: Reading) -> Medicines:
    """Read all classes; every mistake is noted."""
    with reading.noting():
        node.only(*keys.MEDICINES)
        classes = reading.each(
            "medicine class", node.field("classes"), lambda item, name: _class(item, name, reading)
        )
        return Medicines(classes, _words(node.field("beside")), _words(node.optional("forms")))
    return Medicines()


def _class(node: Node, name: str, reading: Reading) -> MedicineClass:
    node.only(*keys.MEDICINE_CLASS)
    if name == UNRECOGNISED:
        what = f"'{UNRECOGNISED}' stands for what no class has."
        raise node.field("id").wrong("duplicate-id", what, "Give the class another id.")
    medicines = tuple(map(_medicine, node.field("medicines").items()))
    names = [word for each in medicines for word in (each.name, *each.brands)]
    for word in names:
        if names.count(word) > 1:
            what = f"'{word[:60]}' stands twice in the class '{name}'."
            raise node.field("medicines").wrong("duplicate-id", what, "Keep one of the two.")
    return MedicineClass(
        name, node.field("name").text(), medicines, reading.refer_to_each("source", node.field("sources"))
    )


def _words(node: Node | None) -> tuple[str, ...]:
    return tuple(each.text() for each in node.items()) if node else ()


def _medicine(node: Node) -> Medicine:
    node.only(*keys.MEDICINE)
    return Medicine(node.field("name").text(), _words(node.optional("brands")))
