"""The data of the page: the rows as columns, small to store and quick to filter.

The claims that stand by themselves come first; behind them those that are part of one.

A column of few values is dictionary-encoded: ``{"values": [...], "codes": [...]}``, where a code is
the index of the value and -1 is null. Offsets count UTF-16 code units, as JavaScript does.
"""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from claimwire.pipeline.inspection.meanings import meanings
from claimwire.pipeline.report.coding import SHOWN_OF_ID, Content, coded, iso, references
from claimwire.pipeline.report.place_columns import disputed_areas, place_columns
from claimwire.pipeline.report.rows import Choice, Row, Rows
from claimwire.pipeline.report.statement_columns import statement_columns
from claimwire.schemas.codebook import categories
from claimwire.schemas.rejections import Reason

_CODED = (
    "act",
    "addressee",
    "modality",
    "negated",
    "quote_type",
    "relation",
    "rule",
    "score",
    "speaker_affiliation",
    "speaker_country",
    "speaker_kind",
    "speaker_role",
    "text_resolved",
)
_EXPLAINED = ("rule", "quote_type", "modality", "negated")
"""Columns whose values are put into words."""

_INTERNATIONAL = "international_organisation"


def report_content(rows: Rows, choice: Choice, country_names: Mapping[str, str]) -> Content:
    """Convert the rows to the data of the page.

    Args:
        rows: the rows to show.
        choice: how they were chosen, to be shown too.
        country_names: name of each country by its ISO 3166-1 alpha-3 code.

    Returns:
        JSON-compatible values.
    """
    article_codes = {row["article_id"]: code for code, row in enumerate(rows.articles)}
    entity_codes = {row["entity_id"]: code for code, row in enumerate(rows.entities)}
    parties = [_party(row) for row in rows.entities]
    places, named_in = place_columns(rows.entities, article_codes)
    ids = [row["statement_id"] for row in rows.statements]
    reasons = {reason.value: reason.meaning for reason in Reason}
    known = {code: country_names.get(code, code) for code in _country_codes(rows)}
    return {
        "choice": {
            "since": iso(choice.since),
            "until": iso(choice.until),
            "countries": list(choice.countries),
        },
        "country_names": known,
        "meanings": {
            "act": {act.name: act.meaning for act in categories("act")},
            **{name: meanings()[name] for name in _EXPLAINED},
        },
        "claims": {
            **_claim_columns(rows, article_codes, entity_codes),
            "speaking": coded(_speaking_party(row, rows, entity_codes) for row in rows.claims),
            "statement": references(rows.claims + rows.parts, "statement_id", ids),
            **_parts(rows),
        },
        "articles": {**_article_columns(rows, article_codes), "places": named_in},
        "entities": {
            "name": [row["name"] for row in rows.entities],
            "party": parties,
        },
        "places": places,
        "disputed": disputed_areas(),
        "statements": statement_columns(rows),
        "rejections": [
            # A newer version may have published a reason that this one does not know.
            {**row, "meaning": reasons.get(row["reason"], "")}
            for row in rows.rejections
        ],
        "feeds": [{**row, "polled_at": iso(row["polled_at"])} for row in rows.feeds],
    }


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Return a function from code-point offsets to offsets in UTF-16 code units.

    Characters beyond U+FFFF, such as emoji, are two units.
    """
    if not text or max(text) <= "\uffff":
        return lambda offset: offset
    units = [0]
    for character in text:
        units.append(units[-1] + (2 if character > "\uffff" else 1))
    return units.__getitem__


def web_address(url: str | None) -> str | None:
    """Return an address if a page may link to it, else None; feeds may carry any."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _claim_columns(
    rows: Rows, article_codes: Mapping[str, int], entity_codes: Mapping[str, int]
) -> Content:
    units = {
        row["article_id"]: utf16_offsets(row["text"])
        for row in rows.articles
        if row["text"] is not None
    }
    claims = rows.claims + rows.parts
    columns: Content = {
        "id": [row["claim_id"][:SHOWN_OF_ID] for row in claims],
        "article": [article_codes[row["article_id"]] for row in claims],
        "speaker": coded(row["speaker_name"] for row in claims),
        "joint_speakers": coded(_joint(row["joint_speakers"]) for row in claims),
        "about": [
            [entity_codes[each] for each in row["about"] if each in entity_codes] for row in claims
        ],
        "said_in": coded(entity_codes.get(row["said_in"]) for row in claims),
        "times": [_times(row["times"]) for row in claims],
        "content_at": [],
        "speaker_at": [],
        "cue_at": [],
    }
    for row in claims:
        at = units[row["article_id"]]
        columns["content_at"].append(
            [at(span[side]) for span in row["spans"] for side in ("start", "end")]
        )
        for part in ("speaker", "cue"):
            start, end = row[f"{part}_start"], row[f"{part}_end"]
            columns[f"{part}_at"].append([] if start is None else [at(start), at(end)])
    columns |= {name: coded(row[name] for row in claims) for name in _CODED}
    columns |= {name: coded(iso(row[name]) for row in claims) for name in ("day", "said_on")}
    return columns


def _parts(rows: Rows) -> Content:
    """Return how many claims stand by themselves, and the claim that each later one is part of."""
    at = {row["claim_id"]: code for code, row in enumerate(rows.claims + rows.parts)}
    return {"whole": len(rows.claims), "parent": [at[row["parent_id"]] for row in rows.parts]}


def _joint(speakers: Sequence[Row] | None) -> str | None:
    """Return the names of several speakers, such as "Chad, Mali and an unnamed speaker"."""
    if not speakers:
        return None
    *others, last = [each["name"] or "an unnamed speaker" for each in speakers]
    return f"{', '.join(others)} and {last}" if others else str(last)


def _article_columns(rows: Rows, article_codes: Mapping[str, int]) -> Content:
    countries: list[list[str]] = [[] for _ in rows.articles]
    for row in rows.entities:
        for article_id in row["articles"] if row["country"] else ():
            countries[article_codes[article_id]].append(row["country"])
    return {
        "url": [web_address(row["url"]) for row in rows.articles],
        "title": [row["title"] for row in rows.articles],
        "text": [row["text"] for row in rows.articles],
        "site": coded(row["site"] for row in rows.articles),
        "language": coded(row["language"] for row in rows.articles),
        "story": coded(row["story"][:SHOWN_OF_ID] for row in rows.articles),
        "copy_of": [article_codes.get(row["copy_of"], -1) for row in rows.articles],
        "published_at": [iso(row["published_at"]) for row in rows.articles],
        "first_seen_at": [iso(row["first_seen_at"]) for row in rows.articles],
        "countries": [sorted(set(each)) for each in countries],
    }


def _party(entity: Row) -> str | None:
    """Return the party of an entity: its country, or an international body."""
    if entity["country"]:
        return str(entity["country"])
    return entity["name"] if entity["kind"] == _INTERNATIONAL else None


def _speaking_party(claim: Row, rows: Rows, entity_codes: Mapping[str, int]) -> str | None:
    if claim["speaker_country"]:
        return str(claim["speaker_country"])
    code = entity_codes.get(claim["speaker_entity_id"])
    return None if code is None else _party(rows.entities[code])


def _country_codes(rows: Rows) -> list[str]:
    used = {row["speaker_country"] for row in rows.claims + rows.parts}
    used |= {row["country"] for row in rows.entities}
    return sorted(used - {None})


def _times(times: Sequence[Row]) -> list[list[str | None]]:
    return [[each["text"], iso(each["start"]), iso(each["end"])] for each in times]
