"""The mentions of a text as rows of the table of entities."""

from claimwire.language.mentions.wikidata import wikidata_id_of
from claimwire.language.reading import Reading
from claimwire.schemas.entities import Entity
from claimwire.schemas.keys import stable_id


def find_entities(reading: Reading, *, article_id: str, run_id: str) -> list[Entity]:
    """Make the rows of the table of entities.

    Args:
        reading: the text.
        article_id: the article it belongs to.
        run_id: the run that writes the rows.

    Returns:
        One row a mention, in the order of the text.
    """
    return [
        Entity(
            article_id=article_id,
            mention_id=stable_id(article_id, str(mention.start), str(mention.end), mention.label),
            sentence=mention.sentence,
            start=mention.start,
            end=mention.end,
            text=mention.text,
            label=mention.label,
            entity_id=mention.entity_id,
            name=mention.name,
            kind=mention.kind,
            country=mention.country,
            latitude=mention.latitude,
            longitude=mention.longitude,
            geonames_id=mention.geonames_id,
            wikidata_id=wikidata_id_of(mention.entity_id),
            actor_code=mention.actor_code,
            score=mention.score,
            method=mention.method,
            run_id=run_id,
            radius_km=mention.radius_km,
            inside=mention.nested,
        )
        for mention in reading.mentions
    ]
