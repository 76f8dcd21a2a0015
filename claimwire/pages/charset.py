"""The characters of a page. Imported by the extraction process: no Beam."""

import html
import re

from claimwire.web.decoding import decode_body

_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));?", re.IGNORECASE)


def decode(body: bytes, content_type: str | None) -> str:
    """Decode a page, whatever its labels claim.

    Numeric references to control characters are resolved as the HTML standard says (&#146; is an
    apostrophe): the parser would keep them, and trafilatura rejects a page for one of them.
    """
    return _REFERENCE.sub(_resolve, decode_body(body, content_type))


def _resolve(reference: re.Match[str]) -> str:
    hexadecimal, decimal = reference.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_control = code < 0x20 or 0x7F <= code < 0xA0
    return html.unescape(reference[0]) if is_control else reference[0]
