"""Who speaks in each attribution: a member of the article's cast, and what its words tell."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from claimwire.language.cast.antecedents import Antecedents
from claimwire.language.cast.cast import Cast
from claimwire.language.cast.member import NOBODY, Member, Phrase, Role, main_role
from claimwire.language.cast.resolved import Resolved
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.attributed_content import UNSOURCED
from claimwire.language.claims.attribution import Attribution
from claimwire.language.claims.dependents import is_passive
from claimwire.language.claims.dialogue import Dialogue
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import Source, noun_phrase
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.text_countries import Guess
from claimwire.schemas.claims import JointSpeaker

_MOST_TOGETHER = 20


class Speaker(NamedTuple):
    """Who speaks in one attribution.

    Attributes:
        member: of the cast.
        role, affiliation, country: by the words beside the cue, or else anywhere in the article.
        way: how it was found.
        others: who speaks together with it.
    """

    member: Member
    role: str | None
    affiliation: str | None
    country: str | None
    way: str
    others: tuple[Member, ...] = ()

    @property
    def joint(self) -> list[JointSpeaker] | None:
        """All who speak, the first one first; None if it is one."""
        if not self.others:
            return None
        return [
            JointSpeaker(each.name or each.description, each.entity_id, each.kind, each.country)
            for each in (self.member, *self.others)[:_MOST_TOGETHER]
        ]


UNKNOWN = Speaker(NOBODY, None, None, None, "none")


def resolve_speakers(
    layout: Layout,
    attributions: Sequence[Attribution],
    names: Sequence[Mention],
    home: Guess | None = None,
) -> list[Speaker | None]:
    """Find the speaker of each attribution.

    Args:
        layout: the text.
        attributions: of the text.
        names: its mentions, none inside another, in order.
        home: the state that the text is about, if it tells one.

    Returns:
        The speaker of each attribution; None for a continued quotation without an earlier speaker.
    """
    cast = Cast(layout.tokens, names, home)
    antecedents = Antecedents(layout.tokens, cast, layout.is_quoted)
    order = sorted(range(len(attributions)), key=lambda n: (_place(attributions[n]), n))
    subjects = _subjects(layout, attributions, cast)
    subject = next(subjects, None)
    speakers: list[Speaker | None] = [None] * len(attributions)
    indices = {attribution.number: n for n, attribution in enumerate(attributions)}
    dialogue = Dialogue(layout)
    spoke: dict[str, Speaker] = {}
    last: tuple[Speaker, int] | None = None
    for number in order:
        attribution = attributions[number]
        while subject is not None and subject.head < _place(attribution):
            noted = _speaker(cast, antecedents.note_subject(_phrase(subject)), subject)
            last = noted, layout.paragraph_of[subject.head]
            subject = next(subjects, None)
        paragraph = layout.paragraph_of[attribution.ranges[-1][0]]
        source = attribution.source
        if attribution.parent is not None and attribution.continues:
            outer = speakers[indices[attribution.parent]]
            speakers[number] = outer and outer._replace(way="continued")
        elif attribution.continues:
            other = dialogue.turn_of_other(attribution)
            if other is not None:
                speakers[number] = spoke[other]._replace(way="continued")
            elif last is not None and last[1] >= paragraph - 1:
                speakers[number] = last[0]._replace(way="continued")
        elif source is None:
            dropped = _dropped_subject(layout, attribution)
            speakers[number] = (
                UNKNOWN
                if dropped is None
                else _speaker_of(cast, antecedents.resolve_dropped(plural=_is_plural(dropped)))
            )
        else:
            inner = attribution.parent is not None
            others = [_phrase(noun_phrase(layout, layout.parse[each])) for each in source.others]
            found = antecedents.resolve(_phrase(source), others[:_MOST_TOGETHER], inner=inner)
            speakers[number] = _speaker(cast, found, source)
        if (speaker := speakers[number]) is not None:
            last = speaker, paragraph
            key = speaker.member.key
            if key is not None:
                spoke[key] = speaker
            dialogue.note(attribution, key)
    return _with_first_persons(layout, attributions, speakers)


def _with_first_persons(
    layout: Layout, attributions: Sequence[Attribution], speakers: Sequence[Speaker | None]
) -> list[Speaker | None]:
    """Let "I" in what somebody says be that speaker."""
    first_person = speaker_words(layout.language).first_person
    heads = [each.source and layout.tokens.lowers[each.source.head] for each in attributions]
    if first_person.isdisjoint(heads):
        return list(speakers)
    holders: dict[int, int] = {}
    for index, attribution in enumerate(attributions):
        if attribution.parent is None or attribution.continues:
            for first, last in attribution.ranges:
                holders.update(dict.fromkeys(range(first, last), index))
    resolved = list(speakers)
    for index, attribution in enumerate(attributions):
        source = attribution.source
        if source is None or layout.tokens.lowers[source.head] not in first_person:
            continue
        holder = holders.get(source.head, index)
        if holder != index and (outer := speakers[holder]) is not None:
            resolved[index] = outer._replace(way="pronoun")
    return resolved


def _dropped_subject(layout: Layout, attribution: Attribution) -> Token | None:
    """The finite verb of a cue whose subject is understood, where a language drops subjects."""
    cue, grammar = attribution.cue, layout.grammar
    if not grammar.drops_subjects or cue is None or cue.form != "verb":
        return None
    verb = layout.parse[cue.token]
    finite = verb.tag_ in grammar.finite and not is_passive(verb, grammar)
    return verb if finite and attribution.rule not in UNSOURCED else None


def _is_plural(verb: Token) -> bool:
    """Whether a verb or its helping verb is of several."""
    words = [verb, *(child for child in verb.children if child.pos_ == "AUX")]
    return any("Plur" in word.morph.get("Number", []) for word in words)


def _speaker(cast: Cast, found: Resolved, source: Source) -> Speaker:
    """Choose the role, affiliation and country of a row: those beside the cue come first."""
    roles = found.member.roles
    return _speaker_of(
        cast, found, tuple(r for r in roles if source.first <= r.token < source.last)
    )


def _speaker_of(cast: Cast, found: Resolved, beside: tuple[Role, ...] = ()) -> Speaker:
    """Make a speaker of whom words mean.

    Args:
        cast: of the text.
        found: whom.
        beside: the roles told beside the cue.
    """
    member = cast.at_home(found.member)
    role = _role(member, main_role(beside))
    return Speaker(
        member=member,
        role=None if role is None else role.name,
        affiliation=(role.affiliation if role else None) or member.affiliation,
        country=(role.country if role else None) or member.country,
        way=found.way,
        others=found.others,
    )


def _role(member: Member, beside: Role | None) -> Role | None:
    """The office told by the words beside a cue, in the fullest words of the article."""
    if beside is None or beside.rank:
        called = [role for role in member.roles if role.name.split()[-1] == member.noun]
        return main_role(tuple(called) or member.roles)
    fuller = (role for role in member.roles if role.name.endswith(f" {beside.name}"))
    return next((role for role in fuller if not role.name.startswith("former ")), beside)


def _phrase(source: Source) -> Phrase:
    return Phrase(source.head, source.first, source.last)


def _place(attribution: Attribution) -> int:
    """Where in the text a speaker is named, or, if it is not, would be understood."""
    source = attribution.source
    return attribution.ranges[0][0] if source is None else source.head


def _subjects(layout: Layout, attributions: Sequence[Attribution], cast: Cast) -> Iterator[Source]:
    """Actors that are subjects outside of contents, and no sources.

    Somebody unnamed must be the subject of a main clause: "asked whether a mediator would come"
    brings no mediator in.
    """
    taken = bytearray(len(layout.parse))
    for attribution in attributions:
        for first, last in attribution.ranges:
            taken[first:last] = b"\x01" * (last - first)
        if attribution.source is not None:
            # Nor does who acts in a clause about the speaker: "the report that AP obtained".
            first, last = attribution.source.whole
            taken[attribution.source.head] = 1
            taken[first:last] = b"\x01" * (last - first)
    grammar = layout.grammar
    subjects, main_clauses = grammar.any_subject, grammar.root | grammar.conjunct
    for token, not_free in zip(layout.parse, taken, strict=True):
        if not_free or token.dep_ not in subjects or layout.is_quoted(token.i):
            continue
        named = cast.member_at(token.i) is not None
        main = token.head.dep_ in main_clauses
        if named or (main and cast.may_speak(token.i)):
            yield noun_phrase(layout, token)
