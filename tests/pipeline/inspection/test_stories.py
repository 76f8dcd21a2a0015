import dataclasses
import io
from datetime import date, timedelta

import pytest
from rich.console import Console

from claimwire.pipeline.inspection.stories import stories_table, widest_spread
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.keys import stable_id
from claimwire.storage.published_files import StateError
from tests.fakes.rows import NOW, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore


def page(site: str, story: str, *, hour: float = 0, title: str | None = "Talks resume", path="a"):
    url = f"https://{site}/{path}"
    article_id = stable_id(url)
    story_id = stable_id(f"https://{story}/a")
    article = an_article(
        article_id=article_id,
        url=url,
        canonical_url=url,
        site=site,
        title=title,
        first_seen_at=NOW + timedelta(hours=hour),
    )
    copy_of = None if article_id == story_id else story_id
    return dataclasses.replace(article, story_id=story_id, copy_of=copy_of)


def publish(store: MemoryStore, pages, run_id: str = "run1", day: str = "") -> None:
    publish_rows(store, {ARTICLES: pages}, run_id=run_id, day=day)


def test_the_story_of_most_outlets_comes_first() -> None:
    store = MemoryStore()
    wide = [page(f"{n}.example", "0.example", hour=n) for n in range(3)]
    narrow = [page("x.example", "x.example"), page("y.example", "x.example", hour=1)]
    publish(store, [*narrow, *wide, page("alone.example", "alone.example")])
    stories = widest_spread(store)
    assert [(each.first_site, each.outlets, each.articles) for each in stories] == [
        ("0.example", 3, 3),
        ("x.example", 2, 2),
    ]
    assert stories[0].last_seen_at - stories[0].first_seen_at == timedelta(hours=2)
    assert [each.first_site for each in widest_spread(store, top=1)] == ["0.example"]


def test_two_pages_of_a_site_are_one_outlet() -> None:
    store = MemoryStore()
    publish(store, [page("x.example", "x.example"), page("x.example", "x.example", path="b")])
    (story,) = widest_spread(store)
    assert (story.outlets, story.articles) == (1, 2)


def test_the_original_is_the_first_outlet_even_among_pages_seen_together() -> None:
    store = MemoryStore()
    publish(store, [page(f"{n}.example", "5.example") for n in range(9)])
    assert [each.first_site for each in widest_spread(store)] == ["5.example"]


def test_titles_that_differ_are_told_in_their_order() -> None:
    store = MemoryStore()
    pages = [
        page("a.example", "a.example", title="Talks  resume"),
        page("b.example", "a.example", hour=1, title="TALKS RESUME"),
        page("c.example", "a.example", hour=3, title="Envoys meet again"),
        page("d.example", "a.example", hour=2, title="Back to the table"),
        page("e.example", "a.example", hour=4, title=None),
    ]
    publish(store, pages)
    (story,) = widest_spread(store)
    assert story.title == "Talks  resume"
    assert story.other_titles == ("Back to the table", "Envoys meet again")


def test_a_story_joined_since_the_day_is_counted_whole() -> None:
    store = MemoryStore()
    publish(store, [page("a.example", "a.example"), page("o.example", "o.example")], "run1")
    publish(store, [page("p.example", "o.example", hour=1)], "run2")
    publish(store, [page("b.example", "a.example", hour=48)], "run3", day="2024-05-03")
    stories = widest_spread(store, since=date(2024, 5, 2))
    assert [(each.first_site, each.outlets) for each in stories] == [("a.example", 2)]
    assert len(widest_spread(store, since=date(2024, 5, 1))) == 2
    assert widest_spread(store, since=date(2024, 6, 1)) == []


def test_an_original_that_is_not_in_the_tables() -> None:
    store = MemoryStore()
    publish(store, [page("b.example", "gone.example", hour=2), page("c.example", "gone.example")])
    (story,) = widest_spread(store)
    assert (story.first_site, story.outlets) == ("c.example", 2)


def test_nothing_published_and_nothing_grouped() -> None:
    assert widest_spread(MemoryStore()) == []
    store = MemoryStore()
    publish(store, [an_article()])
    assert widest_spread(store) == []


def test_a_damaged_file_is_named() -> None:
    store = MemoryStore()
    publish(store, [page("a.example", "a.example")])
    (path,) = (path for path in store.files if path.endswith(".parquet"))
    store.write(path, b"no Parquet")
    with pytest.raises(StateError, match="part-run1"):
        widest_spread(store)


def test_the_table_shows_titles_as_they_are() -> None:
    store = MemoryStore()
    pages = [
        page("a.example", "a.example", title="[bold]Talks[/bold] [LIVE]"),
        page("b.example", "a.example", hour=50, title=None),
    ]
    publish(store, pages)
    shown = io.StringIO()
    Console(width=160, file=shown).print(stories_table(widest_spread(store)))
    text = shown.getvalue()
    assert "[bold]Talks[/bold] [LIVE]" in text
    assert "2 d 2 h" in text
    assert "2024-05-01 12:00" in text
