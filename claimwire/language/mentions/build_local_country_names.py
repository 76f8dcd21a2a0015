"""Make the ``country_names.csv`` of a language: what it calls the countries.

``python -m claimwire.language.mentions.build_local_country_names pt`` prints that of Portuguese; it
needs babel, one of the development tools (CLDR).
"""

import csv
import importlib.metadata
import sys
from collections.abc import Iterator

import pycountry
from babel import Locale

_HEADER = """\
# What the language calls the countries; names.csv has names of news usage beside them.
# code: ISO 3166-1 alpha-3. alias: as written. source: package and version.
# CLDR's data are under the Unicode licence; see ../mentions/knowledge/README.md.
# Made by: python -m claimwire.language.mentions.build_local_country_names {language}
"""


def main() -> None:
    """Write the file of the language that is named to standard output."""
    if len(sys.argv) != 2:
        sys.exit("build_local_country_names: name one language by its ISO 639-1 code, such as pt")
    (language,) = sys.argv[1:]
    sys.stdout.write(_HEADER.format(language=language))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["code", "alias", "source"])
    source = f"CLDR, through babel {importlib.metadata.version('babel')}"
    for code, alias in sorted(_names(language)):
        writer.writerow([code, alias, source])


def _names(language: str) -> Iterator[tuple[str, str]]:
    named = {
        country.alpha_3: _plain(Locale.parse(language).territories.get(country.alpha_2, ""))
        for country in pycountry.countries
    }
    for code, name in named.items():
        # A name of two countries ("Congo") stands for neither.
        if name and list(named.values()).count(name) == 1:
            yield code, name


def _plain(name: str) -> str:
    """A name without the other one in brackets; none of the forms that are no usage."""
    plain = name.partition(" (")[0].replace("\u2019", "'").replace("\u02bc", "'")
    return "" if set(plain) & set(",&.") or " - " in plain or " \u2013 " in plain else plain


if __name__ == "__main__":
    main()
