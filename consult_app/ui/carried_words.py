"""What came along from the last session, and what did not, in words."""

from PySide6.QtCore import QCoreApplication

from consult_app.ui.days import day_words
from consult_app.workflow.course import Carried, Dropped, Loss


def carried_words(carried: Carried) -> tuple[str, str]:
    """Give a title and a text: how many answers came along, and whatever was left behind with the reason."""
    tr = QCoreApplication.translate
    count = len(carried.conversation.draft.answers)
    follows = tr("Carried", "Follows the session of {0}").format(day_words(carried.earlier.day))
    title = tr("Carried", "Begun again") if carried.again else follows
    came = tr("Carried", "Answers that came along: {0}. Ask each one again.").format(count)
    if not carried.losses:
        return title, came
    left = "; ".join(loss_words(each) for each in carried.losses)
    return title, tr("Carried", "{0} Not taken over: {1}.").format(came, left)


def loss_words(loss: Loss) -> str:
    """Say what was left behind, and why."""
    tr = QCoreApplication.translate
    words = {
        Dropped.GONE: tr("Carried", "“{0}” (is not asked any more)"),
        Dropped.ASKED_DIFFERENTLY: tr("Carried", "“{0}” (is asked in other words now)"),
        Dropped.MISFIT: tr("Carried", "“{0}” (the answer is not offered any more)"),
        Dropped.AREA: tr("Carried", "{0} (is no area of this goal any more)"),
        Dropped.INGREDIENT: tr("Carried", "{0} (is no ingredient for this goal any more)"),
    }
    return words[loss.why].format(loss.words)
