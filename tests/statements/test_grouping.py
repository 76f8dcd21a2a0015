import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.statements import grouping as module
from claimwire.statements.grouping import MOST_COMPARED, resolve
from claimwire.statements.joining import Representative
from claimwire.statements.language_words import language_words
from tests.statements.reports import MINISTER, report, speaker

SHELLS = "three shells landed at the perimeter of the school"
SHELLS_AGAIN = "three artillery shells landed at the perimeter of the school in Jabaliya"
OFFICIAL = speaker()
NAVY = speaker(body="navy")


def statements(placed) -> dict[str, str]:
    return {each.claim_id: each.statement_id for each in placed}


def test_a_later_report_joins_the_first() -> None:
    placed = resolve([report(SHELLS, "b", hours=1), report(SHELLS_AGAIN, "a", hours=2)])
    assert statements(placed) == {"b-0000": "b-0000", "a-0000": "b-0000"}


def test_another_person_does_not_say_the_same() -> None:
    placed = resolve([report(SHELLS, "a"), report(SHELLS, "b", by=speaker("Olaf Falk"))])
    assert len(set(statements(placed).values())) == 2


@pytest.mark.parametrize(
    ("text", "by", "number"),
    [
        ("three shells landed at the school", OFFICIAL, 1),
        ("shells landed near the gate of the school this morning", MINISTER, 1),
        ("shells landed near the gate of the school this morning", OFFICIAL, 2),
    ],
)
def test_an_unnamed_speaker_needs_more_likeness(text, by, number) -> None:
    first = report("three shells landed at the school", start=900)
    placed = resolve([first, report(text, "b", by=by, start=900)])
    assert len(set(statements(placed).values())) == number


@pytest.mark.parametrize(
    ("by", "number"),
    [
        (speaker("Anna Berg", "navy"), 1),
        (speaker(body="navy", country="FRA"), 1),
        (speaker(country="FRA"), 2),
        (OFFICIAL, 2),
        (speaker(body="police"), 2),
    ],
)
def test_of_one_body_needs_less_likeness_than_of_one_state(by, number) -> None:
    navy = speaker(body="navy", country="FRA")
    first = report("three shells landed at the school", by=navy, start=900)
    other = report("shells landed near the old gate of the school", "b", by=by, start=900)
    assert len(set(statements(resolve([first, other])).values())) == number


@pytest.mark.parametrize(
    ("places", "number"), [((0, 0), 1), ((900, 900), 2), ((0, 900), 2)], ids=str
)
def test_the_news_of_two_articles_needs_fewer_words(places, number) -> None:
    one = report("Berg has left", start=places[0])
    other = report("Anna Berg left the Treasury", "b", start=places[1])
    assert len(set(statements(resolve([one, other])).values())) == number


@pytest.mark.parametrize(
    ("rest", "by", "number"),
    [
        ("about Anna Berg", speaker(speaks_for=True), 1),
        ("about Anna Berg", OFFICIAL, 2),
        ("", speaker(speaks_for=True), 2),
    ],
)
def test_spokespersons_who_name_the_same_are_kindred(rest, by, number) -> None:
    texts = f"the story of the secret marriage {rest} is false", f"the story is wholly false {rest}"
    reports = [report(each, each, by=by, start=900) for each in texts]
    assert len(set(statements(resolve(reports)).values())) == number


def test_a_thousand_spokesmen_are_not_one() -> None:
    common = random.Random(3).sample(sorted(language_words("en").rarities), 120)
    texts = [" ".join(random.Random(n).choices(common, k=8)) for n in range(300)]
    by = speaker(words="a spokesman", speaks_for=True)
    reports = [report(text, f"{n:03}", by=by, start=900) for n, text in enumerate(texts)]
    assert len(set(statements(resolve(reports)).values())) == len(reports)


@pytest.mark.parametrize(("start", "number"), [(900, 1), (5_000, 2)])
def test_other_places_of_two_articles_need_more_words(start, number) -> None:
    first = report("three shells landed at the school", start=900)
    other = report("shells landed near the gate of the school this morning", "b", start=start)
    assert len(set(statements(resolve([first, other])).values())) == number


@pytest.mark.parametrize(
    ("said", "act", "relations"),
    [
        ("the navy will not leave the northern harbour", "statement", ["contradicts"]),
        ("the navy will leave the northern harbour", "denial", ["answers", "contradicts"]),
        ("the navy will leave the northern harbour", "criticism", []),
        ("Anna Berg says the navy will leave the northern harbour", "criticism", ["answers"]),
        ("the navy will leave the northern harbour", "statement", []),
        ("the weather is fine", "denial", []),
    ],
)
def test_what_is_denied_or_answered_is_linked(said, act, relations) -> None:
    first = report("the navy will leave the northern harbour", "a")
    other = report(said, "b", by=speaker("Olaf Falk"), act=act, hours=1)
    placed = resolve([other, first])[1]
    assert placed.statement_id == "b-0000"
    assert sorted(link.relation for link in placed.links) == relations
    assert {link.statement_id for link in placed.links} <= {"a-0000"}


@pytest.mark.parametrize(
    ("said", "start", "hours", "number"),
    [
        ("shells killed people sheltering in the school", 0, 1, 1),
        ("shells killed people sheltering in the school", 900, 1, 2),
        ("shells killed people sheltering in the school", 0, 24 * 5, 2),
    ],
)
def test_what_articles_begin_with_needs_less_likeness(said, start, hours, number) -> None:
    first = report("artillery shells landed near the school gate", "a")
    other = report(said, "b", start=start, hours=hours)
    assert len(set(statements(resolve([first, other])).values())) == number


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("the navy captured 23 men near the coast", "some 23 men are on a ship off that coast", 1),
        (
            "the navy captured two men near the coast",
            "some two men are on a ship off that coast",
            2,
        ),
    ],
)
def test_a_telling_number_needs_less_likeness(one, other, number) -> None:
    reports = [report(one, "a", start=900), report(other, "b", start=900)]
    assert len(set(statements(resolve(reports)).values())) == number


@pytest.mark.parametrize(("act", "number"), [("criticism", 1), ("support", 2)])
def test_little_said_in_another_act_is_another_statement(act, number) -> None:
    first = report("the new harbour tax", "a", start=900, act="criticism")
    other = report("a tax on harbours", "b", start=900, act=act)
    assert len(set(statements(resolve([first, other])).values())) == number


def test_an_outlet_may_report_what_a_body_said() -> None:
    outlet = speaker(body="herald", of_media=True)
    said = "the navy claims it has captured the pirates in the gulf"
    reports = [
        report("the navy captured the pirates in the gulf", "a", by=NAVY),
        report(said, "b", by=outlet),
    ]
    assert len(set(statements(resolve(reports)).values())) == 1


def test_a_denial_by_the_same_speaker_is_another_statement() -> None:
    placed = resolve([report(SHELLS, "a"), report(SHELLS, "b", act="denial", hours=1)])
    assert [link.relation for link in placed[1].links] == ["contradicts"]


def test_an_article_may_report_both_a_statement_and_its_denial() -> None:
    denied = report(SHELLS, "a", act="denial", by=speaker("Olaf Falk"), start=9)
    placed = resolve([report(SHELLS, "a"), denied])
    assert [link.relation for link in placed[1].links] == ["contradicts", "answers"]


def test_two_claims_of_an_article_are_two_statements_unless_one_repeats_the_other() -> None:
    two = [report(SHELLS, "a"), report(SHELLS_AGAIN, "a", start=1), report(SHELLS, "a", start=2)]
    assert statements(resolve(two)) == {"a-0000": "a-0000", "a-0001": "a-0001", "a-0002": "a-0000"}


def test_a_statement_is_forgotten_after_two_periods() -> None:
    late = report(SHELLS, "b", hours=24 * 15)
    known = [Representative(report(SHELLS, "a"), "a-0000")]
    assert statements(resolve([late], known)) == {"b-0000": "b-0000"}


FAMILIES = "hundreds of families from Jabaliya were taking shelter"


@pytest.mark.parametrize(
    ("texts", "joins"),
    [
        # Like the first report.
        ([SHELLS, f"{SHELLS} where {FAMILIES}"], True),
        # Like one later report alone, which says something else besides.
        ([SHELLS, f"{SHELLS} where {FAMILIES}", FAMILIES], False),
        # Like two later reports.
        ([SHELLS, f"{SHELLS} where {FAMILIES}", f"{SHELLS} as {FAMILIES}", FAMILIES], True),
    ],
    ids=["the first", "another", "two others"],
)
def test_a_report_is_like_the_first_or_two_others(texts, joins) -> None:
    placed = resolve(report(text, f"{n}", hours=n, start=900) for n, text in enumerate(texts))
    assert (placed[-1].statement_id == placed[0].claim_id) is joins


def test_of_two_statements_a_report_joins_the_one_of_which_it_is_like_more_reports() -> None:
    texts = [
        "the quake struck the valley of the river at noon and broke the old bridge",
        "villages in the hills lost their power and water, and two thousand people fled",
        "the quake struck the valley of the river this morning and broke a dam",
    ]
    both = "the quake struck the valley of the river, villages in the hills lost power and water, "
    last = f"{both}and people fled"
    reports = [report(each, f"{n}", hours=n, start=900) for n, each in enumerate([*texts, last])]
    placed = resolve(reports)
    assert [each.statement_id for each in placed] == ["0-0900", "1-0900", "0-0900", "0-0900"]
    # Without the third report it would join the one that it is most like.
    assert resolve([*reports[:2], reports[3]])[-1].statement_id == "1-0900"


def test_what_is_unlike_the_first_report_represents_nothing() -> None:
    texts = [SHELLS, f"{SHELLS} where {FAMILIES}", f"{SHELLS} as {FAMILIES}", FAMILIES]
    placed = resolve(report(text, f"{n}", hours=n, start=900) for n, text in enumerate(texts))
    assert [each.represents for each in placed] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "represents"),
    [
        ("three shells landed at the perimeter of the school in Jabaliya this morning", True),
        ("shells landed at the perimeter of the school in Jabaliya this morning", False),
        (SHELLS, False),
    ],
    ids=["other words", "without its number", "the same words"],
)
def test_what_lacks_what_sets_a_statement_apart_does_not_represent_it(text, represents) -> None:
    placed = resolve([report(SHELLS, "a"), report(text, "b", hours=1)])
    assert placed[1].statement_id == "a-0000"
    assert placed[1].represents is represents


def test_a_statement_of_many_reports_hides_no_other() -> None:
    of_one = [
        Representative(report(f"{SHELLS} at {word} hour", f"a{word}"), "a")
        for word in ("dawn", "noon", "early", "late", "night")
    ]
    other = Representative(report(SHELLS_AGAIN, "z", start=900), "z-0900")
    new = report(SHELLS_AGAIN, "zz", start=900)
    assert resolve([new], [*of_one, other])[0].statement_id == "z-0900"


_SENTENCES = st.sampled_from(
    [
        SHELLS,
        SHELLS_AGAIN,
        "shells landed at the school in Jabaliya",
        "two shells landed at the perimeter of the school",
        "no shells landed at the perimeter of the school",
        "the navy will leave the northern harbour",
        "the navy will not leave the northern harbour",
        "navy",
        "",
    ]
)
_SPEAKERS = st.sampled_from([OFFICIAL, NAVY, speaker("Anna Berg"), speaker("Olaf Falk", "navy")])
_ACTS = st.sampled_from(["statement", "denial", "criticism"])
_ARTICLES = st.lists(
    st.lists(st.tuples(_SENTENCES, _SPEAKERS, _ACTS), min_size=1, max_size=3),
    min_size=1,
    max_size=8,
)


def _reports(articles):
    return [
        [
            report(text, f"{number:02}", by=by, act=act, hours=number, start=start)
            for start, (text, by, act) in enumerate(claims)
        ]
        for number, claims in enumerate(articles)
    ]


@given(_ARTICLES, st.data())
@settings(max_examples=60)
def test_order_and_division_into_runs_make_no_difference(articles, data) -> None:
    by_article = _reports(articles)
    every = [each for reports in by_article for each in reports]
    whole = {each.claim_id: each for each in resolve(every)}

    shuffled = list(every)
    random.Random(data.draw(st.integers(0, 99))).shuffle(shuffled)
    assert {each.claim_id: each for each in resolve(shuffled)} == whole

    cut = data.draw(st.integers(0, len(by_article)))
    early = [each for reports in by_article[:cut] for each in reports]
    late = [each for reports in by_article[cut:] for each in reports]
    earlier = resolve(early)
    of = {each.claim_id: each.statement_id for each in earlier if each.represents}
    known = [Representative(each, of[each.claim_id]) for each in early if each.claim_id in of]
    later = resolve(late, known)
    assert {each.claim_id: each for each in [*earlier, *later]} == whole


@given(_ARTICLES)
@settings(max_examples=60)
def test_a_statement_is_a_star(articles) -> None:
    placed = statements(resolve(each for reports in _reports(articles) for each in reports))
    assert all(placed[statement] == statement for statement in placed.values())


def test_two_that_criticise_one_matter_do_not_answer_each_other() -> None:
    first = report("the plan of Olaf Falk to leave the harbour", act="criticism")
    other = report(
        "the plan to leave the harbour by Anna Berg", "b", by=speaker("Ole Dahl"), act="criticism"
    )
    assert [each.links for each in resolve([first, other])] == [(), ()]


@pytest.mark.parametrize(
    "reports",
    [
        [report(f"{SHELLS} {n}", f"{n:03}", by=OFFICIAL, hours=n / 9) for n in range(400)],
        [report("polls " * 50, f"{n:03}", by=speaker("", f"b{n}")) for n in range(400)],
        [report(f"claim {n} today", "a", by=speaker("", f"b{n}"), start=n) for n in range(400)],
    ],
    ids=["template", "one word by many", "press review"],
)
def test_the_work_is_linear_in_the_reports(reports, monkeypatch) -> None:
    compared = []
    monkeypatch.setattr(
        module, "compare", lambda *each, real=module.compare: compared.append(1) or real(*each)
    )
    resolve(reports)
    assert len(compared) <= 2 * MOST_COMPARED * len(reports)


@pytest.mark.parametrize(
    ("language", "one", "other", "number"),
    [
        (
            "fr",
            "L'armée quittera la vallée avant la fin du mois de mars",
            "les soldats de l\u2019armée quitteront la vallée avant fin mars",
            1,
        ),
        (
            "fr",
            "L'armée quittera la vallée avant la fin du mois de mars",
            "l'armée ne quittera pas la vallée avant la fin du mois de mars",
            2,
        ),
        (
            "fr",
            "24 personnes ont été tuées dans la vallée cette nuit",
            "35 personnes ont été tuées dans la vallée cette nuit",
            2,
        ),
        (
            "es",
            "El ejército abandonará el valle antes de que acabe marzo",
            "los soldados del ejército abandonarán el valle antes de marzo",
            1,
        ),
        (
            "es",
            "El ejército abandonará el valle antes de que acabe marzo",
            "el ejército no abandonará el valle antes de que acabe marzo",
            2,
        ),
        ("de", "Die Armee verlässt das Tal im März", "die Armee verlässt das Tal im März!", 1),
        ("de", "Die Armee verlässt das Tal im März", "im März verlässt die Armee das Tal", 2),
    ],
)
def test_reworded_reports_join_where_the_words_are_known(language, one, other, number) -> None:
    reports = [
        report(one, "a", start=900, language=language),
        report(other, "b", start=900, language=language),
    ]
    assert len(set(statements(resolve(reports)).values())) == number
