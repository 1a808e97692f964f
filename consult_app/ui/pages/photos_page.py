"""Photographs of a patient: two of them side by side, and new ones where the patient agreed to them."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.photo import Photo, Taken
from consult_app.domain.questionnaire import Choice
from consult_app.domain.unfinished import Place, WordsBegun
from consult_app.ui.arranging import drop
from consult_app.ui.days import day_words
from consult_app.ui.photo_words import removed_words
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.chips import Chips
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.photo_pane import PhotoPane
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.workflow.photos import PhotosScreen

_WIDEST = 1300


class PhotosPage(QScrollArea):
    """Draws a `PhotosScreen`; a picture is fetched when it is chosen to be seen."""

    photo_requested = Signal(str, int)
    """Which photograph is wanted, and on which side: 0 or 1."""
    photos_wanted = Signal(str, object, str)
    """The consultation, when they were taken, and of what: the files are chosen next."""
    folder_wanted = Signal(str, object, str)
    """The same of pictures that a camera saves into a folder from now on: which one is chosen next."""
    photos_brought = Signal(object, str, object, str)
    """The same of files that were dragged in: their paths first."""
    folder_left = Signal()
    """No folder is to be watched any more."""
    photos_left = Signal()
    """Nobody looks at photographs any more."""
    patient_requested = Signal(str)
    removal_requested = Signal(object, str, bool)
    """The photograph, what it is called, and whether the patient took back what they agreed to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Photographs"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._screen: PhotosScreen | None = None
        self._left: tuple[str, tuple[str, ...]] = ("", ())
        self._by_id: dict[str, Photo] = {}
        self._names: dict[str, str] = {}
        self._about = PlainLabel("", "quiet")
        self._leave = Button(self.tr("Back to the patient"), "secondary", "arrow-left")
        self._notice = Notice()
        self._refused = Notice(Tone.CAUTION)
        self._none = PlainLabel(self.tr("No photograph yet."), "quiet")
        self._uses = PlainLabel("", "quiet")
        names = (self.tr("Left picture"), self.tr("Right picture"))
        self._panes = [PhotoPane(name) for name in names]
        self._choices = [RadioList(name) for name in names]
        self._removals = [Button(self.tr("Remove…"), "secondary", "trash-2") for _ in names]
        self._shown = [""] * len(names)
        self._closer = Button(self.tr("Larger"), "secondary", "zoom-in")
        self._farther = Button(self.tr("Smaller"), "secondary", "zoom-out")
        self._whole = Button(self.tr("All of it"), "secondary")
        self._closer.setAccessibleDescription(self.tr("Both pictures alike. Ctrl and the wheel do the same."))
        self._held = PlainLabel("", "quiet")
        self._unwanted = Notice(Tone.CAUTION)
        self._compare = Card(self.tr("Side by side"))
        self._new = Card(self.tr("New photographs"))
        self._when = ChoiceFlow(self.tr("When they were taken"))
        self._where: Chips | None = None
        self._holding: Holding | None = None
        self._where_column = QVBoxLayout()
        self._choose = Button(self.tr("Choose files…"), "primary", "camera")
        self._folder = Button(self.tr("Watch a folder…"), "secondary", "folder-open")
        self._folder.setAccessibleDescription(
            self.tr("Puts in each picture that a camera saves into a folder while this is open.")
        )
        self._watched = PlainLabel("", "quiet")
        self._moved = PlainLabel("", "quiet")
        self._watching = False
        self._asked: tuple[str | None, str] = (None, "")
        """What was chosen last for photographs that come in now."""
        self._lay_out()
        self._connect()
        self.show_watched("")

    def display(self, screen: PhotosScreen) -> None:
        """Show what there is; the first and the last one are fetched to be compared."""
        again = self._screen is not None and self._screen.consultation == screen.consultation
        self._screen = screen
        self._moved.hide()
        self._by_id = {each.id: each for each in screen.photos}
        self._names = self._named(screen.photos)
        self._notice.say("", "")
        self._about.setText(screen.patient.name)
        self._uses.setText(self._use_words(screen))
        self._uses.setVisible(bool(screen.photos))
        self._refused.say(*self._refusal(screen))
        self._held.setText(self._held_words(screen))
        self._unwanted.say(*self._unwanted_words(screen))
        for button in self._removals:
            button.setVisible(bool(screen.photos) and screen.may_add)
        for button in (self._closer, self._farther, self._whole):
            button.setVisible(bool(screen.photos))
        self._new.setVisible(screen.agreed and screen.may_add)
        self._none.setVisible(not screen.photos)
        for at, choice in enumerate(self._choices):
            choice.setVisible(bool(screen.photos))
            choice.set_choices([(each.id, self._words(each)) for each in screen.photos])
            self._panes[at].setVisible(bool(screen.photos))
            self._panes[at].show_photo(b"", "")
        if not (again and self._speaks_of_next()):
            self._when.set_choices(self._whens())
            self._when.set_current(Taken.BEFORE.value)
            self._offer_places(screen)
        if screen.photos:
            for side, at in ((0, 0), (1, -1)):
                self._choices[side].set_current(screen.photos[at].id)
                self.photo_requested.emit(screen.photos[at].id, side)

    def show_photo(self, photo: str, side: int, jpeg: bytes) -> None:
        """Show a picture that was fetched."""
        if photo in self._by_id:
            it = self._by_id[photo]
            words = self.tr("{0}, put in by {1}").format(self._words(it), it.by)
            self._shown[side] = photo
            self._removals[side].setAccessibleName(self.tr("Remove: {0}").format(self._words(it)))
            self._panes[side].show_photo(jpeg, words)

    def show_moved(self, done: int, count: int) -> None:
        """Say how far it is with the photographs that come in."""
        self._moved.setText(self.tr("{0} of {1} are put in.").format(done, count))
        self._moved.setVisible(count > 1)

    def show_watched(self, folder: str) -> None:
        """Say which folder is watched, and for which pictures; none with no words."""
        self._watching = bool(folder)
        self._folder.setText(self.tr("Stop watching") if folder else self.tr("Watch a folder…"))
        words = self.tr("Pictures saved into {0} are put in as they come: {1} · {2}")
        when = dict(self._whens()).get(self._when.current or "", "")
        self._watched.setText(words.format(folder, when, self._place()))
        self._watched.setVisible(bool(folder))

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait for no camera where nobody sees what comes."""
        super().hideEvent(event)
        self.show_watched("")
        self.photos_left.emit()

    def takes_files(self) -> bool:
        """Whether files that are dragged in are photographs to be kept."""
        return self._new.isVisible()

    def bring_files(self, paths: list[str]) -> None:
        """Have files that were dragged in kept as what is chosen."""
        self._ask(self.photos_brought, paths)

    def leave(self) -> None:
        """Go back to the patient; what the next pictures show is there again later."""
        if self._screen is not None:
            self.flush()
            self._left = (self._screen.consultation, self._where.value() if self._where else ())
            self.patient_requested.emit(self._screen.patient.id)

    def unfinished(self) -> WordsBegun | None:
        """Give what was said of pictures that are not chosen yet."""
        self.flush()
        return self._holding.unfinished() if self._holding is not None else None

    def go_on_with(self, begun: WordsBegun) -> None:
        """Show it again, for the pictures to be chosen."""
        if self._holding is not None:
            self._holding.go_on_with(begun)

    def refuse(self, title: str, text: str) -> None:
        """Say why a picture was not kept or not shown."""
        self._notice.say(title, text)
        self.ensureWidgetVisible(self._notice, 0, 80)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        if self._where is not None:
            self._where.flush()

    def _held_words(self, screen: PhotosScreen) -> str:
        """Say what the practice still holds, and what it does not hold any more."""
        held = self.tr("Photographs that the practice holds of this patient: {0}.").format(len(screen.photos))
        if not screen.removed:
            return held
        note = self.tr("Backups that were made before still hold what was removed.")
        return "\n".join((held, *(removed_words(each) for each in screen.removed), note))

    def _unwanted_words(self, screen: PhotosScreen) -> tuple[str, str]:
        if not screen.unwanted:
            return "", ""
        title = self.tr("Photographs that the patient does not agree to any more: {0}")
        text = self.tr(
            "They are still kept. Remove them, unless they have to be kept: whether they have to, the law of "
            "your place decides."
        )
        return title.format(len(screen.unwanted)), text

    def _ask_removal(self, side: int) -> None:
        self.ask_removal(self._shown[side])

    def ask_removal(self, photo_id: str) -> None:
        """Ask why a photograph goes, where it is there and somebody is here who may decide that."""
        photo = self._by_id.get(photo_id)
        if photo is not None and self._screen is not None and self._screen.may_add:
            unwanted = photo.id in self._screen.unwanted
            self.removal_requested.emit(photo, self._words(photo), unwanted)

    def _use_words(self, screen: PhotosScreen) -> str:
        if not screen.uses:
            return self.tr("For the record only: the patient agreed to no other use, or took it back.")
        return self.tr("Beside the record, the patient agreed to: {0}").format("; ".join(screen.uses))

    def _refusal(self, screen: PhotosScreen) -> tuple[str, str]:
        if screen.taken_back is not None:
            words = self.tr("The patient took back photographs for the record on {0}. None are added.")
            return self.tr("No new photographs"), words.format(day_words(screen.taken_back))
        if not screen.agreed:
            return (
                self.tr("No new photographs"),
                self.tr("In this consent the patient did not agree to photographs for the record."),
            )
        if not screen.may_add:
            return self.tr("No new photographs"), self.tr("Photographs are put in by a clinician.")
        return "", ""

    def _whens(self) -> list[tuple[str, str]]:
        return [
            (Taken.BEFORE.value, self.tr("Before")),
            (Taken.AFTER.value, self.tr("Right after")),
            (Taken.LATER.value, self.tr("Later")),
        ]

    def _words(self, photo: Photo) -> str:
        return self._names[photo.id]

    def _named(self, photos: tuple[Photo, ...]) -> dict[str, str]:
        """Name photographs by id; those of one day, time and view are told apart by a number."""
        plain = {each.id: self._plain_words(each) for each in photos}
        count, so_far = Counter(plain.values()), Counter[str]()
        names = {}
        for each, words in plain.items():
            so_far[words] += 1
            numbered = self.tr("{0} · no. {1}").format(words, so_far[words])
            names[each] = numbered if count[words] > 1 else words
        return names

    def _plain_words(self, photo: Photo) -> str:
        when = dict(self._whens())[photo.taken.value]
        return self.tr("{0} · {1} · {2}").format(day_words(photo.at.date()), when, photo.place)

    def _offer_places(self, screen: PhotosScreen) -> None:
        if self._where is not None:
            drop(self._where_column, self._where)
        self._where = Chips(self.tr("What they show"))
        self._where.set_choices(
            [Choice(each, each) for each in screen.areas], own_words=True, add=self.tr("Other view")
        )
        self._holding = Holding(Place.PHOTOS, screen.consultation, when=self._when, where=self._where)
        consultation, places = self._left
        if consultation == screen.consultation:
            self._where.set_value(places)
        self._left = ("", ())
        self._where_column.addWidget(self._where)

    def _speaks_of_next(self) -> bool:
        """Whether something else was chosen meanwhile, for the next photographs."""
        self.flush()
        return bool(self._place()) and (self._when.current, self._place()) != self._asked

    def _place(self) -> str:
        return "; ".join(self._where.value()) if self._where is not None else ""

    def _ask(self, wanted: SignalInstance, *files: list[str]) -> None:
        self.flush()
        place = self._place()
        if not place:
            self.refuse(self.tr("Say what they show"), self.tr("Choose an area, or write it down."))
        elif self._screen is not None:
            self._asked = (self._when.current, place)
            wanted.emit(*files, self._screen.consultation, Taken(self._when.current), place)

    def _turn_folder(self) -> None:
        if self._watching:
            self.folder_left.emit()
        else:
            self._ask(self.folder_wanted)

    def _connect(self) -> None:
        self._leave.clicked.connect(self.leave)
        self._choose.clicked.connect(lambda: self._ask(self.photos_wanted))
        self._folder.clicked.connect(self._turn_folder)
        one, other = self._panes
        one.looked_closer.connect(other.look)
        other.looked_closer.connect(one.look)
        for button, steps in ((self._closer, 1), (self._farther, -1), (self._whole, 0)):
            button.clicked.connect(lambda _=False, steps=steps: one.look_closer(steps))
        for side, button in enumerate(self._removals):
            button.clicked.connect(lambda _=False, side=side: self._ask_removal(side))
        for side, choice in enumerate(self._choices):
            choice.chosen.connect(lambda photo, side=side: self.photo_requested.emit(photo, side))
            choice.cleared.connect(partial(self._panes[side].show_photo, b"", ""))

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(Space.CARD)
        for choice, pane, removal in zip(self._choices, self._panes, self._removals, strict=True):
            side = QVBoxLayout()
            side.addWidget(pane)
            side.addWidget(removal, 0, Qt.AlignmentFlag.AlignLeft)
            side.addWidget(choice)
            side.addStretch(1)
            both.addLayout(side, 1)
        self._compare.body.addWidget(self._none)
        self._compare.body.addWidget(self._uses)
        self._compare.body.addWidget(FlowRow((self._closer, self._farther, self._whole)))
        self._compare.body.addLayout(both)
        self._compare.body.addWidget(self._held)
        lead = self.tr(
            "Only the picture is kept, in the vault: where and when it was taken and by which camera stays "
            "behind. Files can be dragged onto this page, too. They stay where they are; delete them there."
        )
        self._new.body.addWidget(PlainLabel(lead, "quiet"))
        self._new.body.addWidget(PlainLabel(self.tr("When they were taken"), "strong"))
        self._new.body.addWidget(self._when)
        self._new.body.addWidget(PlainLabel(self.tr("What they show"), "strong"))
        self._new.body.addLayout(self._where_column)
        self._new.body.addWidget(FlowRow((self._choose, self._folder)))
        self._new.body.addWidget(self._watched)
        self._new.body.addWidget(self._moved)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        title = PlainLabel(self.tr("Photographs"), "title")
        column.addWidget(PageHead((title, self._about), (self._leave,)))
        for widget in (self._notice, self._unwanted, self._compare, self._refused, self._new):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(ScrolledColumn(column, _WIDEST))
