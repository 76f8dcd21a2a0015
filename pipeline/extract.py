"""What was found in a text, as a person reads it."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from claimwire.language.reader import Findings, TextNotRead
from claimwire.pipeline.inspection.meanings import NO_SPEAKER, kind_of_claim, meaning_of
from claimwire.schemas.claims import Claim, TimeMention
from claimwire.schemas.entities import Entity

_WIDTH = 100
_DEEPER = "    "
_A_FEW_WORDS = re.compile(r"(?: [^\W\d_]+(?:['\u2019-][^\W\d_]+)*){0,4} ")
_SHOWN_OF_ID = 12
"""Characters of a claim_id, as in the report; enough for `claimwire explain`."""


def render_text(name: str, found: Findings | TextNotRead) -> str:
    """Render what was found for a person.

    Args:
        name: of the text.
        found: what was found in it.

    Returns:
        Several lines: each claim with its speaker, its content and what is known of it, those
        that continue it or are nested in it below; then the entities.
    """
    if isinstance(found, TextNotRead):
        return f"{name}\n  not read: {found}"
    lines = [name, f"  Claims ({len(found.claims)})"]
    below: dict[str | None, list[Claim]] = {}
    for claim in found.claims:
        below.setdefault(claim.parent_id, []).append(claim)
    names = {each.entity_id: each.name for each in found.mentions if each.entity_id and each.name}
    lines.extend(_claims_of(None, below, names, found.text, _DEEPER))
    lines.append(f"  Entities ({len(found.mentions)} mentions)")
    lines.extend(_entity_lines(found.mentions))
    return "\n".join(lines)


def _claims_of(
    parent: str | None,
    below: Mapping[str | None, Iterable[Claim]],
    names: Mapping[str, str],
    text: str,
    inset: str,
) -> Iterator[str]:
    """Yield the claims that are part of one, or of none, and below each those of its own."""
    for claim in below.get(parent, ()):
        yield from _wrapped(inset, "", f"{claim.claim_id[:_SHOWN_OF_ID]} {_heading(claim, text)}:")
        yield from _wrapped(inset + "  ", "", claim.text)
        for name, told in _details(claim, names, text):
            yield from _wrapped(inset + "  ", f"{name:8}", told)
        yield from _claims_of(claim.claim_id, below, names, text, inset + _DEEPER)


def _heading(claim: Claim, text: str) -> str:
    relation = f"{meaning_of('relation', claim.relation)} this: " if claim.relation else ""
    cue = f"{_before_cue(claim, text)}{claim.cue}" if claim.cue else "(no cue)"
    addressee = f" (to {claim.addressee})" if claim.addressee else ""
    return f"{relation}{_speaker(claim)} — {cue}{addressee}"


def _before_cue(claim: Claim, text: str) -> str:
    """Return what stands between speaker and cue, such as "would not", if that is a few words."""
    if claim.speaker_end is None or claim.cue_start is None:
        return ""
    between = text[claim.speaker_end : claim.cue_start]
    return between.lstrip() if _A_FEW_WORDS.fullmatch(between) else ""


def _speaker(claim: Claim) -> str:
    if claim.joint_speakers:
        *others, last = [speaker.name or "unknown" for speaker in claim.joint_speakers]
        return f"{', '.join(others)} and {last}" if others else last
    speaker = claim.speaker_name or claim.speaker_text or NO_SPEAKER
    described = [claim.speaker_role, claim.speaker_affiliation, claim.speaker_country]
    # "A spokesman (spokesman)" says it twice.
    told = (each for each in described if each and each.casefold() not in speaker.casefold())
    details = ", ".join(told)
    return f"{speaker} ({details})" if details else speaker


def _details(claim: Claim, names: Mapping[str, str], text: str) -> Iterator[tuple[str, str]]:
    """Yield what else is known of a claim, each with its name."""

    def named(entity_id: str) -> str:
        return f"{names[entity_id]} ({entity_id})" if entity_id in names else entity_id

    kind = kind_of_claim(claim.act, claim.quote_type, claim.modality, negated=claim.negated)
    yield "is", kind
    if claim.text_resolved:
        yield "means", claim.text_resolved
    if claim.about:
        yield "about", ", ".join(map(named, claim.about))
    if claim.times:
        yield "times", "; ".join(map(_time, claim.times))
    said = [f"on {claim.said_on}"] if claim.said_on else []
    if claim.said_in:
        said.append(f"in {named(claim.said_in)}")
    if said:
        yield "said", ", ".join(said)
    yield "score", "not measured" if claim.score is None else f"{claim.score:.2f}"
    line = text.count("\n", 0, claim.spans[0].start) + 1
    offsets = " ".join(f"{span.start}-{span.end}" for span in claim.spans)
    yield "at", f"line {line}, offsets {offsets}"


def _time(time: TimeMention) -> str:
    if time.start is None:
        return f"{time.text} (no day)"
    last = "" if time.end in (None, time.start) else f" to {time.end}"
    return f"{time.text} ({time.start}{last})"


def _wrapped(inset: str, name: str, text: str) -> Iterator[str]:
    yield from textwrap.wrap(
        _on_one_line(text),
        _WIDTH,
        initial_indent=inset + name,
        subsequent_indent=inset + " " * len(name),
        break_on_hyphens=False,
    )


def _entity_lines(mentions: Iterable[Entity]) -> Iterator[str]:
    by_kind: dict[str, dict[str, int]] = {}
    for mention in mentions:
        names = by_kind.setdefault(mention.kind or "", {})
        name = _on_one_line(mention.name or mention.text)
        names[name] = names.get(name, 0) + 1
    for kind, names in sorted(by_kind.items()):
        counted = sorted(names.items(), key=lambda item: (-item[1], item[0]))
        shown = ", ".join(f"{name} ({n})" if n > 1 else name for name, n in counted)
        yield f"    {kind}: {shown}"


def _on_one_line(text: str) -> str:
    # What comes from a file must not steer the terminal.
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
