"""Which state those are of whose own words tell none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions, find_mentions_and_country
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

FOREIGN = (
    "Turkey and Russia quarrelled. Russia recalled an envoy from Turkey. Turkish and Russian "
    "papers wrote about it. Interior Minister Omar Arop called it a provocation."
)
DRY = "Kenya was dry. Kenyan traders lost. "
SHIP = "Norway sent a ship. Norwegian papers praised it, "
CASES = [
    ("Rain fell in Norway. Health Minister Kari Holm spoke.", "Kari Holm", "NOR"),
    ("TORRINGTON, Conn. -- Mayor Ray Hale left Hartford.", "Ray Hale", "USA"),
    ("Health Minister Kari Holm spoke in Paris.", "Kari Holm", None),
    (FOREIGN, "Omar Arop", None),
    # Whose somebody is, the text says.
    (f"{SHIP}said the mission's spokeswoman, Commander Ilse Berg.", "Ilse Berg", None),
    (f"{DRY}John Okoro, president of the club, left.", "John Okoro", None),
    (f"{DRY}Deputy chief economist John Okoro left.", "John Okoro", None),
    (f"{DRY}John Okoro, a spokesman for the bank, left.", "John Okoro", None),
    (f"{DRY}The president's envoy, General John Okoro, left.", "John Okoro", "KEN"),
    # A singer or footballer may be of any state.
    (f"{DRY}Singer John Okoro left. Okoro was late.", "John Okoro", None),
    (f"{DRY}Former minister John Okoro left.", "John Okoro", "KEN"),
]


def _named(mentions: list[Mention], words: str) -> Mention:
    return next(mention for mention in mentions if mention.text.endswith(words))


@pytest.mark.parametrize(("text", "words", "country"), CASES, ids=str)
def test_a_person_in_office(nlp: Language, text: str, words: str, country: str | None) -> None:
    person = _named(find_mentions(nlp(text)), words)
    assert person.country == country
    assert (person.score is None) == (country is None)


@pytest.mark.parametrize(("site", "country"), [("nation.co.ke", "KEN"), ("example.com", None)])
def test_the_publisher_tells_where_no_name_does(
    nlp: Language, site: str, country: str | None
) -> None:
    mentions = find_mentions(nlp("The Supreme Court ruled on Monday."), Context(site=site))
    assert _named(mentions, "Supreme Court").country == country


def test_a_person_has_one_country(nlp: Language) -> None:
    text = "Norway was dry. Minister Kari Holm spoke. In Sweden, Holm was praised. Norway is wet."
    assert {m.country for m in find_mentions(nlp(text)) if m.kind == "person"} == {"NOR"}


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["Norway", "Sweden", "Kenya"]), min_size=1, max_size=6))
def test_no_guess_where_evidence_is_divided(nlp: Language, names: list[str]) -> None:
    doc = nlp(" ".join(f"{name} was dry." for name in names))
    _, guess = find_mentions_and_country(Tokens.of(doc))
    counts = sorted((names.count(name) for name in set(names)), reverse=True)
    clear = counts[0] >= 2 * [*counts, 0][1]
    assert (guess is not None) == clear
    assert guess is None or 0.2 < guess.score <= 0.6


@pytest.mark.parametrize(
    "text",
    [
        "A US State Department spokesman said talks failed.",
        "US officials said talks failed.",
        "Former American general John Abe said talks failed.",
    ],
)
def test_one_name_counts_once_whatever_stands_in_it(nlp: Language, text: str) -> None:
    _, guess = find_mentions_and_country(Tokens.of(nlp(text)))
    assert guess == ("USA", 0.4)
