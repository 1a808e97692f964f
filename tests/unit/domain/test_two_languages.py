"""Two languages on one form: block by block beside each other, and what both say alike once."""

from dataclasses import replace

from consult_app.domain.compose import compose_consent, in_two_languages
from consult_app.domain.consultation import Draft
from consult_app.domain.document import (
    Bullets,
    Columns,
    Fields,
    Heading,
    Paragraph,
    Parallel,
    Role,
    SignatureBlock,
    Table,
    texts,
)
from consult_app.domain.screening import assess
from tests.helpers.sample import NOW, draft, sample
from tests.helpers.translated import in_made_up_arabic


def both(first, second):
    one = compose_consent(sample(), draft(), assess(sample(), draft()), NOW)
    mine = replace(one, language="ar", blocks=first, running=replace(one.running, patient="theirs"))
    made = in_two_languages(mine, replace(one, blocks=second))
    return made.blocks, made


def test_blocks_of_a_kind_stand_beside_each_other_and_what_is_alike_once():
    blocks, made = both((Heading("عنوان"), Paragraph("1")), (Heading("Title"), Paragraph("1")))
    assert blocks == (Parallel((Heading("عنوان"),), (Heading("Title"),)), Paragraph("1"))
    assert (made.language, made.beside) == ("ar", "en")
    assert made.running.patient != "theirs"


def test_of_two_lists_each_point_stands_beside_its_own():
    points, same = ("أ", "ب"), ("a", "b")
    blocks, _ = both((Bullets(points),), (Bullets(same),))
    assert blocks == (
        Parallel((Bullets(("أ",)),), (Bullets(("a",)),)),
        Parallel((Bullets(("ب",)),), (Bullets(("b",)),)),
    )
    uneven, _ = both((Bullets(points),), (Bullets(("a",)),))
    assert uneven == (Parallel((Bullets(points),), (Bullets(("a",)),)),)


def test_what_only_one_language_has_stands_where_it_belongs():
    blocks, _ = both(
        (Heading("عنوان"), Paragraph("فقط"), Fields((("أ", "ب"),))), (Heading("Title"), Fields((("a", "b"),)))
    )
    assert [each.second for each in blocks] == [(Heading("Title"),), (), (Fields((("a", "b"),)),)]
    assert blocks[1].first == (Paragraph("فقط"),)


def test_nothing_else_stands_side_by_side():
    table = Table(("What", "How"), (("This", "so"),))
    blocks, _ = both((Columns(2), table), (Columns(2), replace(table, head=("Was", "Wie"))))
    assert blocks[0] == Heading("This", 3)
    assert blocks[1] == Parallel(
        (Fields((("How", "so"),), told=True),), (Fields((("Wie", "so"),), told=True),)
    )


def test_a_whole_form_says_all_that_either_says_and_keeps_its_signers():
    spoken = in_made_up_arabic(sample())
    alone = [compose_consent(each, draft(), assess(each, draft()), NOW) for each in (spoken, sample())]
    made = in_two_languages(*alone)
    assert made.signers == (Role.PATIENT, Role.CLINICIAN)
    said = {text for block in made.blocks for text in texts(block)}
    assert all(set(texts(block)) <= said for each in alone for block in each.blocks)
    signed = [
        one
        for block in made.blocks
        for one in (block.first if isinstance(block, Parallel) else (block,))
        if isinstance(one, SignatureBlock)
    ]
    assert [each.role for each in signed] == [Role.PATIENT, Role.CLINICIAN]


def test_a_draft_remembers_the_language_and_so_does_the_next_session():
    said = draft().speaking("ar")
    assert said.language == "ar"
    assert said.revision == draft().revision + 1
    assert isinstance(said, Draft)
    begun = draft(id="c-2").speaking("ar", "d" * 64)
    assert begun.following(said, {}, (), ()).translation == "d" * 64
