"""Each cue gets its source and content; a clause around two cues belongs to the first."""

import pytest
from spacy.language import Language

from claimwire.language.claims.cues import find_cues
from claimwire.language.claims.drafts import Draft, drafts_of, merged, without_denied
from claimwire.language.claims.layout import Layout
from claimwire.language.mentions.tokens import Tokens

TWICE = "According to Smith, prices fell, according to Jones."


def drafts(layout: Layout) -> list[Draft]:
    return drafts_of(layout, find_cues(layout))


def test_a_clause_around_two_cues_belongs_to_the_first(nlp: Language) -> None:
    layout = Layout(Tokens.of(nlp(TWICE)))
    first, second = drafts(layout)
    assert first.content is not None
    assert first.content.rule == "according_to"
    assert second.content is None


def test_each_cue_alone_could_have_the_clause(nlp: Language) -> None:
    layout = Layout(Tokens.of(nlp(TWICE)))
    for cue in find_cues(layout):
        (draft,) = drafts_of(layout, [cue])
        assert draft.content is not None


def test_a_clause_that_is_taken_stays_taken(nlp: Language) -> None:
    layout = Layout(Tokens.of(nlp(TWICE)))
    first, _ = drafts(layout)
    assert first.content is not None
    again = drafts_of(layout, find_cues(layout), taken={first.content.around})
    assert [draft.content for draft in again] == [None, None]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Iran did not condemn the attack.", "object"),
        ("Iran did not confirm that it fell.", None),
        ("Iran confirmed that it fell.", "clause"),
    ],
)
def test_a_denied_cue_says_something_of_a_thing_and_no_clause(
    nlp: Language, text: str, rule: str | None
) -> None:
    layout = Layout(Tokens.of(nlp(text)))
    contents = [draft.content for draft in without_denied(layout, drafts(layout))]
    assert [content.rule for content in contents if content is not None] == ([rule] if rule else [])


def test_of_two_drafts_of_one_cue_the_later_counts(nlp: Language) -> None:
    first, second = drafts(Layout(Tokens.of(nlp(TWICE))))
    assert merged([second, first], []) == [first, second]
    (replaced, _) = merged([first, second], [Draft(first.cue, None)])
    assert replaced.source is None
