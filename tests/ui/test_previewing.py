"""The pages of a draft are laid out to be read, and for nobody else than who is asked about."""

from dataclasses import replace

import pytest

from consult_app.domain.document import PaperSize, Sheet
from consult_app.errors import ContentError, RenderError
from consult_app.ui.jobs import Jobs
from consult_app.ui.previewing import Previewing
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.speaking import speaking_as
from tests.helpers.fakes import FakeLibrary, fake_render, fake_services
from tests.helpers.sample import draft, sample
from tests.helpers.sealing import bench
from tests.helpers.translated import in_made_up_arabic


class Renderer:
    """Counts what was laid out, and refuses where told to."""

    def __init__(self):
        self.laid = 0
        self.sheets = []
        self.languages = []
        self.refuses = False

    def __call__(self, *given):
        self.laid += 1
        self.sheets.append(given[0].sheet)
        self.languages.append((given[0].language, given[0].beside))
        if self.refuses:
            raise RenderError("glyph-missing", "A character cannot be printed.")
        return fake_render(*given)


@pytest.fixture
def renderer():
    return Renderer()


@pytest.fixture
def heard():
    return []


@pytest.fixture
def previewing(qtbot, renderer, heard):
    jobs = Jobs()
    made = Previewing(replace(fake_services(sample()), render=renderer), jobs)
    made.laid.connect(heard.append)
    yield made
    jobs.close()


def about(**changes):
    return Conversation.about(sample(), draft(**changes))


def test_a_draft_is_laid_out_once(previewing, renderer, heard, qtbot):
    previewing.want(about())
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0].endswith(b"signed by: ")
    previewing.want(about())
    assert (len(heard), renderer.laid) == (2, 1)
    previewing.want(about(areas=()))
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert renderer.laid == 2


def test_on_another_sheet_it_is_laid_out_again(previewing, renderer, heard, qtbot):
    previewing.want(about())
    previewing.want(about(), Sheet(PaperSize.LETTER))
    qtbot.waitUntil(lambda: len(heard) == 1)
    previewing.want(about(), Sheet(large=True))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert renderer.sheets == [Sheet(PaperSize.LETTER), Sheet(large=True)]


def test_who_only_passes_by_waits_for_nothing(previewing, renderer, heard, qtbot):
    previewing.want(about(areas=()))
    previewing.leave()
    previewing.want(about())
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert renderer.laid == 1


def test_what_was_wanted_before_is_not_told_any_more(previewing, renderer, heard, qtbot):
    previewing.want(about(areas=()))
    previewing._settling.stop()
    previewing._start()
    previewing.want(about())
    qtbot.waitUntil(lambda: len(heard) == 1)
    previewing.forget()
    previewing._start()
    previewing.want(about())
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[0] == heard[1]


def test_what_cannot_be_laid_out_leaves_the_gate_alone(previewing, renderer, heard, qtbot):
    renderer.refuses = True
    previewing.want(about())
    qtbot.waitUntil(lambda: heard == [b""])


def test_the_vault_is_asked_which_languages_the_pack_has_and_the_form_is_laid_out_in_both(
    previewing, renderer, heard, qtbot
):
    on, tags = bench(), []
    library = previewing._services.library
    library.spoken["ar"] = in_made_up_arabic(sample())
    said = speaking_as(previewing._services, on.vault, draft(), "ar")
    previewing.spoken.connect(tags.append)
    previewing.want(Conversation.about(sample(), said), vault=on.vault)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert tags == [("en", "ar")]
    assert renderer.languages == [("ar", "en")]


class Mistaken(FakeLibrary):
    """A library whose translation has a mistake."""

    def restore(self, bundle):
        if bundle == "bundle ar":
            raise ContentError("unknown-id", "ar.yaml:3", "there is no 'x'.", "Mend it.")
        return super().restore(bundle)


def test_a_translation_with_a_mistake_is_told_and_the_form_laid_out_in_its_own_language(
    previewing, renderer, heard, qtbot
):
    on, told = bench(draft().speaking("ar", "ar")), []
    on.vault.keep_pack("ar", "bundle ar")
    library = Mistaken()
    library.publish(sample())
    library.spoken["ar"] = in_made_up_arabic(sample())
    previewing._services = replace(previewing._services, library=library)
    previewing.unspoken.connect(told.append)
    previewing.want(about(language="ar", translation="ar"), vault=on.vault)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0]
    assert renderer.languages == [("en", "")]
    assert [error.where for error in told] == ["ar.yaml:3"]
    previewing.want(about(language="en"), vault=on.vault)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert told[1:] == [None]


def test_what_is_not_wanted_any_more_once_the_vault_answered_is_not_laid_out(previewing, renderer, qtbot):
    on, tags = bench(), []
    previewing.spoken.connect(tags.append)
    previewing.want(about(), vault=on.vault)
    previewing._settling.stop()
    previewing._start()
    previewing.leave()
    previewing._jobs.run(lambda: None, lambda _: tags.append("done"), tags.append)
    qtbot.waitUntil(lambda: tags == ["done"])
    assert renderer.laid == 0
