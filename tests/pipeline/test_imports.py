"""What a run without news must not load, since it would wait for it."""

import json
import subprocess
import sys

READING = ("spacy", "thinc", "trafilatura", "dateparser", "htmldate")
LOOKING = ("duckdb", "altair", "vl_convert", "pyiceberg", "prometheus_client")

CODE = (
    "import json, sys\n"
    "import claimwire.pipeline.run, claimwire.pipeline.settings\n"
    "import claimwire.pipeline.progress.watch\n"
    "print(json.dumps(sorted(sys.modules)))"
)


def test_the_graph_is_built_without_what_reads_and_shows_articles() -> None:
    command = [sys.executable, "-c", CODE]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(json.loads(told.stdout))
    assert "apache_beam" in loaded
    assert sorted(loaded.intersection(READING + LOOKING)) == []
