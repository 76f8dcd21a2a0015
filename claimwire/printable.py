"""Removal of control characters, which could steer a terminal. Imports nothing heavy."""

import unicodedata


def clean_line(text: str) -> str:
    """Return the text as one line that every store accepts.

    Control characters and lone surrogates are removed or replaced. White space other than plain
    spaces becomes plain spaces and is trimmed at both ends.
    """
    if not text.isprintable():
        text = "".join(map(_printable, text))
    return text.strip()


def clean_optional(text: str | None) -> str | None:
    """Return the text as one clean line, or None if nothing is left."""
    return clean_line(text or "") or None


def terminal_safe(text: str) -> str:
    """Return the text without terminal control characters; line breaks and tabs are kept."""
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
