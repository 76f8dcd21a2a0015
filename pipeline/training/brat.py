"""The reader of annotated attributions: texts with brat standoff annotations beside them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from claimwire.errors import UsageError

_NAME = re.compile(r"^(?P<stem>.+)_(?P<annotator>[0-9a-z]+)$")
_SPANS = re.compile(r"^(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)\t")
_EVENT = re.compile(r"^E\d+\tAttribution\S*:\S+")


class CorpusError(UsageError):
    """A folder holds no annotated attributions that can be read."""


class AnnotatedText(NamedTuple):
    """A text and the contents of its attributions.

    Attributes:
        name: name of its file, without extension.
        text: the text exactly as in the file.
        contents: for each attribution, the ``[start, end)`` spans of its content in code points.
    """

    name: str
    text: str
    contents: list[list[tuple[int, int]]]


def read_corpus(folder: Path) -> Iterator[AnnotatedText]:
    """Read ``text/NAME.txt`` with ``attributions/NAME_ANNOTATOR.ann``, sorted by name.

    If a text has several annotators, the first by name is read.

    Raises:
        CorpusError: if there is no text, or a file cannot be read.
    """
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        if match := _NAME.match(path.stem):
            files.setdefault(match["stem"], path)
    if not files:
        raise CorpusError(
            f"there are no annotated texts at {folder}: it needs text/NAME.txt and "
            "attributions/NAME_ANNOTATOR.ann (brat standoff)."
        )
    for name, path in sorted(files.items()):
        text = _read(folder / "text" / f"{name}.txt")
        contents = parse_contents(_read(path))
        if any(end > len(text) for spans in contents for _, end in spans):
            raise CorpusError(f"{path} has a span beyond the end of its text. Check the pair.")
        yield AnnotatedText(name, text, contents)


def parse_contents(annotation: str) -> list[list[tuple[int, int]]]:
    """Read the contents of a brat file's attribution events; other lines are ignored."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[str] = []
    for line in annotation.split("\n"):
        if match := _SPANS.match(line):
            pairs = (part.split() for part in match[2].split(";"))
            spans[match[1]] = [(int(start), int(end)) for start, end in pairs]
        elif _EVENT.match(line):
            events.append(line)
    contents = []
    for line in events:
        roles = (part.partition(":") for part in line.split("\t")[1].split())
        named = [target for role, _, target in roles if role.rstrip("0123456789") == "Content"]
        contents.append(sorted(span for target in named for span in spans.get(target, ())))
    return [content for content in contents if content]


def _read(path: Path) -> str:
    try:
        # As bytes, because converted line ends would shift the offsets.
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise CorpusError(f"cannot read {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 text (byte {error.start}).") from error
