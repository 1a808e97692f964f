"""The words of two patients who may be one person, and of those who were joined."""

from PySide6.QtCore import QCoreApplication

from consult_app.domain.consultation import Patient, Sex
from consult_app.domain.merging import Merge
from consult_app.ui.days import day_words, moment_words
from consult_app.ui.patient_list import born_words
from consult_app.workflow.merging import MergeScreen, Side

_tr = QCoreApplication.translate


def sex_words(sex: Sex) -> str:
    """Say which sex is recorded."""
    return {
        Sex.FEMALE: _tr("Merge", "Female"),
        Sex.MALE: _tr("Merge", "Male"),
        Sex.OTHER: _tr("Merge", "Other"),
        Sex.NOT_RECORDED: _tr("Merge", "Sex not recorded"),
    }[sex]


def detail_word(detail: str) -> str:
    """Name a detail that two patients can differ in."""
    return {
        "given_name": _tr("Merge", "Given name"),
        "family_name": _tr("Merge", "Family name"),
        "birth_date": _tr("Merge", "Birth date"),
        "sex": _tr("Merge", "Sex"),
        "record_number": _tr("Merge", "Record number"),
    }[detail]


def value_words(patient: Patient, detail: str) -> str:
    """Say what is recorded of a detail."""
    if detail == "birth_date":
        return day_words(patient.birth_date)
    if detail == "sex":
        return sex_words(patient.sex)
    return str(getattr(patient, detail)) or _tr("Merge", "Nothing recorded")


def side_lines(side: Side) -> tuple[str, ...]:
    """Say what there is of one of the two, a line each."""
    lines = [born_words(side.patient), sex_words(side.patient.sex)]
    if side.newest is None:
        lines.append(_tr("Merge", "No consultation yet"))
    elif side.consultations == 1:
        lines.append(_tr("Merge", "1 consultation, {0}").format(day_words(side.newest)))
    else:
        words = _tr("Merge", "{0} consultations, last {1}")
        lines.append(words.format(side.consultations, day_words(side.newest)))
    if side.drafts:
        lines.append(_tr("Merge", "{0} not finished").format(side.drafts))
    if side.held:
        lines.append(_tr("Merge", "A hold keeps the records"))
    return tuple(lines)


def doubt_words(screen: MergeScreen) -> str:
    """Say what speaks against one person; nothing where nothing does."""
    kept, absorbed = screen.kept.patient, screen.absorbed.patient
    doubts = []
    if "birth_date" in screen.differing:
        words = _tr("Merge", "The birth dates differ: {0} and {1}.")
        doubts.append(words.format(day_words(kept.birth_date), day_words(absorbed.birth_date)))
    if "sex" in screen.differing and Sex.NOT_RECORDED not in {kept.sex, absorbed.sex}:
        words = _tr("Merge", "The recorded sexes differ: {0} and {1}.")
        doubts.append(words.format(sex_words(kept.sex), sex_words(absorbed.sex)))
    return " ".join(doubts)


def pair_words(one: Patient, other: Patient) -> str:
    """Say of two in a list that they may be one person."""
    if one.name == other.name:
        return _tr("Merge", "{0} may be here twice.").format(one.name)
    return _tr("Merge", "{0} and {1} may be the same person.").format(one.name, other.name)


def joined_words(merge: Merge) -> str:
    """Say who was joined, when, by whom and why."""
    words = _tr("Merge", "Joined on {0} by {1}. {2}")
    return words.format(moment_words(merge.at), merge.by, merge.why)


def whole_words(patient: Patient) -> str:
    """Name a patient with what tells them from others."""
    return _tr("Merge", "{0} ({1})").format(patient.name, born_words(patient))
