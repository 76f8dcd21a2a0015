"""Mentions and claims of plain texts, without any feed."""

import collections
import dataclasses
import functools
import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from claimwire.errors import ClaimwireError
from claimwire.language.claims.find_claims import find_claims
from claimwire.language.claims.learning.linear_model import load_claims_model
from claimwire.language.detection import detect_language
from claimwire.language.find_entities import find_entities
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.known_entity import UserKnowledge
from claimwire.language.mentions.user_knowledge import read_user_knowledge
from claimwire.language.parsing.many_languages import read_languages
from claimwire.language.parsing.models import as_option, read_models
from claimwire.language.reading import reading_of
from claimwire.processes import START_METHOD, ProcessDied
from claimwire.schemas.claims import Claim
from claimwire.schemas.entities import Entity
from claimwire.schemas.keys import stable_id

RUN_ID = "extract"
"""The run_id of records that belong to no run."""

_BATCH_TEXTS = 64
_BATCH_LENGTH = 200_000
"""Texts are read together; the bounds keep memory even for thousands of them."""

_AHEAD = 2
"""Batches under way for each process, so that none waits."""


class TextNotRead(ClaimwireError):
    """A text that cannot be read; the message says why."""


@dataclasses.dataclass(frozen=True)
class Text:
    """A text, and what is known of it.

    Attributes:
        content: the text itself, read exactly as given; bytes are decoded as UTF-8.
        published: the day or instant (UTC, where it has no zone) of publication: "Monday" and the
            like count from it, and offices are those of that day. None leaves such times
            unresolved, and takes today's offices.
        language: ISO 639-1 code; None if it is to be found out from the text.
        site: registrable domain of the publisher, such as ``guardian.co.uk``, for places with
            several namesakes; None if unknown.
    """

    content: str | bytes
    published: date | None = None
    language: str | None = None
    site: str | None = None


@dataclasses.dataclass(frozen=True)
class Findings:
    """What was found in a text.

    Attributes:
        text: the text; all offsets count its code points.
        mentions: one record a mention, as in the table of entities, in the order of the text.
        claims: one record a claim, as in the table of claims, by the place of its content.
        language: ISO 639-1 code of the language in which the text was read.
    """

    text: str
    mentions: list[Entity]
    claims: list[Claim]
    language: str

    def to_dict(self) -> dict[str, Any]:
        """What was found as JSON has it: an object a record, days as ISO 8601."""
        found = {
            "language": self.language,
            "mentions": [dataclasses.asdict(each) for each in self.mentions],
            "claims": [dataclasses.asdict(each) for each in self.claims],
        }
        plain: dict[str, Any] = json.loads(json.dumps(found, default=date.isoformat))
        return plain


class Reader:
    """The language models with all that goes with them, ready to read texts.

    Args:
        model: spaCy pipelines that take the place of the default ones: a name or a mapping by
            language (ISO 639-1), as ``--model`` of ``claimwire run`` has them.
        knowledge: entities of your own: a TOML file as ``claimwire entities unknown`` prints it,
            or what was read of one.
        claims_model: a model file from ``claimwire train``; None leaves all to the rules.

    Raises:
        ModelNotInstalled: if a spaCy pipeline that was named is not installed.
        ModelError: if the claims model cannot be used.
        UserFileError: if the knowledge is wrong.
        OSError: if the knowledge cannot be read.
    """

    def __init__(
        self,
        model: str | Mapping[str, str] | None = None,
        *,
        knowledge: UserKnowledge | str | os.PathLike[str] | None = None,
        claims_model: str | os.PathLike[str] | None = None,
    ) -> None:
        self._models = read_models(model if isinstance(model, str | None) else as_option(model))
        # Models are kept by the process, not here: a reader is sent to processes.
        self._claims_model = None if claims_model is None else os.fspath(claims_model)
        if self._claims_model is not None:
            load_claims_model(self._claims_model)
        if isinstance(knowledge, str | os.PathLike):
            knowledge = read_user_knowledge(Path(knowledge).read_bytes(), os.fspath(knowledge))
        self._knowledge = knowledge

    def read(
        self,
        text: str | bytes,
        *,
        published: date | None = None,
        language: str | None = None,
        site: str | None = None,
    ) -> Findings:
        """Find the mentions and claims of a text; the arguments are the fields of ``Text``.

        Raises:
            TextNotRead: if it is too long, in a language that is not read, or no valid text.
        """
        (found,) = self._read_batch([Text(text, published, language, site)])
        if isinstance(found, TextNotRead):
            raise found
        return found

    def read_many(
        self, texts: Iterable[str | bytes | Text], *, processes: int = 1
    ) -> Iterator[Findings | TextNotRead]:
        """Find the mentions and claims of texts, in batches.

        Args:
            texts: taken as they are needed; the results do not depend on the batches.
            processes: so many batches are read at a time, each by a process of its own.

        Yields:
            For each text, in order, what was found. A text that cannot be read gives a
            ``TextNotRead`` in its place, so that it costs no other text.

        Raises:
            ProcessDied: if the system ended one of the processes.
        """
        batches = _batches(texts)
        if processes == 1:
            for batch in batches:
                yield from self._read_batch(batch)
        else:
            yield from self._in_processes(batches, processes)

    def _in_processes(
        self, batches: Iterator[list[Text]], processes: int
    ) -> Iterator[Findings | TextNotRead]:
        context = multiprocessing.get_context(START_METHOD)
        pool = ProcessPoolExecutor(processes, context)
        waiting: collections.deque[Future[list[Findings | TextNotRead]]] = collections.deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(self._read_batch, batch))
                if len(waiting) > processes * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise ProcessDied(
                "a process that reads texts died; the system kills processes when memory runs out. "
                "Give the machine more memory, or read with fewer processes."
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _read_batch(self, texts: list[Text]) -> list[Findings | TextNotRead]:
        contents = [_content(text) for text in texts]
        readable = [
            (content, text.language or self._detect(content))
            for text, content in zip(texts, contents, strict=True)
            if isinstance(content, str)
        ]
        docs = iter(read_languages(readable, self._models))
        found: list[Findings | TextNotRead] = []
        for text, content in zip(texts, contents, strict=True):
            if isinstance(content, TextNotRead):
                found.append(content)
            elif isinstance(doc := next(docs), Exception):
                found.append(_not_read(doc))
            else:
                found.append(self._find(doc, text))
        return found

    def _detect(self, content: str) -> str | None:
        # A few words may look like another language than they are in.
        return detect_language(content, [next(iter(self._models))])

    def _find(self, doc: Doc, text: Text) -> Findings | TextNotRead:
        path = self._claims_model
        article_id = stable_id(doc.text)
        try:
            reading = reading_of(doc, Context(_day(text.published), text.site, self._knowledge))
            return Findings(
                text=doc.text,
                mentions=find_entities(reading, article_id=article_id, run_id=RUN_ID),
                claims=find_claims(
                    reading,
                    article_id=article_id,
                    run_id=RUN_ID,
                    model=None if path is None else load_claims_model(path),
                ),
                language=doc.lang_,
            )
        except Exception as error:
            # It costs this text alone.
            name = type(error).__name__
            return TextNotRead(f"an unexpected error; please report it: {name}: {error}")


def read(
    text: str | bytes,
    *,
    published: date | None = None,
    language: str | None = None,
    site: str | None = None,
) -> Findings:
    """Find the mentions and claims of a text with the default models: see ``Reader.read``."""
    return _default().read(text, published=published, language=language, site=site)


def read_many(
    texts: Iterable[str | bytes | Text], *, processes: int = 1
) -> Iterator[Findings | TextNotRead]:
    """Find those of many texts with the default models: see ``Reader.read_many``."""
    return _default().read_many(texts, processes=processes)


@functools.cache
def _default() -> Reader:
    return Reader()


def _batches(texts: Iterable[str | bytes | Text]) -> Iterator[list[Text]]:
    batch: list[Text] = []
    size = 0
    for each in texts:
        text = each if isinstance(each, Text) else Text(each)
        length = len(text.content)
        if batch and (len(batch) == _BATCH_TEXTS or size + length > _BATCH_LENGTH):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += length
    if batch:
        yield batch


def _content(text: Text) -> str | TextNotRead:
    if isinstance(text.content, str):
        return text.content
    try:
        return text.content.decode("utf-8")
    except UnicodeDecodeError as error:
        return TextNotRead(f"the text is not UTF-8 (byte {error.start}); convert it first")


def _not_read(error: Exception) -> TextNotRead:
    if isinstance(error, UnicodeEncodeError):
        return TextNotRead("the text has half a surrogate pair; it is no valid Unicode")
    return TextNotRead(str(error) or type(error).__name__)


def _day(published: date | None) -> date | None:
    if not isinstance(published, datetime):
        return published
    return published.replace(tzinfo=published.tzinfo or UTC).astimezone(UTC).date()
