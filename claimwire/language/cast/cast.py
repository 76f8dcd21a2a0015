"""The cast of an article: whom it speaks of, by what names, in what office, for whom.

It is built once from the mentions and the words beside them. A role, affiliation or country that
the article gives a member anywhere holds for the whole article.
"""

from collections.abc import Sequence

from claimwire.language.cast.appearances import Appearances
from claimwire.language.cast.called_bodies import CalledBodies, fuller_names
from claimwire.language.cast.common_names import without_common_names
from claimwire.language.cast.descriptions import DescriptionReader, Told, canonical_name
from claimwire.language.cast.genders import genders_by_pronouns
from claimwire.language.cast.member import Member, Phrase, Role, Stretch, holds
from claimwire.language.cast.person_members import person_member
from claimwire.language.cast.short_names import ShortNames
from claimwire.language.cast.speaker_kinds import is_company, kind_of
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.cast.told_persons import with_persons_told
from claimwire.language.cast.unnamed import UnnamedReader
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.text_countries import SURE, Guess
from claimwire.language.mentions.tokens import Tokens

_FARTHEST_NAME = 4
_MOST_HOLDERS = 10
_PLACES = frozenset({"city", "country", "region"})
_CALLED = frozenset({"armed_group", "media", "party"})


class Cast:
    """Whom one article speaks of.

    Args:
        tokens: of the text.
        mentions: its names, none inside another, in the order of the text.
        home: the state that the text speaks for, if it tells one.

    Attributes:
        bodies: those that it names, by the nouns that may stand for them.
        home: the state that goes without saying (ISO 3166-1 alpha-3), if the text is sure of one.
    """

    def __init__(
        self, tokens: Tokens, mentions: Sequence[Mention], home: Guess | None = None
    ) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        mentions = without_common_names(tokens, with_persons_told(tokens, mentions))
        self._mentions = mentions
        self.bodies = CalledBodies(tokens, mentions)
        self.home = home.country if home is not None and home.score >= SURE else None
        self._fuller = fuller_names(mentions)
        self._words = speaker_words(tokens.language)
        self._grammar = grammar_of(tokens.language)
        self._reader = DescriptionReader(tokens, mentions)
        self._unnamed = UnnamedReader(tokens, self._reader)
        self._standing_for: dict[int, str] = {}
        self._persons = self._told_of_persons()
        self._short_names = ShortNames(tokens, self._persons)
        self._by_office: dict[str, list[Member]] = {}
        for member in self._persons.values():
            for word in {role.name.split()[-1] for role in member.roles}:
                self._by_office.setdefault(word, []).append(member)

    def mention_at(self, index: int) -> Mention | None:
        """Return the name that a token stands in."""
        return self._reader.mention_at(index)

    def may_speak(self, index: int) -> bool:
        """Whether a token names an actor: an entity, an office, "the official"."""
        token = self._parse[index]
        return self.mention_at(index) is not None or (
            token.pos_ == "NOUN" and token.lemma_.lower() in self._words.actors
        )

    def member_at(self, index: int) -> Member | None:
        """Return whom a token names, or stands for in an apposition or title."""
        mention = self.mention_at(index)
        short = self._short_names.key_at(index, mention)
        if short is not None:
            return self._persons[short]
        mention = mention or self._body_beside(index)
        if mention is not None and not self._reader.is_common(mention):
            return None if self._reader.names_members(mention) else self.named(mention)
        key = self._standing_for.get(index) or self._titled_by(index)
        return None if key is None else self._persons[key]

    def _titled_by(self, index: int) -> str | None:
        """The person whose name follows a noun with nothing but nouns between the two."""
        if self._tokens.tags[index] != "NOUN":
            return None
        for behind in range(index + 1, min(index + _FARTHEST_NAME, len(self._parse))):
            mention = self.mention_at(behind)
            if mention is not None:
                return _key(mention) if mention.kind == "person" else None
            token = self._parse[behind]
            if token.pos_ not in {"NOUN", "PROPN", "ADJ", "CCONJ"} or token.head.i < index:
                return None
        return None

    def _body_beside(self, index: int) -> Mention | None:
        """The body named beside a noun for it: "the newspaper Die Zeit", "Belga news agency"."""
        noun = self._parse[index]
        kinds = self.bodies.kinds(noun.lemma_.lower())
        if not kinds or noun.pos_ not in {"NOUN", "PROPN"}:
            return None
        behind = index + 1
        if behind < len(self._parse) and self._tokens.lowers[behind] in self._words.articles:
            behind += 1
        mention = self.mention_at(behind)
        if mention is not None and mention.kind != "person":
            root = self._tokens.root(mention.first_token, mention.last_token)
            if root.head.i == index and root.dep_ in self._grammar.apposition:
                return mention
        # The noun before may be that of a body which the noun is a part of.
        mention = self.mention_at(index - 1) or self.mention_at(index - 2)
        if mention is None or mention.kind not in _CALLED or mention.last_token > index:
            return None
        root = self._tokens.root(mention.first_token, mention.last_token)
        fits = mention.kind in kinds or (
            mention.kind == "media" and self._unnamed.is_of_media(noun)
        )
        before = root.dep_ in self._grammar.compound | self._grammar.noun_modifier
        return mention if fits and before and root.head.i == index else None

    def named(self, mention: Mention) -> Member:
        """Return the person, body, state or people of a name."""
        if mention.kind == "person":
            return self._persons[_key(mention)]
        mention = self._fuller.get(mention.first_token, mention)
        head = self._tokens.root(mention.first_token, mention.last_token)
        kind = kind_of(mention)
        if mention.kind == "organisation" and mention.entity_id is None:
            # Only bodies that every state has go without an identifier: "Supreme Court".
            by_name = self._unnamed.kind_by_name(mention.first_token, mention.last_token)
            kind = kind if by_name == "unknown" else by_name
        return Member(
            name=canonical_name(mention),
            kind=kind,
            country=mention.country,
            entity_id=mention.entity_id,
            noun=head.lemma_.lower(),
            entity_kind=mention.kind,
            tokens=(mention.first_token,),
        )

    def describe(self, phrase: Phrase) -> Member:
        """Return whom a noun phrase names, or describes without a name."""
        head = self._parse[phrase.head]
        member = self.member_at(phrase.head)
        if member is not None and member.entity_kind in _PLACES:
            member = self._named_after(member, phrase)
        if member is None:
            member = self._unnamed.read(phrase)
            if member.is_person and member.name is not None and member.name not in self._persons:
                self._persons[member.name] = member
                self._short_names.add(member.name, member)
            return member
        several = self._unnamed.is_several(head, phrase.last)
        if not member.is_person:
            several = several or head.tag_ in self._grammar.plural
        return member._replace(plural=several, noun=head.lemma_.lower())

    def _named_after(self, place: Member, phrase: Phrase) -> Member:
        """The body of "Environment Canada", whose last word alone is a name to the model.

        So is a paper behind its noun: "the tabloid Alia" is no town.
        """
        first = place.tokens[0]
        if first > phrase.first and self._tokens.lowers[first - 1] in self._words.media:
            told = self._reader.read(phrase.first, first)
            name = self._tokens.name(first, phrase.head + 1)
            return Member(name, "media", country=told.country, tokens=(first,))
        while first > phrase.first and self._tokens.tags[first - 1] == "PROPN":
            first -= 1
            if self._parse[first].head.i != phrase.head or self.mention_at(first) is not None:
                return place
        if first == place.tokens[0]:
            return place
        name = self._tokens.name(first, phrase.head + 1)
        return Member(name, "organisation", country=place.country, tokens=(first,))

    def at_home(self, member: Member) -> Member:
        """Return somebody with the country of the text, if it goes without saying."""
        if self.home is None or not member.is_of_untold_state or self._is_from_abroad(member):
            return member
        return member._replace(country=self.home)

    def _is_from_abroad(self, member: Member) -> bool:
        """Whether words tell that somebody is of another state: "a Western official"."""
        before = {self._tokens.before(index) for index in member.tokens}
        foreign = self._tokens.words.actors.foreign
        return member.noun in self._words.from_abroad or not foreign.isdisjoint(before)

    def holder(self, description: Member) -> Member | None:
        """Return the only one in the article who holds a described office: "the mayor"."""
        if description.plural or not description.roles:
            return None
        office = description.roles[0].name
        countries = {description.country, None}
        holders = [
            member
            for member in self._by_office.get(office.split()[-1], ())[:_MOST_HOLDERS]
            if holds(member, office)
            and (description.country is None or member.country in countries)
        ]
        return holders[0] if len(holders) == 1 else None

    def told_by(self, phrase: Phrase) -> Told:
        """Return what the words of a noun phrase tell."""
        return self._reader.read(phrase.first, phrase.last)

    def _told_of_persons(self) -> dict[str, Member]:
        appearances = Appearances(self._tokens, self._reader)
        told: dict[str, list[Told]] = {}
        named: dict[str, list[Mention]] = {}
        for mention in self._mentions:
            if mention.kind != "person":
                continue
            key = _key(mention)
            named.setdefault(key, []).append(mention)
            evidence = told.setdefault(key, [])
            for stretch in appearances.of(mention):
                found = self._read(stretch, mention)
                if self._stands_for(stretch, found):
                    self._note(stretch, found, key)
                    evidence.append(found)
        genders = genders_by_pronouns(self._tokens, self._mentions, _key)
        return {
            key: person_member(self._tokens, mentions, told[key], genders.get(key))
            for key, mentions in named.items()
        }

    def _read(self, stretch: Stretch, mention: Mention) -> Told:
        found = self._reader.read(
            stretch.first,
            stretch.last,
            of=mention,
            is_title=stretch.is_title,
            is_bracket=stretch.is_bracket,
        )
        if found.body_noun is not None:
            found = self._for_body(found, found.body_noun)
        if stretch.verb is not None:
            official = self._words.roles.get((stretch.verb,), False)
            role = Role(
                stretch.verb,
                official,
                False,
                stretch.first,
                stretch.first,
                found.affiliation,
                found.country,
            )
            return found._replace(roles=(role,))
        return found

    def _for_body(self, told: Told, noun: int) -> Told:
        """Let "the ministry's spokesman" be of the ministry named before."""
        body = next(self.bodies.of_speaker(noun), None)
        name = self.bodies.words(noun) if body is None else canonical_name(body)
        if body is not None and body.kind == "country":
            name = None
        country = told.country or (None if body is None else body.country)
        private = self.bodies.is_private(noun) if body is None else is_company(body)
        roles = (
            role._replace(
                affiliation=name,
                country=country,
                official=role.official and (not private or self._is_of_state(role)),
            )
            for role in told.roles
        )
        return told._replace(
            roles=tuple(roles), affiliation=name, country=country, of_company=private
        )

    def _is_of_state(self, role: Role) -> bool:
        return not self._words.of_states.isdisjoint(role.name.split())

    def _stands_for(self, stretch: Stretch, told: Told) -> bool:
        """Whether a stretch describes a person: it names an office or what a person may be."""
        if stretch.head is None or told.roles:
            return True
        return self._tokens.lemmas[stretch.head] in self._words.kin | self._words.people

    def _note(self, stretch: Stretch, told: Told, key: str) -> None:
        if stretch.head is not None:
            self._standing_for.setdefault(stretch.head, key)
        elif stretch.verb is None:
            for role in told.roles:
                for index in range(role.token, min(role.last, stretch.last)):
                    self._standing_for.setdefault(index, key)


def _key(mention: Mention) -> str:
    return mention.entity_id or mention.name or mention.text
