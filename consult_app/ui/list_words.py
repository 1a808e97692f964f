"""The words of lists: where a consultation stands, what it lacks, what a badge warns of and why."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QLocale

from consult_app.domain.consultation import ConsultationLine, Stage
from consult_app.domain.readiness import Lack
from consult_app.domain.rooms import Version
from consult_app.ui.days import day_words, moment_words
from consult_app.ui.sequel_words import sequel_done, sequel_name
from consult_app.ui.tokens import Tone
from consult_app.workflow.screens.start import Concern, Mark, Missing

_tr = QCoreApplication.translate


def stage_word(line: ConsultationLine) -> tuple[str, Tone]:
    """Say where a consultation stands, and in which tone."""
    if line.stage is Stage.SEALED and line.sequel:
        return sequel_done(line.sequel)
    if line.stage is Stage.SEALED and line.not_today:
        return _tr("Stage", "More time to decide"), Tone.INFO
    if line.stage is Stage.SEALED and line.refusal:
        return _tr("Stage", "Not going ahead"), Tone.INFO
    return {
        Stage.DRAFT: (_tr("Stage", "Open"), Tone.PRIMARY),
        Stage.REVIEWED: (_tr("Stage", "Being signed"), Tone.CAUTION),
        Stage.ON_PAPER: (_tr("Stage", "Waiting for paper"), Tone.CAUTION),
        Stage.CONSENTED: (_tr("Stage", "Signed, not sealed"), Tone.CAUTION),
        Stage.SEALED: (_tr("Stage", "Sealed"), Tone.GOOD),
        Stage.VOIDED: (_tr("Stage", "Ended, void"), Tone.NEUTRAL),
    }[line.stage]


def about_words(line: ConsultationLine) -> str:
    """Say what a consultation is about, and of what follows one, what it does."""
    if line.sequel is None:
        return line.treatment
    return _tr("Stage", "{0}: {1}").format(sequel_name(line.sequel), line.treatment)


def concern_word(mark: Mark) -> tuple[str, Tone]:
    """Name a concern in the words of its badge, and its tone."""
    return {
        Concern.CONSENT_MISSING: (_tr("Concern", "Consent missing"), Tone.CAUTION),
        Concern.COOLING_OFF: (
            _tr("Concern", "Cooling-off until {0}").format(day_words(mark.day)),
            Tone.INFO,
        ),
        Concern.CONTENT_CHANGED: (_tr("Concern", "Content changed"), Tone.INFO),
        Concern.TOO_OLD: (_tr("Concern", "Consent is old"), Tone.CAUTION),
        Concern.REVIEW_DUE: (_tr("Concern", "Review due"), Tone.CAUTION),
        Concern.WITHDRAWN: (_tr("Concern", "Consent taken back"), Tone.STOP),
        Concern.DECISION_TAKEN_BACK: (_tr("Concern", "Decision taken back"), Tone.CAUTION),
        Concern.AMENDED: (_tr("Concern", "Amended"), Tone.INFO),
        Concern.CONFIRMED: (_tr("Concern", "Confirmed {0}").format(day_words(mark.day)), Tone.GOOD),
        Concern.CONFIRMATION_DUE: (_tr("Concern", "Confirmation due"), Tone.CAUTION),
    }[mark.concern]


def concern_reason(mark: Mark) -> str:
    """Say why a badge is there."""
    words = {
        Concern.CONSENT_MISSING: _tr(
            "Concern", "{0}: begun on {1}, and no consent was sealed on that day or since."
        ),
        Concern.COOLING_OFF: _tr(
            "Concern", "{0}: signed, and this practice waits. Treatment may begin on {1}."
        ),
        Concern.CONTENT_CHANGED: _tr(
            "Concern", "{0}: the content was changed since the consent of {1} was sealed."
        ),
        Concern.TOO_OLD: _tr(
            "Concern", "{0}: the consent of {1} is older than this practice lets one count. Ask again."
        ),
        Concern.REVIEW_DUE: _tr("Concern", "{0}: the content was due for review on {1}."),
        Concern.WITHDRAWN: _tr("Concern", "{0}: the consent was taken back on {1}. Nothing goes on with it."),
        Concern.DECISION_TAKEN_BACK: _tr(
            "Concern", "{0}: a decision was taken back on {1}. The consent to the treatment stands."
        ),
        Concern.AMENDED: _tr("Concern", "{0}: something was corrected or added on {1}."),
        Concern.CONFIRMED: _tr("Concern", "{0}: confirmed on {1}, after the signing."),
        Concern.CONFIRMATION_DUE: _tr(
            "Concern", "{0}: the wait was over on {1}. Confirm on the day, before the treatment."
        ),
    }
    return words[mark.concern].format(mark.treatment, day_words(mark.day))


def badges(line: ConsultationLine, marks: Iterable[Mark]) -> list[tuple[str, Tone]]:
    """Give the badges of a consultation: its concerns, where it stands, and whether it is a sample."""
    words = [stage_word(line), *(concern_word(each) for each in marks)]
    if line.version:
        words.append((_tr("Stage", "Kept twice"), Tone.CAUTION))
    return [*words, (_tr("Stage", "Sample"), Tone.NEUTRAL)] if line.sample else words


def version_words(version: Version) -> str:
    """Tell which of two consultations one is that two rooms said otherwise at once."""
    at = moment_words(version.at.astimezone())
    return _tr("Stage", "This one: {0} on {1}, {2}").format(version.by, version.machine, at)


def reasons(marks: Iterable[Mark]) -> str:
    """Say why each badge is there, a line each."""
    return "\n".join(concern_reason(each) for each in marks)


def missing_words(missing: Missing, fits: Callable[[str], bool] = lambda _: True) -> str:
    """Say what a draft lacks: "4 answers, 2 risks, mixture"; in few words what does not fit."""
    if not missing.counts:
        return _tr("Missing", "Nothing is missing: ready to review")
    parts = [_lack_words(lack, count) for lack, count in missing.counts]
    words = _tr("Missing", "Missing: {0}").format(", ".join(parts))
    for left_out in range(1, len(parts)):
        if fits(words):
            break
        told = ", ".join(parts[:-left_out])
        words = _tr("Missing", "Missing: {0} and {1} more").format(told, left_out)
    return words


def count_words(number: int) -> str:
    """Write a number so that a large one can be read."""
    return QLocale().toString(number)


def _lack_words(lack: Lack, count: int) -> str:
    one, several = _LACKS[lack]()
    return one if count == 1 else several.format(count)


_LACKS: dict[Lack, Callable[[], tuple[str, str]]] = {
    Lack.AREAS: lambda: (_tr("Missing", "areas"), _tr("Missing", "areas")),
    Lack.ANSWER: lambda: (_tr("Missing", "1 answer"), _tr("Missing", "{0} answers")),
    Lack.CONFIRM: lambda: (_tr("Missing", "1 to ask again"), _tr("Missing", "{0} to ask again")),
    Lack.FINDING: lambda: (_tr("Missing", "1 finding"), _tr("Missing", "{0} findings")),
    Lack.SEEN: lambda: (_tr("Missing", "expectations"), _tr("Missing", "expectations")),
    Lack.OPTION: lambda: (_tr("Missing", "1 option"), _tr("Missing", "{0} options")),
    Lack.CHOICE: lambda: (_tr("Missing", "a choice"), _tr("Missing", "a choice")),
    Lack.CHOICE_DIFFERS: lambda: (_tr("Missing", "a choice"), _tr("Missing", "a choice")),
    Lack.MIXTURE: lambda: (_tr("Missing", "mixture"), _tr("Missing", "mixture")),
    Lack.AMOUNT: lambda: (_tr("Missing", "1 amount"), _tr("Missing", "{0} amounts")),
    Lack.SIGNER: lambda: (_tr("Missing", "who signs"), _tr("Missing", "who signs")),
    Lack.ASKED: lambda: (
        _tr("Missing", "1 question of the patient"),
        _tr("Missing", "{0} questions of the patient"),
    ),
    Lack.SEQUEL: lambda: (_tr("Missing", "1 entry"), _tr("Missing", "{0} entries")),
    Lack.RISK: lambda: (_tr("Missing", "1 risk"), _tr("Missing", "{0} risks")),
}
