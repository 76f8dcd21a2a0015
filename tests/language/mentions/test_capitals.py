"""Names in headlines that are all in capitals, and in datelines."""

import pytest
from spacy.language import Language

from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.mention import Mention


def _in_headline(nlp: Language, text: str) -> list[Mention]:
    """The mentions of the first line."""
    return [mention for mention in find_mentions(nlp(text)) if mention.start < text.index("\n")]


@pytest.mark.parametrize(
    ("headline", "text", "named"),
    [
        ("RUSSIA, CHINA BLOCK UN MOVE ON SYRIA SANCTIONS", "Moscow vetoed the text on Tuesday.",
         {"RUSSIA": "country:RUS", "CHINA": "country:CHN", "UN": "igo:un",
          "SYRIA": "country:SYR"}),
        ("ISRAEL STRIKES HEZBOLLAH POSTS", "Rockets were fired on Sunday.",
         {"ISRAEL": "country:ISR", "HEZBOLLAH": "group:hezbollah"}),
        ("PUTIN READY TO MEET ZELENSKY IN ISTANBUL", "The talks begin in May.",
         {"PUTIN": "person:vladimir-putin@RUS", "ZELENSKY": "person:volodymyr-zelensky@UKR",
          "ISTANBUL": "geonames:745044"}),
        ("KENYAN TROOPS LEAVE SOMALI TOWN", "They left at dawn.",
         {"KENYAN": "country:KEN", "SOMALI": "country:SOM"}),
        # Persons, places and bodies that the text has elsewhere.
        ("OKORO NAMED HEAD OF VELK WATCH", "Mary Okoro will lead the Velk Watch, it said.",
         {"OKORO": "person:mary-okoro", "VELK WATCH": "organisation:velk-watch"}),
        ("SHELLS HIT NIAFUNKE AT DAWN", "They fell in Niafunké, a town in Mali.",
         {"NIAFUNKE": "geonames:2452830"}),
        ("PARTY WILL VOTE AGAIN", "It will vote, party head John Will said. Will was tired.", {}),
        # Common words, which are companies, parties and media in other lines.
        ("TARGET OF APPLE THEFT TELLS TIME", "A shop in Oslo was robbed.", {}),
        ("PROPERTY PRICES FALL AGAIN", "Prices of property fell.", {}),
        ("EDUCATIONIST WINS TICKET", "She will run in June.", {}),
    ],
)  # fmt: skip
def test_the_names_of_a_headline_in_capitals(
    nlp: Language, headline: str, text: str, named: dict[str, str]
) -> None:
    found = _in_headline(nlp, f"{headline}\n{text}")
    assert {m.text: m.entity_id for m in found if not m.described or m.nested} == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("LONDON (AP) - Rain fell. The AP said so.",
         {"LONDON": "geonames:2643743", "AP": "media:ap"}),
        ("ISLAMABAD, Nov 3 (PTI) - Rain fell.",
         {"ISLAMABAD": "geonames:1176615", "PTI": "media:press-trust-of-india"}),
        ("September 20, 2013 (JUBA) - Rain fell.", {"JUBA": "geonames:373303"}),
        ("A HEADLINE\nNAIROBI, Nov 3 (Reuters) - Rain fell.",
         {"NAIROBI": "geonames:184745", "Reuters": "media:reuters"}),
    ],
)  # fmt: skip
def test_the_names_of_a_dateline(nlp: Language, text: str, named: dict[str, str]) -> None:
    assert {mention.text: mention.entity_id for mention in find_mentions(nlp(text))} == named
