"""Text without control characters, which could steer a terminal. Imports nothing heavy."""

import unicodedata


def clean_line(text: str) -> str:
    """Make one line that every store takes: no control characters, no lone surrogates.

    White space other than plain spaces becomes plain spaces and is trimmed at the edges.
    """
    if not text.isprintable():
        text = "".join(map(_printable, text))
    return text.strip()


def clean_optional(text: str | None) -> str | None:
    """Make one clean line; None if nothing is left."""
    return clean_line(text or "") or None


def terminal_safe(text: str) -> str:
    """Make text that a terminal shows without obeying it: line breaks and tabs are kept."""
    if text.isprintable():
        return text
    return "".join(each if each in "\n\t" else _printable(each) for each in text)


def _printable(character: str) -> str:
    match unicodedata.category(character):
        case "Cc":
            return " " if character.isspace() else ""
        case "Cs":
            return "\ufffd"
        case "Zl" | "Zp":
            return " "
        case _:
            return character
