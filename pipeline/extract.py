"""What was found in a text, as a person reads it."""

from collections.abc import Iterable, Iterator

from claimwire.language.reader import Findings, TextNotRead
from claimwire.schemas.claims import Claim
from claimwire.schemas.entities import Entity


def render_text(name: str, found: Findings | TextNotRead) -> str:
    """Render what was found for a person.

    Args:
        name: of the text.
        found: what was found in it.

    Returns:
        Several lines: each claim with its speaker, cue, content and offsets, then the entities.
    """
    if isinstance(found, TextNotRead):
        return f"{name}\n  not read: {found}"
    lines = [name, f"  Claims ({len(found.claims)})"]
    for claim in found.claims:
        lines.extend(_claim_lines(claim, found.text))
    lines.append(f"  Entities ({len(found.mentions)} mentions)")
    lines.extend(_entity_lines(found.mentions))
    return "\n".join(lines)


def _claim_lines(claim: Claim, text: str) -> Iterator[str]:
    speaker = claim.speaker_name or claim.speaker_text or "somebody"
    about = [claim.speaker_role, claim.speaker_affiliation, claim.speaker_country]
    details = ", ".join(part for part in about if part)
    cue = claim.cue or "(goes on)"
    addressee = f" (to {claim.addressee})" if claim.addressee else ""
    offsets = " ".join(f"{span.start}-{span.end}" for span in claim.spans)
    line = text.count("\n", 0, claim.spans[0].start) + 1
    named = f"{speaker} ({details})" if details else speaker
    yield f"    {_on_one_line(f'{named} — {cue}{addressee}')}:"
    yield f"      {_on_one_line(claim.text)}"
    marks = [claim.act, claim.quote_type, claim.modality]
    if claim.negated:
        marks.append("negated")
    if claim.said_on:
        marks.append(f"said on {claim.said_on}")
    yield f"      [{', '.join(marks)}; line {line}, offsets {offsets}]"


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
