"""Features of a proposed attribution: what a linear model sees of it."""

from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.claims.dependents import is_passive, lefts
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.learning.proposals import Proposal
from claimwire.language.claims.source_kinds import kind_of_source

# Of long contents, which may be nested, no more is looked at, so that the work stays linear.
_MOST_TOKENS = 200
_LENGTHS = (2, 4, 8, 16, 32)
_DISTANCES = (1, 3, 6, 12, 25)


def features_of(layout: Layout, proposal: Proposal) -> list[str]:
    """Return the features of a proposal.

    Returns:
        Names of what holds of it, sorted, each once.
    """
    return sorted({*_of_content(layout, proposal), *_of_cue(layout, proposal)})


def _of_content(layout: Layout, proposal: Proposal) -> Iterator[str]:
    ranges = proposal.ranges
    first = layout.parse[ranges[0][0]]
    size = sum(last - begin for begin, last in ranges)
    seen = [
        layout.is_quoted(index)
        for begin, last in ranges
        for index in range(begin, min(last, begin + _MOST_TOKENS))
    ]
    quoting = "direct" if all(seen) else "mixed" if any(seen) else "indirect"
    kind = f"{proposal.rule}/{quoting}"
    yield "always"
    yield f"kind={kind}"
    yield f"listed={proposal.listed}/{proposal.rule}"
    yield f"frame={proposal.frame}"
    yield f"length={_bin(size, _LENGTHS)}"
    yield f"kind,length={kind}/{_bin(size, _LENGTHS)}"
    yield f"first={first.lower_}"
    yield f"first_tag={first.tag_}"
    root = _root(layout, proposal)
    yield f"root={root.lemma_.lower()}"
    yield f"root_tag={proposal.frame}/{root.tag_}"
    yield f"root_entity={root.ent_type_}"


def _of_cue(layout: Layout, proposal: Proposal) -> Iterator[str]:
    cue, source = proposal.cue, proposal.source
    kind = kind_of_source(layout, source)
    yield f"source={kind}"
    yield f"rule,source={proposal.rule}/{kind}"
    if source is not None:
        head = layout.parse[source.head]
        yield f"source_head={head.lemma_.lower()}"
        yield f"source_dep={head.dep_}"
        yield f"source_size={_bin(source.whole[1] - source.whole[0], _LENGTHS)}"
    if cue is None:
        return
    token = layout.parse[cue.token]
    content = proposal.ranges[0][0]
    yield f"form={cue.form}/{proposal.listed}"
    yield f"cue={cue.form}/{cue.lemma}"
    yield f"cue,frame={cue.form}/{cue.lemma}/{proposal.frame or proposal.rule}"
    yield f"cue,source={cue.lemma}/{kind}"
    yield f"act={cue.act}/{proposal.frame}"
    yield f"cue_tag={token.tag_}"
    yield f"cue_dep={token.dep_}"
    yield f"cue_dep,frame={token.dep_}/{proposal.frame}"
    yield f"head={token.head.lemma_.lower()}"
    yield f"suffix={cue.lemma[-3:]}"
    yield f"negated={cue.negated}"
    yield f"gap={'after' if content > cue.token else 'before'}"
    yield f"gap={_bin(abs(content - cue.token), _DISTANCES)}"
    if source is not None:
        place = "before" if source.head < cue.token else "after"
        yield f"source_place={place}/{_bin(abs(source.head - cue.token), _DISTANCES)}"
    yield from _of_group(layout, token, listed=proposal.listed)


def _of_group(layout: Layout, token: Token, *, listed: bool) -> Iterator[str]:
    """What stands with a cue: whether it is passive, its auxiliaries, articles and the like."""
    grammar = layout.grammar
    if token.tag_ in grammar.past_participle:
        yield f"passive={is_passive(token, grammar)}"
    shown = grammar.determiner | grammar.possessor | grammar.adverb | grammar.marker
    for child in lefts(token):
        if child.dep_ in grammar.auxiliary:
            modal = child.lower_ in layout.words.modals or child.tag_ in grammar.infinitive_marker
            yield f"aux={child.lower_}"
            yield f"modal={modal}/{listed}"
        elif child.dep_ in shown:
            yield f"left={child.dep_}/{child.lower_}"


def _root(layout: Layout, proposal: Proposal) -> Token:
    """Return the first word of the content whose governor stands outside of it."""
    begin, last = proposal.ranges[0]
    for token in layout.parse[begin : min(last, begin + _MOST_TOKENS)]:
        outside = token.head.i == token.i or not begin <= token.head.i < last
        if outside and not token.is_punct and not token.is_space:
            return token
    return layout.parse[begin]


def _bin(value: int, bounds: tuple[int, ...]) -> int:
    return sum(value > bound for bound in bounds)
