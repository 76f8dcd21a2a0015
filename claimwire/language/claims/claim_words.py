"""The words that the rules of claims ask for, from the lists of a language."""

import dataclasses
import functools

from claimwire.language.languages import read_toml

Words = frozenset[str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClaimWords:
    """Words by what they do in a sentence; all in lower case, verbs and nouns as lemmas.

    Attributes:
        complementizers: open the clause of what is said ("that").
        as_conjunctions: make "X, as the minister said" of a cue and its source.
        relative_pronouns: open a clause about a noun ("who").
        contrasts: set a clause beside another ("while").
        aftermath_verbs, aftermaths: make the writer's own "…, raising fears of a war".

        making_verbs: their subject makes the claim that is their object ("issue").
        owner_prepositions: stand between a noun and whose claim it is.
        linking_prepositions: may link a content to a verb or noun that no list has.
        line_labels: label a line before a colon and name no speaker ("photo").
        line_openers: stand before the name on a line that names a speaker ("from").

        personal_objects: pronouns of a person as an object.
        goods: nouns for what is given, handed over or held.
        grounds: nouns for places that are held or attacked.

        setting_prepositions: may tell when or where something was said.
        occasions: nouns for where things are said ("rally").
        conversations: nouns for talks with somebody ("interview").
        conversation_prepositions: stand before these nouns.
        interlocutor_prepositions: stand before whom the speaker talks with.
        partner_prepositions: of these, behind which there is always somebody ("with").
        addressing_verbs: name who is spoken to behind a preposition ("say").
        addressee_prepositions: that preposition.
        demand_prepositions: stand before whom a demand is made of ("on").
        place_prepositions: stand before the place where something was said.
        listeners: are told things in company ("reporters").
        speaking_verbs: of speech without a content ("speak").

        possible, obligation, future: auxiliaries that give a content this modality, as tokens.
        obligation_verbs: make an obligation with an infinitive ("have").
        future_forms: make a future with an infinitive ("going").
        conditions: conjunctions that open a condition.
        concessions: stand before such a conjunction and make it a concession ("even").
        nobody: negate a clause as its subject or object.
        negative_determiners: negate a clause as an article of these ("no").
        first_person: subjects of verbs that do what they say.
        speaker_alone: subjects of what only the speaker has to do.
        speaker_pronouns: mean the speaker as subjects in indirect speech.
        imperative_auxiliary: of orders ("do").
        modals: auxiliaries that a learned model tells from others beside a cue.

        withheld: what an unnamed source asks to keep back ("anonymity").
        own_names: the same, where it is his own ("his name").
        naming_verbs: what such a source asks not to be done to him ("identify").

        question_words: open a clause that is asked or left open ("whether").
        anybody: pronouns that mean nobody in particular ("anyone").

        contesting_verbs: say that something is so or not, with "it" as well ("deny it").
        answering_verbs: these, and others that answer what somebody said ("reject that").
        demonstratives: pronouns that take up what was said ("that").
        sayings: nouns for what somebody said, and the acts of claims that they may mean; a claim
            whose cue or source is the same word is meant as well.

        misread_lemmas: lemmas that the parser makes of forms of other verbs, and the right ones.
    """

    complementizers: Words
    as_conjunctions: Words
    relative_pronouns: Words
    contrasts: Words
    aftermath_verbs: Words
    aftermaths: Words

    making_verbs: Words
    owner_prepositions: Words
    linking_prepositions: Words
    line_labels: Words
    line_openers: Words

    personal_objects: Words
    goods: Words
    grounds: Words

    setting_prepositions: Words
    occasions: Words
    conversations: Words
    conversation_prepositions: Words
    interlocutor_prepositions: Words
    partner_prepositions: Words
    addressing_verbs: Words
    addressee_prepositions: Words
    demand_prepositions: Words
    place_prepositions: Words
    listeners: Words
    speaking_verbs: Words

    possible: Words
    obligation: Words
    future: Words
    obligation_verbs: Words
    future_forms: Words
    conditions: Words
    concessions: Words
    nobody: Words
    negative_determiners: Words
    first_person: Words
    speaker_alone: Words
    speaker_pronouns: Words
    imperative_auxiliary: Words
    modals: Words
    withheld: Words
    own_names: Words
    naming_verbs: Words

    question_words: Words
    anybody: Words

    contesting_verbs: Words
    answering_verbs: Words
    demonstratives: Words
    sayings: dict[str, Words]

    misread_lemmas: dict[str, str]


@functools.cache
def claim_words(language: str) -> ClaimWords:
    """Read the words of a language, once per process.

    Args:
        language: ISO 639-1 code, such as ``Doc.lang_``.

    Raises:
        KeyError: if the language has no folder.
    """
    data = read_toml(language, "claim_words.toml")
    misread = data.pop("misread_lemmas")
    sayings = {noun: frozenset(acts) for noun, acts in data.pop("sayings").items()}
    sets = {name: frozenset(words) for name, words in data.items()}
    return ClaimWords(misread_lemmas=misread, sayings=sayings, **sets)
