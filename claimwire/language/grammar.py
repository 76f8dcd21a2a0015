"""What rules ask of a parse, in terms that hold for any parser: a language's folder fills it in.

Parsers name the same things differently: the subject of a passive verb is ``nsubjpass`` to one
and ``nsubj:pass`` to another. Rules ask a ``Grammar`` instead, which knows the names of one
language's parser.
"""

import dataclasses
import functools
from typing import Any

Labels = frozenset[str]
"""Names that a parser gives to one kind of relation, or one kind of word."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Grammar:
    """The labels of one language's parser, by what they mean.

    The first group are relations (``Token.dep_``), the second kinds of words (``Token.tag_``), the
    third kinds of names (``Span.label_``).

    Attributes:
        subject: of an active verb.
        passive_subject: of a passive verb, to which something is done.
        object: of a verb.
        recipient: to whom something is given or told, without a preposition.
        agent: the "by" of a passive verb.
        preposition: from a word to the preposition that hangs on it.
        prepositional_object: from a preposition to its noun.
        prepositional_clause: from a preposition to its clause.
        clause: a finite clause in the place of an object.
        open_clause: a complement whose subject stands elsewhere: an infinitive or a gerund.
        adverbial_clause: a clause that says when, why or under what condition.
        relative_clause: a finite clause that describes a noun.
        noun_clause: another clause that hangs on a noun.
        loose_clause: a clause beside another without a link.
        predicate_adjective: from a verb to the adjective that it ascribes.
        apposition: a second noun for the same thing.
        possessor: whose a noun is.
        compound: a noun before another, in one name or term.
        adjective: an adjective that hangs on a noun.
        determiner: an article or its like.
        conjunct: the further members of a row.
        marker: the word that opens a clause.
        negation: "not" and its like.
        auxiliary: a helping verb.
        passive_auxiliary: the helping verb of a passive.
        particle: of a phrasal verb.
        adverb: an adverb that hangs on a verb.
        noun_adverbial: a noun that says when or how much.
        predicate_noun: from a verb such as "be" to the noun that it ascribes.
        object_predicate: what a verb makes of its object ("elected her president").
        noun_modifier: a noun that describes another and is no compound with it.
        interjection: a word beside the sentence ("yes").
        unclassified: a relation that the parser cannot name.
        root: the head of a sentence.

        singular_noun, plural_noun, plural_name: of nouns and names by number.
        any_verb: verbs of any form.
        past_participle, gerund, past, present_third, present, infinitive_marker, modal: of verbs.
        bare_form: verbs without an ending, as in orders.
        infinitive: verbs that are infinitives by their own form.
        future, conditional: verbs whose own form tells what will or would be.
        finite: words that show that a clause has begun: finite verbs and pronouns before them.
        possessive_marker: "'s" and its like.
        pronoun: words that stand for a noun, articles alone among them.
        plain_adverb: adverbs that are not compared.
        compared: adjectives that are ("worse", "worst").

        date_name, time_name: names of days and longer times, and of shorter ones.
        actor_name: names of persons, groups and bodies.
        place_name: names of states, towns and other places.

        inverts_subjects: whether the subject may stand behind a verb of speech after any clause
            ("a dit le ministre").
        adjectives_follow: whether adjectives stand behind their nouns.
        drops_subjects: whether a verb may do without a subject that was named before ("dijo").
        owners_follow: whether adjectives and owners stand behind their nouns ("armée française").
    """

    subject: Labels
    passive_subject: Labels
    object: Labels
    recipient: Labels
    agent: Labels
    preposition: Labels
    prepositional_object: Labels
    prepositional_clause: Labels
    clause: Labels
    open_clause: Labels
    adverbial_clause: Labels
    relative_clause: Labels
    noun_clause: Labels
    loose_clause: Labels
    predicate_adjective: Labels
    apposition: Labels
    possessor: Labels
    compound: Labels
    adjective: Labels
    determiner: Labels
    conjunct: Labels
    marker: Labels
    negation: Labels
    auxiliary: Labels
    passive_auxiliary: Labels
    particle: Labels
    adverb: Labels
    noun_adverbial: Labels
    predicate_noun: Labels
    object_predicate: Labels
    noun_modifier: Labels
    interjection: Labels
    unclassified: Labels
    root: Labels

    singular_noun: Labels
    plural_noun: Labels
    plural_name: Labels
    any_verb: Labels
    past_participle: Labels
    gerund: Labels
    past: Labels
    present_third: Labels
    present: Labels
    infinitive_marker: Labels
    bare_form: Labels
    modal: Labels
    finite: Labels
    possessive_marker: Labels
    pronoun: Labels
    plain_adverb: Labels

    date_name: Labels
    time_name: Labels
    actor_name: Labels
    place_name: Labels

    compared: Labels = frozenset()
    infinitive: Labels = frozenset()
    future: Labels = frozenset()
    conditional: Labels = frozenset()

    inverts_subjects: bool = False
    adjectives_follow: bool = False
    drops_subjects: bool = False
    owners_follow: bool = False

    @functools.cached_property
    def any_subject(self) -> Labels:
        """Subjects of active and passive verbs."""
        return self.subject | self.passive_subject

    @functools.cached_property
    def any_object(self) -> Labels:
        """Objects of verbs, and recipients without a preposition."""
        return self.object | self.recipient

    @functools.cached_property
    def any_auxiliary(self) -> Labels:
        """Helping verbs of active and passive verbs."""
        return self.auxiliary | self.passive_auxiliary

    @functools.cached_property
    def common_noun(self) -> Labels:
        """Nouns that are no names, of either number."""
        return self.singular_noun | self.plural_noun

    @functools.cached_property
    def plural(self) -> Labels:
        """Nouns and names of several."""
        return self.plural_noun | self.plural_name


LABELS = tuple(
    field.name for field in dataclasses.fields(Grammar) if field.default is dataclasses.MISSING
)
"""The names of the fields that every parser has labels for."""

_NONE: dict[str, Any] = dict.fromkeys(LABELS, frozenset())
NO_GRAMMAR = Grammar(**_NONE)
"""That of a parser whose labels are not known: no word is of any kind that a rule asks for."""
