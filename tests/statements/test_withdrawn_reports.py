"""What becomes of statements when articles that report them are removed."""

import dataclasses
from datetime import timedelta

import pytest

from claimwire.schemas.keys import stable_id
from claimwire.schemas.statements import LinkedStatement, Statement
from claimwire.statements.article_claims import ArticleClaims, reports_of
from claimwire.statements.grouping import resolve
from claimwire.statements.statement_rows import Told, relinked, statement_row
from claimwire.statements.withdrawn_reports import withdraw
from tests.fakes.rows import NOW, a_claim, a_statement, an_article

HARBOUR = "Talks on the northern harbour resumed on Monday in Geneva"
DENIED = "Talks on the northern harbour did not resume on Monday in Geneva"
SHIPS = "Twelve ships left the bay before the storm"


def told(name: str, text: str) -> ArticleClaims:
    """An article of an hour (the digit of its name) with one claim."""
    article = an_article(
        article_id=stable_id(name), first_seen_at=NOW + timedelta(hours=int(name[-1]))
    )
    claim = a_claim(article_id=article.article_id, claim_id=name, text=text)
    return ArticleClaims.of(article).with_claims([claim])


def rows_of(articles: list[ArticleClaims]) -> list[Statement]:
    """One run's rows."""
    placed: dict[str, list[Told]] = {}
    of = {claim.claim_id: (each, claim) for each in articles for claim in each.claims}
    for each in resolve(report for article in articles for report in reports_of(article)):
        article, claim = of[each.claim_id]
        described = dataclasses.replace(article, claims=())
        placed.setdefault(each.statement_id, []).append(Told(described, claim, each))
    return [statement_row(statement_id, each) for statement_id, each in placed.items()]


def reported(rows: list[list[Statement]]) -> dict[str, list[str]]:
    return {
        row.statement_id: [report.claim_id for report in row.reports] for new in rows for row in new
    }


@pytest.mark.parametrize(
    ("gone", "left", "successors"),
    [
        # The first report stays, so it leads.
        (["b2"], {"a1": ["a1", "c3"]}, {}),
        # The next one leads.
        (["a1"], {"b2": ["b2", "c3"]}, {"a1": "b2"}),
        (["a1", "b2"], {"c3": ["c3"]}, {"a1": "c3"}),
        (["a1", "b2", "c3"], {}, {"a1": None}),
    ],
)
def test_the_earliest_report_that_stays_leads(
    gone: list[str], left: dict[str, list[str]], successors: dict[str, str | None]
) -> None:
    articles = [told(name, HARBOUR) for name in ("a1", "b2", "c3")]
    rows = rows_of(articles)
    assert reported([rows]) == {"a1": ["a1", "b2", "c3"]}
    ids = {stable_id(each) for each in gone}
    stay = [each for each in articles if each.article_id not in ids]
    found = withdraw(rows, ids, stay)
    assert reported(found.rows) == left
    assert found.successors == successors
    assert found.statement_of == {claim: leads for leads, own in left.items() for claim in own}
    # As if the others had been all there ever was.
    expected = [dataclasses.replace(row, run_id=rows[0].run_id) for row in rows_of(stay)]
    assert [row for new in found.rows for row in new] == expected


def test_reports_that_were_only_like_the_first_part() -> None:
    articles = [told("a1", HARBOUR), told("b2", HARBOUR), told("c3", SHIPS)]
    (row,) = rows_of(articles[:2])
    _, ships = rows_of([articles[0], articles[2]])
    joined = dataclasses.replace(row, reports=[*row.reports, *ships.reports])
    found = withdraw([joined], {articles[0].article_id}, articles[1:])
    assert reported(found.rows) == {"b2": ["b2"], "c3": ["c3"]}
    assert found.successors == {"a1": "b2"}


def test_rows_of_several_days_keep_their_reports() -> None:
    articles = [told(name, HARBOUR) for name in ("a1", "b2", "c3")]
    (row,) = rows_of(articles)
    days = [dataclasses.replace(row, reports=[each], run_id=each.claim_id) for each in row.reports]
    found = withdraw(days, {articles[0].article_id}, articles[1:])
    assert [[(new.statement_id, new.run_id) for new in each] for each in found.rows] == [
        [],
        [("b2", "b2")],
        [("b2", "c3")],
    ]
    keys = [new.statement_keys is not None for each in found.rows for new in each]
    assert keys == [True, False]


def test_links_lead_to_what_stands_there_now() -> None:
    articles = [told("a1", HARBOUR), told("b2", HARBOUR), told("c3", DENIED)]
    first, denial = rows_of(articles)
    assert [each.statement_id for each in denial.contradicts] == ["a1"]
    found = withdraw([first], {articles[0].article_id}, articles[1:2])
    (again,) = relinked(denial, found.successors).contradicts
    assert again.statement_id == "b2"
    found = withdraw([first], {each.article_id for each in articles[:2]}, [])
    assert relinked(denial, found.successors).contradicts == []


def test_a_statement_takes_over_the_links_of_the_one_before() -> None:
    articles = [told("a1", HARBOUR), told("b2", HARBOUR)]
    (row,) = rows_of(articles)
    linked = dataclasses.replace(row, answers=[LinkedStatement("z", 0.7)])
    ((again,),) = withdraw([linked], {articles[0].article_id}, articles[1:]).rows
    assert again.answers == [LinkedStatement("z", 0.7)]


def test_a_statement_never_links_to_itself() -> None:
    row = a_statement(statement_id="b2", contradicts=[LinkedStatement("a1", 0.9)])
    assert relinked(row, {"a1": "b2"}).contradicts == []
