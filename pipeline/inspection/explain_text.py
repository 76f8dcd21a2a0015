"""The explanation of a claim as text for a person."""

import itertools
from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from claimwire.language.claims.scores import nested_score_of, score_of, whole_score
from claimwire.pipeline.inspection.explain import Explanation, Row
from claimwire.pipeline.inspection.meanings import NO_SPEAKER, kind_of_claim, meaning_of, meanings
from claimwire.printable import terminal_safe
from claimwire.statements.claim_content import content_of

_STYLES = {"speaker": "bold cyan", "cue": "bold yellow", "content": "green"}
_AROUND = 300
"""Characters of the paragraph that are shown before and after the claim."""
_PAGES = 10


def _plain(text: str) -> Text:
    return Text(terminal_safe(text))


def marked_passage(claim: Row, text: str, *, colours: bool) -> Text:
    """Return the passage of a claim with speaker, cue and content marked.

    Args:
        claim: its row.
        text: its article's text.
        colours: whether to mark speaker, cue and content by colours; otherwise by brackets with
            these words.

    Returns:
        The paragraphs that contain the claim, with an ellipsis where they were cut.
    """
    marks = list(_marks(claim))
    first = min(start for _, start, _ in marks)
    last = max(end for _, _, end in marks)
    begin = max(text.rfind("\n", 0, first) + 1, first - _AROUND)
    stop = text.find("\n", last)
    stop = min(len(text) if stop < 0 else stop, last + _AROUND)
    roles: list[str | None] = [None] * (stop - begin)
    for role, start, end in marks:
        roles[start - begin : end - begin] = [role] * (end - start)
    passage = Text("…" if begin and text[begin - 1] != "\n" else "")
    for marked, group in itertools.groupby(range(begin, stop), lambda at: roles[at - begin]):
        places = list(group)
        stretch = terminal_safe(text[places[0] : places[-1] + 1])
        if marked is None:
            passage.append(stretch)
        elif colours:
            passage.append(stretch, _STYLES[marked])
        else:
            passage.append(f"[{marked}: {stretch}]")
    return passage.append("…" if stop < len(text) and text[stop] != "\n" else "")


def explanation_table(found: Explanation, *, colours: bool) -> Table:
    """Return an explanation as a table."""
    claim, article = found.claim, found.article
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold" if colours else "", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("claim", _plain(claim["claim_id"]))
    table.add_row("", marked_passage(claim, article["text"], colours=colours))
    table.add_row("kind", _plain(_kind(claim)))
    table.add_row("rule", _plain(_rule(claim, article["language"])))
    table.add_row("speaker", _plain("\n".join(_speaker(found))))
    for name, told in _circumstances(found):
        table.add_row(name, _plain(told))
    table.add_row("entities", _plain("\n".join(map(_mention, found.mentions)) or "none"))
    table.add_row("article", _plain("\n".join(_article(article))))
    table.add_row("made by", _plain(_made_by(found)))
    table.add_row("story", _plain("\n".join(_story(found))))
    table.add_row("statement", _plain("\n".join(_statement(found))))
    return table


def _marks(claim: Row) -> Iterator[tuple[str, int, int]]:
    """Yield the marked stretches; where two overlap, the later one counts."""
    for span in claim["spans"]:
        yield "content", span["start"], span["end"]
    for role in ("cue", "speaker"):
        if claim[f"{role}_start"] is not None:
            yield role, claim[f"{role}_start"], claim[f"{role}_end"]


def _kind(claim: Row) -> str:
    kind = kind_of_claim(
        claim["act"], claim["quote_type"], claim["modality"], negated=claim["negated"]
    )
    if claim["parent_id"] is None:
        return kind
    # A file of an older version does not tell which of the two it is.
    relation = claim["relation"] or "continues or nested in"
    return f"{kind}; {meanings()['relation'].get(relation, relation)} {claim['parent_id']}"


def _rule(claim: Row, language: str | None) -> str:
    rule, score = claim["rule"], claim["score"]
    meaning = meanings()["rule"].get(rule, "a rule of another version")
    if claim["relation"] == "nested":
        measured = nested_score_of(rule, language)
    else:
        measured = score_of(rule, claim["quote_type"], language)
    speaker = claim["speaker_score"]
    if score is None:
        right = "How often that is right was not measured for such a claim."
    elif language is not None and score == whole_score(measured, speaker, language):
        right = f"Right in {measured:.0%} of the {claim['quote_type']} claims where it was measured"
        right += "." if speaker is None else f", and such a speaker in {speaker:.0%}."
    else:
        right = f"Score {score:.2f}, from a trained model or another version."
    return f"{rule}: {meaning}. {right}"


def _circumstances(found: Explanation) -> Iterator[tuple[str, str]]:
    """Yield what is known of some claims only, with its name."""
    claim = found.claim
    if claim["text_resolved"]:
        yield "means", claim["text_resolved"]
    if claim["said_on"]:
        yield "said on", f"{claim['said_on']}"
    if claim["said_in"]:
        name = found.place and found.place["name"]
        yield "said in", f"{name} ({claim['said_in']})" if name else claim["said_in"]


def _speaker(found: Explanation) -> Iterator[str]:
    claim = found.claim
    written, name = claim["speaker_text"], claim["speaker_name"]
    if written is None and name is None:
        yield NO_SPEAKER
        return
    yield f'written: "{written}"' if written else "not written with this claim"
    if name is None:
        yield "means: unknown"
    elif name != written:
        yield f"means: {name}{_named_before(found)}"
    described = (
        claim["speaker_kind"],
        claim["speaker_role"],
        claim["speaker_affiliation"] and f"of {claim['speaker_affiliation']}",
        claim["speaker_country"],
    )
    yield f"is: {', '.join(each for each in described if each)}"
    if claim["joint_speakers"]:
        yield f"said together by: {', '.join(map(_joint, claim['joint_speakers']))}"
    if claim["speaker_entity_id"] is None:
        yield "linked: to no entity"
    elif found.speaker is not None:
        yield f"linked: {_mention(found.speaker)}"
    else:
        yield f"linked: {claim['speaker_entity_id']}"


def _joint(speaker: Row) -> str:
    described = (speaker["kind"], speaker["country"], speaker["entity_id"])
    return f"{speaker['name'] or 'unknown'} ({', '.join(each for each in described if each)})"


def _named_before(found: Explanation) -> str:
    """Return the context of the speaker's name if it was mentioned earlier, or ""."""
    before = found.claim["speaker_start"]
    text = found.article["text"]
    at = text.rfind(found.claim["speaker_name"], 0, before)
    if before is None or at < 0:
        return ""
    context = " ".join(text[max(0, at - 30) : at + len(found.claim["speaker_name"]) + 30].split())
    return f', named before: "…{context}…"'


def _mention(mention: Row) -> str:
    method = meaning_of("method", mention["method"])
    if mention["entity_id"] is None:
        return f'"{mention["text"]}" ({mention["kind"]}): no link; {method}'
    where = f", {mention['country']}" if mention["country"] else ""
    return (
        f'"{mention["text"]}" → {mention["entity_id"]} ({mention["name"]}, {mention["kind"]}'
        f"{where}): {method}, score {mention['score']}"
    )


def _article(article: Row) -> Iterator[str]:
    yield article["title"] or "(no title)"
    yield article["url"]
    published = article["published_at"]
    yield (
        f"published {f'{published:%Y-%m-%d %H:%M} UTC' if published else 'at an unknown time'} "
        f"by {article['site']}, first seen {article['first_seen_at']:%Y-%m-%d %H:%M} UTC"
    )


def _made_by(found: Explanation) -> str:
    version = found.version or "of an unknown version"
    return f"claimwire {version}, run {found.claim['run_id']}"


def _statement(found: Explanation) -> Iterator[str]:
    """Say which other claims report the same, and what they have in common."""
    claim, statement_id = found.claim, found.claim["statement_id"]
    others = [each for each in found.reports if each["claim_id"] != claim["claim_id"]]
    if statement_id is None:
        yield "none: it is part of another claim, or of a version that did not tell statements"
    elif not others:
        yield "nobody else reports it"
    language = found.article["language"] or ""
    stems = content_of(claim["text"], language).weights
    scores = {each["claim_id"]: each["score"] for each in found.reports}
    for each in others[:_PAGES]:
        # Likeness is with the first report, so that it belongs to the later of the two.
        is_first = each["claim_id"] == statement_id
        alike = scores.get(claim["claim_id"], 0.0) if is_first else each["score"]
        shared = sorted(stems.keys() & content_of(each["text"], language).weights.keys())
        first = "first report, " if is_first else ""
        common = f"; both have: {', '.join(shared)}" if shared else ""
        yield f"{first}{each['site']}, {each['claim_id']}: {each['text']}"
        yield f"  {alike:.0%} like {'it' if is_first else 'the first report'}{common}"
    if len(others) > _PAGES:
        yield f"and {len(others) - _PAGES} more reports"


def _story(found: Explanation) -> Iterator[str]:
    if not found.story:
        yield "no other page has it"
    for page in found.story[:_PAGES]:
        copy = f"copy, {page['copy_score']:.0%} the same" if page["copy_of"] else "original"
        yield f"{copy}: {page['site']}, {page['title'] or '(no title)'} {page['url']}"
    if len(found.story) > _PAGES:
        yield f"and {len(found.story) - _PAGES} more pages"
