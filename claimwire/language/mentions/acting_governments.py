"""Whether the name of a capital stands for its government: "Moscow said"."""

from claimwire.language.mentions.tokens import Tokens


def acts(tokens: Tokens, index: int) -> bool:
    """Whether a name does, has or suffers what governments do.

    Args:
        tokens: of the text.
        index: the last token of the name.
    """
    grammar, words = tokens.grammar, tokens.words.governments
    token = tokens.parse[index]
    head = token.head
    if token.dep_ in grammar.prepositional_object and head.lower_ in words.dealing:
        token, head = head, head.head
    lemma = head.lemma_.lower()
    relation = token.dep_
    if relation in grammar.any_subject:
        return lemma in words.government_verbs
    if relation in grammar.object:
        return lemma in words.diplomatic_verbs
    owned = relation in grammar.possessor or relation in grammar.preposition
    return owned and lemma in words.diplomatic_nouns
