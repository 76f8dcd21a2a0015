"""A mention: a stretch of text, and what it names."""

import dataclasses

BUSINESS = "BUS"
"""The role of companies in actor codes."""


@dataclasses.dataclass(frozen=True)
class Mention:
    """One mention of an entity.

    Attributes:
        start, end: offsets in code points, ``[start, end)``.
        first_token, last_token: the same stretch in tokens, ``[first_token, last_token)``.
        sentence: number of its sentence, from 0.
        text: as written.
        label: the language model's type, or the one it would give a gazetteer's name.
        method: "ner", "gazetteer" or "both"; "coreference" for a short form neither found; with
            ", city" where the point is that of the place in which it stands.
        entity_id, name, kind, country: what it is, as far as known.
        latitude, longitude, geonames_id: where it is, for places.
        radius_km: how far off that point may be.
        actor_code: country and role on the day of the article.
        score: confidence of the link, 0 to 1; None without a link.
        nested: whether it stands inside another mention.
        described: whether a common noun names it, as in "Afghan army".
        title_kind: kind of the actor that a title makes of a person, as the lists of titles have
            it: "office" of "former minister", "group" of "actor".
    """

    start: int
    end: int
    first_token: int
    last_token: int
    sentence: int
    text: str
    label: str
    method: str
    entity_id: str | None
    name: str | None
    kind: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    actor_code: str | None = None
    score: float | None = None
    nested: bool = False
    described: bool = False
    radius_km: float | None = None
    title_kind: str | None = None

    @property
    def reports_or_trades(self) -> bool:
        """Whether it is a medium or company, which is named in texts about any country."""
        return self.kind == "media" or (self.actor_code or "").endswith(BUSINESS)
