"""What is different since the last consent, before the next consultation goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult_app.domain.changes import Change
from consult_app.domain.consultation import Patient
from consult_app.domain.given import Departure
from consult_app.workflow.course import Carried, Loss
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.story import Earlier, earlier_complications


@dataclass(frozen=True, slots=True)
class ChangesScreen:
    """The session that was begun, `consultation`, beside the consent before it.

    `versions` are those of the content, then and now; `departures` what was given otherwise than planned;
    `again` how many answers came along to be asked again. `names` are those of ingredients and areas.
    """

    consultation: str
    patient: Patient
    treatment: str
    earlier: date
    days: int
    versions: tuple[str, str]
    changes: tuple[Change, ...]
    losses: tuple[Loss, ...]
    departures: tuple[Departure, ...]
    names: dict[str, str]
    complications: tuple[Earlier, ...]
    again: int
    days_valid: int = 0

    @property
    def too_old(self) -> bool:
        """Whether the practice takes a consent of so long ago for old."""
        return 0 < self.days_valid < self.days

    @property
    def anything(self) -> bool:
        """Whether there is anything to be known before it goes on."""
        found = (self.changes, self.losses, self.departures, self.complications, self.too_old)
        return any(bool(each) for each in found)


def changes_screen(services: Services, vault: Vault, carried: Carried) -> ChangesScreen:
    """Compare a session that was begun with the consent that it follows."""
    talk, earlier = carried.conversation, carried.earlier
    stories = read_course(services, vault, talk.draft.patient.id).stories
    story = next((each for each in stories if each.line.id == earlier.id), None)
    return ChangesScreen(
        talk.draft.id,
        talk.draft.patient,
        talk.treatment.name,
        earlier.day,
        (talk.draft.day - earlier.day).days,
        (earlier.pack_version, talk.treatment.version),
        carried.changes,
        carried.losses,
        story.given.departures if story and story.given else (),
        story.names if story else {},
        earlier_complications(services, vault, talk.draft.patient.id),
        len(talk.draft.answers),
        vault.preferences().days_valid,
    )
