"""The texts of the example site, without a server."""

from datetime import date

from claimwire.pages.extraction import extract
from claimwire.pages.plain_text import word_count
from examples.serve import SITE, fill_in, read_outlets

_SHORTEST = 40
_LATEST = date(2026, 11, 26)


def site_texts() -> list[str]:
    """Take the texts out of all pages of articles."""
    outlets = read_outlets(SITE)
    bases = {outlet.name: f"https://{outlet.name}.example" for outlet in outlets}
    texts = []
    for outlet in outlets:
        for path in sorted(outlet.folder.rglob("*.htm*")):
            url = f"{bases[outlet.name]}/{path.relative_to(outlet.folder).as_posix()}"
            body = fill_in(path.read_bytes(), bases)
            kind = f"text/html; charset={outlet.charset}"
            texts.append(extract(body, url=url, content_type=kind, latest=_LATEST).text)
    return [text for text in texts if word_count(text) >= _SHORTEST]
