import dataclasses

import pyarrow.parquet as pq
import pytest

from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import stable_id
from claimwire.storage.published_files import StateError
from claimwire.stories.originals import MOST_COMPARED, KnownText, resolve
from claimwire.stories.remembered_texts import (
    NearRow,
    Sought,
    nearest,
    outline,
    read_originals,
    scan,
)
from tests.fakes.runs import write_rows
from tests.fakes.store import MemoryStore


def look(store, file, articles):
    sought = Sought.of(map(outline, articles))
    return list(scan(store, [file], sought))


def near_of(hits):
    return [(each.new_id, each.known_id) for each in hits if isinstance(each, NearRow)]


def texts_of(hits):
    return [each for each in hits if not isinstance(each, NearRow)]


@pytest.fixture
def published(prose, article):
    """A file with an original, a copy of it, a short text and an unrelated article."""
    text = prose(1)
    rows = resolve(
        [
            article("original", text),
            article("copy", text + " more", minute=1),
            article("short", "Talks resume.", minute=2),
            article("other", prose(2), minute=3),
        ]
    )
    store = MemoryStore()
    return store, write_rows(store, ARTICLES, rows)


def test_near_originals_are_found_and_copies_are_not(published, prose, replaced, article):
    store, file = published
    hits = look(store, file, [article("new", replaced(prose(1), 10))])
    assert near_of(hits) == [(stable_id("new"), stable_id("original"))]


def test_the_text_of_a_hit_is_read_from_its_row(published, prose, replaced, article):
    store, file = published
    (hit,) = look(store, file, [article("new", replaced(prose(1), 10))])
    (original,) = read_originals(store, hit.path, [hit.row]).values()
    assert original.article_id == stable_id("original")
    assert original.text == prose(1)
    assert original.signature == article("x", prose(1)).near_copy_signature


def test_equal_texts_are_found_whether_short_or_copies(published, prose, article):
    store, file = published
    copied = prose(1) + " more"
    hits = look(store, file, [article("a", "TALKS - RESUME"), article("b", copied)])
    found = dict(texts_of(hits))
    assert found[stable_id("a")].article_id == stable_id("short")
    assert found[stable_id("b")] == KnownText(
        text_key=article("x", copied).text_key,
        article_id=stable_id("copy"),
        first_seen_at=article("x", "", minute=1).first_seen_at,
        copy_of=stable_id("original"),
        copy_score=found[stable_id("b")].copy_score,
    )
    assert found[stable_id("b")].copy_score == pytest.approx(1)


def test_of_equal_texts_the_earliest_is_told(article, prose):
    store = MemoryStore()
    rows = [article(f"n{minute}", "Talks resume.", minute=minute) for minute in (5, 2, 9)]
    hits = look(store, write_rows(store, ARTICLES, rows), [article("new", "Talks resume.")])
    assert [known.article_id for _, known in hits] == [stable_id("n2")]


def test_texts_without_content_are_not_looked_for(article):
    store = MemoryStore()
    file = write_rows(store, ARTICLES, [article("a", "")])
    assert look(store, file, [article("new", "")]) == []


def test_without_new_articles_nothing_is_read():
    absent = TableFile("articles", "articles/dt=2024-05-01/absent.parquet", "2024-05-01", 1, 1)
    assert look(MemoryStore(), absent, []) == []


def test_signatures_of_another_length_are_passed_over(article, prose):
    store = MemoryStore()
    rows = [
        dataclasses.replace(article("a", prose(1)), near_copy_signature=bytes(64)),
        dataclasses.replace(article("b", prose(1)), near_copy_signature=None),
        article("c", prose(1)),
        article("d", prose(3)),
    ]
    hits = look(store, write_rows(store, ARTICLES, rows), [article("new", prose(1) + " more")])
    assert near_of(hits) == [(stable_id("new"), stable_id("c"))]


def test_only_the_nearest_are_told(article, prose, replaced):
    store = MemoryStore()
    text = prose(1, 300)
    rows = [article(f"n{n:03}", replaced(text, n % 30, n), minute=n) for n in range(90)]
    file = write_rows(store, ARTICLES, rows)
    hits = look(store, file, [article("new", text + " more"), article("x", prose(5))])
    assert len(hits) == MOST_COMPARED
    assert hits == nearest(hits)
    everything = {each.known_id: each for each in hits}
    worst = min(each.agreement for each in hits)
    unseen = [each for each in rows if each.article_id not in everything]
    signature = article("new", text + " more").near_copy_signature
    assert all(
        sum(a == b for a, b in zip(each.near_copy_signature, signature, strict=True)) <= worst
        for each in unseen
    )


def test_rows_are_read_from_any_row_group(article, prose, tmp_path):
    store = MemoryStore()
    rows = [article(f"n{n}", prose(n), minute=n) for n in range(7)]
    file = write_rows(store, ARTICLES, rows)
    whole = pq.read_table(store.open(file.path))
    pq.write_table(whole, tmp_path / "grouped.parquet", row_group_size=2)
    store.write(file.path, (tmp_path / "grouped.parquet").read_bytes())
    found = read_originals(store, file.path, [6, 0, 3, 3])
    ids = whole["article_id"].to_pylist()
    assert {row: each.article_id for row, each in found.items()} == {n: ids[n] for n in (0, 3, 6)}


def test_a_missing_file_is_an_error_that_names_it_and_the_way_out(article, prose):
    absent = TableFile("articles", "articles/dt=2024-05-01/absent.parquet", "2024-05-01", 1, 1)
    with pytest.raises(StateError, match=r"absent\.parquet.*--ignore_state"):
        look(MemoryStore(), absent, [article("new", prose(1))])
    with pytest.raises(StateError, match=r"absent\.parquet.*--ignore_state"):
        read_originals(MemoryStore(), absent.path, [0])


def test_the_message_has_place_and_cause_where_they_belong(published):
    store, file = published
    with pytest.raises(StateError) as found:
        read_originals(store, file.path, [99])
    assert str(found.value).startswith(f"{store.root}/{file.path} cannot be read: it has no row 99")


def test_so_is_a_damaged_one(published, article, prose):
    store, file = published
    content = store.read(file.path)
    store.write(file.path, content[: len(content) // 2])
    with pytest.raises(StateError, match="--ignore_state"):
        look(store, file, [article("new", prose(1))])
    with pytest.raises(StateError, match="--ignore_state"):
        read_originals(store, file.path, [0])


def test_so_is_one_with_too_few_rows(published):
    store, file = published
    with pytest.raises(StateError, match="no row 99"):
        read_originals(store, file.path, [1, 99])
