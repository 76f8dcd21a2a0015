"""What is done by saying a content, where the cue says no more than "said"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.demands import is_due, is_imperative, is_of_others
from claimwire.language.claims.dependents import child_of, children, noun_of, rights
from claimwire.language.claims.judgements import Judgements, judgements
from claimwire.language.claims.layout import Layout
from claimwire.language.grammar import Grammar

_OF_CLAUSES = frozenset({"clause", "raised", "about"})
"""Frames of verbs that have a clause or nothing of what is said behind them."""


def act_of_content(layout: Layout, root: Token | None, text: str, modality: str) -> str:
    """Return the act that a content is by itself: "statement" where nothing shows another.

    A verb that does what it says ("We urge …") comes first, then a question, a demand, what will
    be done or happen, and judgements.

    Args:
        layout: the text.
        root: the word that governs the content's first sentence.
        text: the content.
        modality: the content's.
    """
    performed = _by_opening(layout, text)
    if performed is None and root is not None:
        performed = _performed(layout, root)
    if performed is not None:
        return performed
    if root is None or text.endswith("?"):
        return "question" if text.endswith("?") else "statement"
    if is_due(layout, root, modality) or is_imperative(layout, root):
        return "demand" if is_of_others(layout, root) else "statement"
    act = _of_what_will_be(layout, root) if modality == "future" else "statement"
    # "She will be a great leader" judges as well.
    judges = modality == "asserted" or (modality == "future" and root.pos_ == "AUX")
    return _judged(layout, root) if act == "statement" and judges else act


def _performed(layout: Layout, verb: Token) -> str | None:
    """What "we" do with a verb in the present tense, or None."""
    grammar = layout.grammar
    if verb.tag_ not in grammar.present or child_of(verb, grammar.negation) is not None:
        return None
    subject = child_of(verb, grammar.subject)
    if subject is None or subject.lower_ not in layout.words.first_person:
        return None
    wished = child_of(verb, grammar.open_clause)
    if wished is not None and wished.lower_ in judgements(layout.language).thanks:
        return "support"  # "We want to thank them"
    entries = cue_lexicon(layout.language).verbs.get(verb.lemma_.lower(), ())
    return next(
        (
            entry.act
            for entry in entries
            if not entry.particle
            and entry.act not in ("statement", "question")
            and not (entry.frames <= _OF_CLAUSES and _is_of_feeling(layout, verb))
        ),
        None,
    )


def _by_opening(layout: Layout, text: str) -> str | None:
    """What the first words say: "Thanks, Lugo, for this welcome", "No thanks to the mayor"."""
    first, second, *_ = *(word.strip(",.!") for word in text.lower().split(maxsplit=2)), "", ""
    thanks = judgements(layout.language).thanks
    if first in layout.words.negative_determiners and second in thanks:
        return "criticism"
    return "support" if first in thanks else None


def _is_of_feeling(layout: Layout, verb: Token) -> bool:
    """Whether an adjective stands where a clause would: "I feel sorry for them"."""
    grammar = layout.grammar
    return child_of(verb, grammar.predicate_adjective) is not None and (
        child_of(verb, grammar.clause) is None
    )


def _of_what_will_be(layout: Layout, verb: Token) -> str:
    """A promise of what the speaker will do or somebody will be given.

    Who will do it in indirect speech is named by a pronoun, as a rule the speaker. What others will
    do may be foretold or announced, which the words do not tell.
    """
    grammar, words = layout.grammar, layout.words
    if child_of(verb, grammar.negation) is not None:
        return "statement"
    if verb.lemma_.lower() in judgements(layout.language).unwilled or _is_open(layout, verb):
        return "statement"
    subject = child_of(verb, grammar.any_subject)
    if subject is None or subject.pos_ != "PRON":
        return "statement"
    if subject.dep_ in grammar.passive_subject:
        is_promised = layout.is_quoted(verb.i)
    elif layout.is_quoted(verb.i):
        is_promised = subject.lower_ in words.first_person
    else:
        is_promised = subject.lower_ in words.speaker_pronouns
    return "promise" if is_promised else "statement"


def _is_open(layout: Layout, verb: Token) -> bool:
    """Whether "it" stands for what comes later: "It would be hard to prosecute", "take days"."""
    grammar = layout.grammar
    lasting = child_of(verb, grammar.any_object)
    if lasting is not None and lasting.ent_type_ in grammar.date_name | grammar.time_name:
        return True
    of_quality = child_of(verb, grammar.predicate_adjective | grammar.predicate_noun)
    behind = (verb, of_quality) if of_quality is not None else (verb,)
    clauses = grammar.clause | grammar.open_clause
    return verb.pos_ == "AUX" and any(child_of(each, clauses) is not None for each in behind)


def _judged(layout: Layout, root: Token) -> str:
    """Criticism or support where the content calls somebody or something so, or says it is so."""
    known = judgements(layout.language)
    grammar = layout.grammar
    below = list(children(root))
    lowers = {child.lower_ for child in below}
    if root.lower_ in known.thanks and not lowers & layout.words.negative_determiners:
        return "support"
    if lowers & known.alleging:
        return "accusation"
    if lowers & known.regret:
        return "criticism"
    negated = any(child.dep_ in grammar.negation for child in below)
    verb = _behind(layout, root, known)
    if verb is not root:
        negated = negated != (child_of(verb, grammar.negation) is not None)
    elif root.tag_ in grammar.any_verb and (act := _of_deed(layout, root, known, negated=negated)):
        return act
    words = [word for word in _predicates(layout, verb) if not _is_degree(layout, word)]
    if negated:
        return _denied(layout, verb, words, known)
    if verb.tag_ in grammar.past_participle and _is_of_speaker(layout, verb):
        words.append(verb)  # "We are disappointed" is a passive to parsers.
    return next((act for word in words if (act := _act_of_word(known, word))), "statement")


def _is_degree(layout: Layout, word: Token) -> bool:
    """Whether a word compares or leads in what is told: "the worst since May", "glad to say"."""
    grammar = layout.grammar
    if word.tag_ in grammar.compared or any(
        child.lower_ in layout.words.as_conjunctions for child in word.lefts
    ):
        return True
    told = child_of(word, grammar.open_clause)
    spoken = None if told is None else cue_lexicon(layout.language).verbs.get(told.lemma_.lower())
    return bool(spoken) and word.dep_ in grammar.predicate_adjective


def _is_of_speaker(layout: Layout, verb: Token) -> bool:
    subject = child_of(verb, layout.grammar.any_subject)
    return subject is not None and subject.lower_ in layout.words.first_person


def _denied(layout: Layout, verb: Token, words: Sequence[Token], known: Judgements) -> str:
    """Criticism or denial where somebody or something is said not to be or do so."""
    if any(_is_liable(layout, word, known) for word in words):
        return "denial"
    adverbs = [child for child in children(verb) if child.dep_ in layout.grammar.adverb]
    # Parsers take "qualified" for a verb in the passive.
    wanting = any(word.lower_ in known.wanting for word in (verb, *words, *adverbs))
    return "criticism" if wanting else "statement"


def _is_liable(layout: Layout, word: Token, known: Judgements) -> bool:
    """Whether a word lays a deed to somebody's charge: "responsible for the deaths"."""
    grammar = layout.grammar
    return word.lemma_.lower() in known.liable and child_of(word, grammar.preposition) is not None


def _behind(layout: Layout, root: Token, known: Judgements) -> Token:
    """The verb below "I think that …", where the judgement stands."""
    if root.lemma_.lower() not in known.judging:
        return root
    subject = child_of(root, layout.grammar.subject)
    if subject is None or subject.lower_ not in layout.words.first_person:
        return root
    return child_of(root, layout.grammar.clause) or root


def _of_deed(layout: Layout, root: Token, known: Judgements, *, negated: bool) -> str | None:
    """Accusation or criticism of others for what they do, try or leave undone."""
    grammar = layout.grammar
    subject = child_of(root, grammar.subject)
    if negated or subject is None or subject.lower_ in layout.words.first_person:
        return None
    if not layout.is_quoted(root.i) and subject.lower_ in layout.words.speaker_pronouns:
        # "The agency said it had failed to find the cause."
        return None
    lemma = root.lemma_.lower()
    behind = child_of(root, grammar.open_clause)
    if behind is not None and lemma in known.omitting:
        return "criticism"
    if behind is not None and lemma in known.trying:
        lemma = behind.lemma_.lower()
    if lemma in known.accusation:
        return "accusation"
    return "criticism" if lemma in known.wrongdoing else None


def _act_of_word(known: Judgements, word: Token) -> str | None:
    forms = {word.lemma_.lower(), word.lower_}
    if forms & known.criticism:
        return "criticism"
    return "support" if forms & known.support else None


def _predicates(layout: Layout, root: Token) -> Iterator[Token]:
    """What is said to be so: a predicate, what stands beside it in a row, or the content itself."""
    grammar, bearing = layout.grammar, judgements(layout.language).bearing
    relations = grammar.predicate_noun | grammar.predicate_adjective | grammar.object_predicate
    if root.lemma_.lower() in judgements(layout.language).amounting:
        relations = relations | grammar.object
    heads = [child for child in children(root) if child.dep_ in relations]
    if root.pos_ not in {"VERB", "AUX"}:
        heads.append(root)
    if root.dep_ in grammar.any_object:
        # "called them ridiculous": the judgement stands beside the object.
        beside = relations | grammar.object | grammar.clause | grammar.open_clause
        behind = [c for c in children(root.head) if c.i > root.i]
        heads += [c for c in behind if c.dep_ in beside]
        # "described it as cruel"
        heads += [c for as_ in behind if as_.dep_ in grammar.preposition for c in rights(as_)]
    for head in heads:
        if any(left.lower_ in layout.words.negative_determiners for left in head.lefts):
            continue
        yield from _with_modifiers(grammar, head)
        if head.lemma_.lower() in bearing and (link := child_of(head, grammar.preposition)):
            noun = noun_of(link, grammar)
            yield from () if noun is None else _with_modifiers(grammar, noun)


def _with_modifiers(grammar: Grammar, head: Token) -> Iterator[Token]:
    yield head
    for child in children(head):
        if child.dep_ in grammar.conjunct | grammar.adjective | grammar.compound:
            yield child
