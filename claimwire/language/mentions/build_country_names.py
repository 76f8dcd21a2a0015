"""Make ``knowledge/country_names.csv`` from the packages that have the names of countries.

``python -m claimwire.language.mentions.build_country_names`` prints it; it needs pycountry (ISO
3166-1) and babel, one of the development tools (CLDR: English names, and names in the official
languages of a country in Latin letters).
"""

import csv
import importlib.metadata
import sys
import unicodedata
from collections.abc import Iterator

import pycountry
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

_HEADER = """\
# Names of countries that packages have; country_aliases.csv has those of news usage beside them.
# code: ISO 3166-1 alpha-3. alias: as written, case matters. source: package and version.
# pycountry is under the LGPL 2.1, CLDR's data under the Unicode licence; see README.md.
# Made by: python -m claimwire.language.mentions.build_country_names
"""


def main() -> None:
    """Write the file to standard output."""
    sys.stdout.write(_HEADER)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["code", "alias", "source"])
    taken: dict[str, str] = {}
    named = [*_iso(), *_cldr()]
    for code, alias, _ in named:
        taken.setdefault(alias, code)
    seen = set()
    for code, alias, source in sorted(named):
        # A name of two countries ("Congo") stands for neither.
        if (code, alias) not in seen and taken[alias] == code:
            seen.add((code, alias))
            writer.writerow([code, alias, source])


def _iso() -> Iterator[tuple[str, str, str]]:
    source = f"ISO 3166, through pycountry {importlib.metadata.version('pycountry')}"
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            name = getattr(country, field, "")
            if _is_used(name):
                yield country.alpha_3, name.removeprefix("the "), source


def _cldr() -> Iterator[tuple[str, str, str]]:
    source = f"CLDR, through babel {importlib.metadata.version('babel')}"
    for country in pycountry.countries:
        for language in ("en", *get_official_languages(country.alpha_2, de_facto=True)):
            try:
                name = Locale.parse(language).territories.get(country.alpha_2, "")
            except (UnknownLocaleError, ValueError):
                continue
            name = name.replace("\u2019", "'")
            if _is_used(name) and _is_latin(name):
                yield country.alpha_3, name, source


def _is_used(name: str) -> bool:
    """ISO's inverted forms ("Korea, Republic of") and remarks in brackets are no usage."""
    return bool(name) and not set(name) & set(",(&")


def _is_latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


if __name__ == "__main__":
    main()
