"""The wheel, installed outside the checkout: one name, all files, and everything works."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from examples.serve import serve

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("claimwire", "pipeline", "schemas", "transforms")
FILES = ("CITATION.cff", "LICENSE", "NOTICE", "README.md", "pyproject.toml", "setup.py")

Run = Callable[..., str]


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's files; what it depends on is taken from this environment."""
    source = tmp_path_factory.mktemp("source")
    built = tmp_path_factory.mktemp("wheel")
    target = tmp_path_factory.mktemp("target")
    # Of a copy, as building leaves folders behind.
    for name in SOURCES:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=ignore)
    for name in FILES:
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-build-isolation", "--wheel-dir", str(built), str(source)]
    subprocess.run([*pip, "wheel", *options], check=True)
    (wheel,) = built.iterdir()
    install = ["install", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run([*pip, *install], check=True)
    return target


@pytest.fixture(scope="module")
def run(target: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs Python with the wheel's package, in a folder outside the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    environment = {**os.environ, "PYTHONPATH": str(target)}

    def run(*words: str, **options: object) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            check=False,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            **options,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    return run


def test_nothing_but_claimwire_is_installed(target: Path) -> None:
    names = sorted(path.name for path in target.iterdir() if path.name != "bin")
    assert [name.partition("-")[0] for name in names] == ["claimwire", "claimwire"]
    assert [path.name for path in (target / "bin").iterdir()] == ["claimwire"]


def test_it_carries_its_licence(target: Path) -> None:
    licences = {path.name for path in target.glob("claimwire-*.dist-info/licenses/*")}
    assert licences == {"LICENSE", "NOTICE"}


def test_every_file_of_the_package_is_inside(target: Path) -> None:
    def files(root: Path) -> set[str]:
        return {
            os.path.relpath(Path(folder, name), root)
            for folder, _, names in os.walk(root / "claimwire", followlinks=True)
            for name in names
            if not name.endswith(".pyc")
        }

    assert files(target) == files(ROOT)


def test_it_is_the_wheel_that_is_imported(run: Run, target: Path) -> None:
    assert run("-c", "import claimwire; print(claimwire.__file__)").startswith(str(target))


def test_a_text_is_read(run: Run) -> None:
    printed = run("-m", "claimwire", "extract", input="Iran said that talks failed.")
    (claim,) = json.loads(printed)["claims"]
    assert claim["speaker_entity_id"] == "country:IRN"


def test_the_example_site_is_read_and_reported(run: Run, tmp_path: Path) -> None:
    feeds, output, report = tmp_path / "feeds.toml", tmp_path / "out", tmp_path / "report.html"
    with serve() as site:
        site.write_feed_list(feeds)
        where = ["--feeds", str(feeds), "--output", str(output)]
        run("-m", "claimwire", "run", *where, "--gap_seconds", "0", "--allow_private_addresses")
    run("-m", "claimwire", "report", "--output", str(output), "--to", str(report))
    rows = f"import claimwire; print(claimwire.open_output({str(output)!r}).claims.rows)"
    assert int(run("-c", rows)) > 100
    assert report.read_text(encoding="utf-8").endswith("</html>\n")
