"""The report's page: content, scripts and style in one file that cannot use the network."""

import base64
import functools
import gzip
import hashlib
import json
from importlib import resources
from string import Template

from claimwire.pipeline.extras import needs_extra
from claimwire.pipeline.report.coding import Content

_FOLDER = resources.files(__package__) / "page"
_SCRIPTS = (
    "data.js",
    "filters.js",
    "address.js",
    "fields.js",
    "charts.js",
    "days.js",
    "matrix.js",
    "map.js",
    "keys.js",
    "board.js",
    "spread.js",
    "passage.js",
    "download.js",
    "stories.js",
    "statements.js",
    "claim.js",
    "table.js",
    "figures.js",
    "main.js",
)
"""The scripts in order; later ones use earlier ones."""

_CHARTS = ("days", "ranking", "matrix", "map", "spread")


def render_page(content: Content) -> bytes:
    """Return the HTML file.

    No content is written as HTML: it is compressed data, which the scripts insert into the page as
    text. The content security policy allows these scripts alone, and no loading.
    """
    scripts = [_chart_library(), *(_read(name) for name in _SCRIPTS)]
    data = {
        "report": content,
        "charts": {name: json.loads(_read(f"charts/{name}.json")) for name in _CHARTS},
        "land": json.loads(_read("land.json")),
    }
    page = Template(_read("page.html")).substitute(
        policy=_policy(scripts),
        style=_read("page.css"),
        data=_packed(data),
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
    )
    return page.encode()


@functools.cache
def _chart_library() -> str:
    """Return Vega and vega-embed from the package vl-convert."""
    try:
        import vl_convert  # noqa: PLC0415 - slow to import, and not needed by other commands
    except ImportError as error:
        raise needs_extra("claimwire report", "report") from error
    script: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    assert "</script" not in script.casefold(), "it would end too early"
    assert "<!--" not in script, "it would not end"
    return script


def _policy(scripts: list[str]) -> str:
    allowed = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"
    )


def _packed(data: Content) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Without a timestamp, equal data give equal bytes.
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=6, mtime=0)).decode()


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
