"""Find the mentions of geopolitical entities in a parsed text, and what they name."""

import itertools
from collections.abc import Iterable, Mapping

from spacy.tokens import Doc

from claimwire.language.mentions.agents import with_agents
from claimwire.language.mentions.ambiguous_names import Meanings
from claimwire.language.mentions.bodies import bodies_of_every_state, with_bodies
from claimwire.language.mentions.common_organs import (
    find_common_organs,
    with_states,
    without_offices,
)
from claimwire.language.mentions.completed_names import completed_names
from claimwire.language.mentions.containing_places import with_containing_places
from claimwire.language.mentions.context import NO_CONTEXT, Context
from claimwire.language.mentions.coreference import with_short_forms
from claimwire.language.mentions.cut_names import cut_names
from claimwire.language.mentions.dateline_names import reporting_agencies
from claimwire.language.mentions.entity_linking import Linker
from claimwire.language.mentions.gazetteer import find_names
from claimwire.language.mentions.headlines import without_doubtful
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.known_entity import Knowledge, KnownEntity
from claimwire.language.mentions.leading_nouns import with_leading_nouns
from claimwire.language.mentions.listed_organs import listed_organs
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.misspelt_names import misspelt_names
from claimwire.language.mentions.model_entities import model_entities
from claimwire.language.mentions.named_stretches import choose_stretches
from claimwire.language.mentions.names_alone import mentions_by_name, reads_names_alone
from claimwire.language.mentions.phrases import find_phrases
from claimwire.language.mentions.stretches import Stretch, covered, in_text_order, longest
from claimwire.language.mentions.text_countries import Guess, countries_of_text
from claimwire.language.mentions.text_places import resolve_places
from claimwire.language.mentions.titles import with_titles
from claimwire.language.mentions.tokens import Tokens
from claimwire.language.mentions.toponyms import Toponyms, find_toponyms
from claimwire.language.mentions.untold_countries import with_untold_countries

_PEOPLE = frozenset({"office", "group"})
_COUNTRIES = frozenset({"country", "nationality"})
_ORGANS = frozenset({"government", "ministry", "military"})
_CLOSED_KINDS = frozenset({"person", "media", "party", "international_organisation"})


def find_mentions(doc: Doc, context: Context = NO_CONTEXT) -> list[Mention]:
    """Find the mentions of geopolitical entities.

    Args:
        doc: the parse.
        context: when and by whom the text was published.

    Returns:
        Mentions in the order of the text, an outer one before those inside it.
    """
    mentions, _ = find_mentions_and_country(Tokens.of(doc), context)
    return mentions


def find_mentions_and_country(
    tokens: Tokens, context: Context = NO_CONTEXT
) -> tuple[list[Mention], Guess | None]:
    """Find the mentions of geopolitical entities, and the country that the text tells.

    The stages: the language model's entities, known names and actors by pattern, and names of
    places are found; of those that overlap the longest is chosen, and names inside it ("Afghan" in
    "Afghan government") become nested mentions; the places are resolved together; every stretch is
    linked; at last the mentions are completed from one another. Where several found the same
    stretch, the known name decides what it is.

    Args:
        tokens: of the text.
        context: when and by whom the text was published.

    Returns:
        As ``find_mentions``; and the state of what the text names without saying whose it is,
        None where the evidence is divided.
    """
    if reads_names_alone(tokens.doc):
        return mentions_by_name(tokens.doc, context), None
    knowledge = load_knowledge(context.knowledge, tokens.language)
    tagged = without_offices(tokens, _model_names(tokens))
    known = _known(tokens, context, knowledge, tagged)
    toponyms = _toponyms(tokens, knowledge, tagged, known)
    chosen = choose_stretches(tokens, tagged, known, toponyms, knowledge.kinds.keys())
    places = resolve_places(tokens, chosen, known, knowledge, context.home)
    linker = Linker(tokens, context, knowledge, tagged=tagged, known=known, places=places)
    mentions = [
        linker.mention(stretch, nested=stretch in chosen.inner)
        for stretch in in_text_order(chosen.outer | chosen.inner)
    ]
    organs = listed_organs(tokens.language, context.knowledge)
    common = bodies_of_every_state(tokens, mentions)
    telling = [each for index, each in enumerate(mentions) if index not in common]
    countries = countries_of_text(tokens, telling, context.home)
    mentions = with_bodies(tokens, mentions, organs, common, countries)
    mentions = with_states(mentions, organs, countries)
    for tell_more in (with_containing_places, with_agents, with_titles, with_short_forms):
        mentions = tell_more(tokens, mentions)
    return with_untold_countries(tokens, mentions, countries), countries.guess


def outermost_names(mentions: Iterable[Mention]) -> list[Mention]:
    """Choose the names that stand in no other, in the order of the text.

    Of "the French president" that is "French": people whom a common noun names, and agents that
    a place tells the country of ("rebels in Darfur"), are left out.

    Args:
        mentions: all of one text, as ``find_mentions`` gives them.
    """
    names = []
    end = 0
    for mention in mentions:
        unnamed = mention.kind in _PEOPLE or mention.text.islower()
        if mention.start >= end and not (mention.described and unnamed):
            names.append(mention)
            end = mention.end
    return names


def _model_names(tokens: Tokens) -> dict[Stretch, str]:
    """The model's names, corrected by the words in and around them."""
    named = without_doubtful(tokens, model_entities(tokens))
    return completed_names(tokens, with_leading_nouns(tokens, cut_names(tokens, named)))


def _known(
    tokens: Tokens, context: Context, knowledge: Knowledge, tagged: dict[Stretch, str]
) -> dict[Stretch, KnownEntity]:
    """The names of the gazetteer that mean what it says, and actors by pattern."""
    meanings = Meanings(tokens, knowledge, context.home)
    known = {
        stretch: entity
        for stretch, entity in find_names(tokens, context.knowledge)
        if tagged.get(stretch) != "LANGUAGE"
        and meanings.means_it(tokens.name(*stretch), entity, tagged.get(stretch))
    }
    known |= dict(reporting_agencies(tokens, knowledge.outlets))
    known |= dict(misspelt_names(tokens, context, known, tagged))
    known = _without_beginnings(tokens, _without_namesakes(known), tagged)
    owners = {stretch: known[stretch] for stretch in longest(len(tokens), known.keys())}
    organs = listed_organs(tokens.language, context.knowledge)
    for stretch, actor in find_phrases(tokens, owners, knowledge.country_names, organs):
        if stretch not in known or not actor.described:
            known[stretch] = actor
    for stretch, organ in find_common_organs(tokens):
        known.setdefault(stretch, organ)
    return known


def _without_namesakes(known: dict[Stretch, KnownEntity]) -> dict[Stretch, KnownEntity]:
    """Drop organs of one state named as those of another: "the Philippine Marine Corps"."""
    owners = {
        stretch[1]: entity.country
        for stretch, entity in known.items()
        if entity.kind in _COUNTRIES and entity.country
    }
    return {
        stretch: entity
        for stretch, entity in known.items()
        if entity.kind not in _ORGANS or owners.get(stretch[0], entity.country) == entity.country
    }


def _without_beginnings(
    tokens: Tokens, known: dict[Stretch, KnownEntity], tagged: Mapping[Stretch, str]
) -> dict[Stretch, KnownEntity]:
    """Drop names that are the article and first words of a longer one: "The Atlantic Council"."""
    ends: dict[int, int] = {}
    for first, last in itertools.chain(known, tagged):
        ends[first] = max(last, ends.get(first, 0))
    articles = tokens.words.actors.articles
    return {
        stretch: entity
        for stretch, entity in known.items()
        if tokens.lowers[stretch[0]] not in articles or ends.get(stretch[0] + 1, 0) <= stretch[1]
    }


def _toponyms(
    tokens: Tokens,
    knowledge: Knowledge,
    tagged: dict[Stretch, str],
    known: dict[Stretch, KnownEntity],
) -> Toponyms:
    """The names of places, which stand in no name of a person or a listed organisation."""
    closed = [stretch for stretch, entity in known.items() if entity.kind in _CLOSED_KINDS]
    countries = [stretch for stretch, entity in known.items() if entity.kind == "country"]
    return find_toponyms(
        tokens, tagged, covered(len(tokens), closed), countries, knowledge.capitals
    )
