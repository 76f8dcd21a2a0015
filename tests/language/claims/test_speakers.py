"""Who speaks: named, described, or meant by a pronoun."""

# ruff: noqa: RUF001 - typographic marks are what is tested

from collections.abc import Callable

import pytest

from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]


def _names(claims: list[Claim]) -> list[str | None]:
    return [claim.speaker_name for claim in claims]


@pytest.mark.parametrize(
    ("text", "name", "kind", "role", "affiliation", "country"),
    [
        (
            "Taliban spokesman Zabihullah Mujahid said talks failed.",
            "Zabihullah Mujahid",
            "official",
            "spokesman",
            "Taliban",
            "AFG",
        ),
        (
            "A US State Department spokesman said talks failed.",
            None,
            "official",
            "spokesman",
            "United States Department of State",
            "USA",
        ),
        (
            "Foreign Minister Pavel Doronin said talks failed.",
            "Pavel Doronin",
            "official",
            "foreign minister",
            None,
            None,
        ),
        (
            "UN Secretary-General Antonio Guterres said talks failed.",
            "António Guterres",
            "official",
            "secretary general",
            "United Nations",
            None,
        ),
        (
            "The minister, Ana Brnabel, said talks failed.",
            "Ana Brnabel",
            "official",
            "minister",
            None,
            None,
        ),
        ("Hamas said talks failed.", "Hamas", "group", None, None, "PSE"),
        ("Iran said talks failed.", "Iran", "government", None, None, "IRN"),
        ("The Kremlin said talks failed.", "Kremlin", "government", None, None, "RUS"),
        ("Reuters said talks failed.", "Reuters", "media", None, None, None),
        ("The report said talks failed.", None, "document", None, None, None),
        (
            "Two diplomats familiar with the matter said talks failed.",
            None,
            "anonymous",
            "diplomat",
            None,
            None,
        ),
        (
            "The president's spokesman said talks failed.",
            None,
            "official",
            "spokesman",
            None,
            None,
        ),
    ],
)
def test_named_and_described_speakers(
    claims_of: ClaimsOf,
    *,
    text: str,
    name: str | None,
    kind: str,
    role: str | None,
    affiliation: str | None,
    country: str | None,
) -> None:
    (claim,) = claims_of(text)
    assert (claim.speaker_name, claim.speaker_kind, claim.speaker_role) == (name, kind, role)
    assert (claim.speaker_affiliation, claim.speaker_country) == (affiliation, country)


def test_a_surname_and_a_pronoun_mean_the_full_name(claims_of: ClaimsOf) -> None:
    text = (
        "Foreign Minister Sergei Lavrov said Russia would not withdraw. "
        "Lavrov added that talks could resume. He warned that time was short."
    )
    claims = claims_of(text)
    assert _names(claims) == ["Sergei Lavrov"] * 3
    assert [claim.speaker_kind for claim in claims] == ["official"] * 3
    assert [claim.speaker_role for claim in claims] == ["foreign minister"] * 3


def test_a_pronoun_passes_over_whom_it_does_not_fit(claims_of: ClaimsOf) -> None:
    text = (
        "Angela Merkel said talks had failed. Emmanuel Macron said he was sad. "
        "She said she would try again. The Taliban said it would attack. "
        "He said he would wait."
    )
    assert _names(claims_of(text)) == [
        "Angela Merkel",
        "Emmanuel Macron",
        "Angela Merkel",
        "Taliban",
        "Emmanuel Macron",
    ]


def test_it_and_they_mean_bodies_and_groups(claims_of: ClaimsOf) -> None:
    text = "Angela Merkel left. Israel’s army said it struck. It said the strike hit a tunnel."
    (name, *others) = _names(claims_of(text))
    assert name in ("Israel’s army", "Armed Forces of Israel")
    assert others == [name]


def test_a_pronoun_without_antecedent_stays_open(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("He said talks had failed.")
    assert (claim.speaker_text, claim.speaker_name, claim.speaker_kind) == ("He", None, "unknown")


def test_the_writer_s_own_voice_has_no_name(claims_of: ClaimsOf) -> None:
    assert _names(claims_of("Iran said talks failed. I think it is right.")) == ["Iran", None]


def test_the_subjects_of_a_content_are_not_who_speaks_next(claims_of: ClaimsOf) -> None:
    text = "Angela Merkel said Theresa May had left. She said talks would go on."
    assert _names(claims_of(text)) == ["Angela Merkel"] * 2


def test_a_subject_that_said_nothing_may_speak_next(claims_of: ClaimsOf) -> None:
    text = "President Emmanuel Macron arrived in Berlin. He said talks would go on."
    assert _names(claims_of(text)) == ["Emmanuel Macron"]


@pytest.mark.parametrize("words", ["The official", "The spokesman", "The person"])
def test_the_official_takes_up_who_spoke_last(claims_of: ClaimsOf, words: str) -> None:
    text = f"A US State Department spokesman said talks failed. {words} said they would resume."
    last = claims_of(text)[1]
    assert (last.speaker_text, last.speaker_name) == (words, None)
    assert (last.speaker_role, last.speaker_country) == ("spokesman", "USA")
    assert last.speaker_affiliation == "United States Department of State"


def test_another_office_is_somebody_else(claims_of: ClaimsOf) -> None:
    text = "A US State Department spokesman said talks failed. The minister said they went on."
    first, second = claims_of(text)
    assert (first.speaker_role, second.speaker_role) == ("spokesman", "minister")
    assert (first.speaker_country, second.speaker_country) == ("USA", None)
    assert first.speaker_affiliation
    assert second.speaker_affiliation is None


def test_who_takes_its_name_from_the_noun(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Angela Merkel, who said talks had failed, left Berlin.")
    assert (claim.speaker_text, claim.speaker_name) == ("Angela Merkel", "Angela Merkel")


def test_a_passive_names_its_agent(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("It was announced by Iran on Monday that talks had failed.")
    assert claim.speaker_name == "Iran"


@pytest.mark.parametrize(
    ("text", "name", "affiliation"),
    [
        ("Hamas condemned the raid. The group said it would answer.", "Hamas", None),
        ("NATO warned Russia. The alliance said it was ready.", "North Atlantic Treaty", None),
        ('Hamas condemned the raid. "We will respond," its spokesman said.', None, "Hamas"),
        ("Hamas condemned the raid. A group of lawyers said it was legal.", None, None),
    ],
)
def test_words_that_take_up_a_body_named_before(
    claims_of: ClaimsOf, text: str, name: str | None, affiliation: str | None
) -> None:
    last = claims_of(text)[-1]
    assert (last.speaker_name or "").startswith(name or "")
    assert (last.speaker_name is None) == (name is None)
    assert last.speaker_affiliation == affiliation


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A body or place that has the noun in its name, then one of its kind, not the nearest.
        ("The African Union met Reuters. The union said talks failed.", "African Union"),
        ("Police arrived in Lyon for Renault. The city said talks failed.", "Lyon"),
        ("Reuters asked the World Bank. The agency said talks failed.", "World Bank"),
        ("Hamas met in Paris. The company said talks failed.", None),
        # An office, also abbreviated, also with a country.
        ("Sen. Bernie Sanders left. The senator said talks failed.", "Bernie Sanders"),
        ("Sen. Bernie Sanders left. The Vermont senator said talks failed.", "Bernie Sanders"),
        (
            "Turkish President Ana Ak met Jean Dupont. The Turkish president said talks failed.",
            "Ana Ak",
        ),
        # Another word for somebody without an office; one that fits.
        ("Tom Malone met Susan Sarandon. The actress said talks failed.", "Susan Sarandon"),
        ("Tom Malone left. The actress said talks failed.", None),
        # Pronouns.
        ("NATO left. Two officials in Suva warned Iran. They said talks failed.", None),
        ("Angela Merkel left. Her family mourned. She said talks failed.", "Angela Merkel"),
        ("Talks with Angela Merkel failed. She said they would resume.", "Angela Merkel"),
    ],
)
def test_words_that_take_up_what_was_named_before(
    claims_of: ClaimsOf, text: str, name: str | None
) -> None:
    assert claims_of(text)[-1].speaker_name == name


def test_others_named_with_a_speaker_make_it_more_than_one(claims_of: ClaimsOf) -> None:
    text = "Iran and Iraq said talks failed. Angela Merkel left. They said they would wait."
    assert claims_of(text)[-1].speaker_name == "Iran"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "“Did you go?” Hart asked.\n“No,” said Lind.\n“Are you quite sure?”\n“I am sure.”",
            ["Hart", "Lind", "Hart", "Lind"],
        ),
        (
            "“Did you see him?” Hart asked.\n“No,” said Lind.\n“I was in bed all night long.”",
            ["Hart", "Lind", "Lind"],
        ),
        # One who asks may go on.
        (
            "“How dare they do this?” Hart asked.\n“They took our land and our water.”",
            ["Hart", "Hart"],
        ),
        # A paragraph between ends a dialogue.
        (
            "“Did you go?” Hart asked.\n“No,” said Lind.\nIt was late.\n“Are you sure of it?”",
            ["Hart", "Lind"],
        ),
        # What goes on with a claim has its speaker.
        (
            "“We won,” Hart said, and Lind smiled at him. “Nobody else could have done it.”",
            ["Hart", "Hart"],
        ),
    ],
)
def test_speakers_of_quotations_without_a_cue(
    claims_of: ClaimsOf, text: str, names: list[str]
) -> None:
    assert _names(claims_of(text)) == names


def test_no_word_of_a_quotation_speaks_it(claims_of: ClaimsOf) -> None:
    text = "Omar Haddad wept, and also yelled “Allahu akbar,” the words of “God is great” there."
    assert _names(claims_of(text)) == ["Omar Haddad"]


@pytest.mark.parametrize(
    ("speaker", "country"),
    [
        ("A Western diplomat in Maputo", None),
        ("A diplomat in Maputo", None),
        ("Foreign officials", None),
        ("Officials", "MOZ"),
    ],
)
def test_foreigners_are_not_of_the_state_of_the_text(
    claims_of: ClaimsOf, speaker: str, country: str | None
) -> None:
    text = f"{speaker} said the talks failed. Mozambique is poor. Mozambican traders lost."
    assert claims_of(text)[0].speaker_country == country
