"""Writes one row of each table, from the example site, between two marks of ``README.md``.

python -m examples.rows README.md
"""

import sys
import tempfile
from pathlib import Path

from claimwire.pipeline.inspection.query import query
from claimwire.storage.opening import open_store
from claimwire.storage.store import Store
from examples.cookbook import run_once
from examples.serve import DOMAIN, Site, serve

BEGIN, END = "<!-- rows: made by make docs -->", "<!-- end of rows -->"

_STORY = """
    with story as (
        select article_id from articles
        where title = 'South Sudan electoral body asks for six more months'
    )"""

_ROWS = {
    "articles": """
        select title, site, language, published_at, word_count, text_source,
               left(text, 60) || '…' as text
        from articles where article_id = (from story)""",
    "sightings": """
        select feed_url, url, published_raw, seen_at
        from sightings where article_id = (from story)""",
    "entities": """
        select text, start, "end", label, entity_id, kind, country, latitude, longitude, actor_code,
               score, method
        from entities where article_id = (from story) and latitude is not null
        order by kind = 'country', start""",
    "claims": """
        select speaker_text, speaker_kind, speaker_affiliation, speaker_country, cue, act,
               quote_type, modality, text, said_on, times, about, score, rule
        from claims where article_id = (from story) and speaker_text = 'its chairman'
        order by text""",
    "feeds": """
        select feed_url, polled_at, outcome, http_status, entries, new_entries, next_due_at
        from feeds where title like 'Horn Ledger%' order by feed_url""",
    "rejections": """
        select stage, reason, url, detail, retryable
        from rejections where reason = 'consent_page'""",
}
"""For each table a query whose first row is shown, with the columns that say most."""


def rows_markdown(store: Store, site: Site) -> str:
    """Render the rows, from an output of a run over the site."""
    parts = []
    for table, sql in _ROWS.items():
        with query(store, _STORY + sql) as found:
            row = found.read_all().slice(0, 1).to_pylist()[0]
        lines = [f"  {name:19}  {_shown(value)}" for name, value in row.items()]
        parts.append("\n".join([table, *lines]))
    text = "```text\n" + "\n\n".join(parts) + "\n```"
    for name, base in site.bases.items():
        text = text.replace(base.removeprefix("http://"), f"{name}{DOMAIN}")
    return text


def with_rows(page: str, rows: str) -> str:
    """Put rows between the marks of a page.

    Raises:
        ValueError: if the page does not have both marks.
    """
    before, found, rest = page.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (found and ended):
        raise ValueError(f"the page lacks {BEGIN!r} or {END!r}")
    return f"{before}{BEGIN}\n\n{rows}\n\n{END}{after}"


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return " ".join(map(_shown, value.values()))
    return "" if value is None else str(value)


def main() -> None:
    """Run over the site once and rewrite the page that is named on the command line."""
    page = Path(sys.argv[1])
    with serve() as site, tempfile.TemporaryDirectory() as folder:
        output = run_once(site, folder)
        rows = rows_markdown(open_store(output), site)
    page.write_text(with_rows(page.read_text(encoding="utf-8"), rows), encoding="utf-8")


if __name__ == "__main__":
    main()
