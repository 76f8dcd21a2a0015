import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from claimwire.pages import child_protocol
from claimwire.pages.extracted import Extracted, ExtractionFailed, ExtractionTimeout
from claimwire.pages.extraction_worker import ExtractionWorker

ROOT = Path(__file__).parents[2]
MISBEHAVING = "tests.pages.misbehaving_child"
Ask = Callable[..., Extracted]


def ask(worker: ExtractionWorker, body: bytes, url: str = "https://news.example/a") -> Extracted:
    return worker.extract(body, url=url, content_type="text/html", latest=date(2024, 5, 14))


@pytest.fixture(scope="module")
def worker() -> Iterator[ExtractionWorker]:
    with ExtractionWorker(timeout_s=30, module=MISBEHAVING) as worker:
        yield worker


@pytest.fixture
def impatient() -> Iterator[ExtractionWorker]:
    with ExtractionWorker(timeout_s=0.5, module=MISBEHAVING) as worker:
        yield worker


def pid(extracted: Extracted) -> int:
    return int(extracted.text.split()[-1])


def test_the_real_process_extracts(html: Callable[..., str]) -> None:
    with ExtractionWorker() as worker:
        extracted = ask(worker, html().encode())
    assert extracted.title == "Talks go on"
    assert "The foreign minister of" in extracted.text


def test_a_page_that_hangs_is_killed_and_the_next_one_is_served(
    impatient: ExtractionWorker,
) -> None:
    first = pid(ask(impatient, b"page"))
    with pytest.raises(ExtractionTimeout, match=r"within 0\.5 seconds"):
        ask(impatient, b"hang")
    assert pid(ask(impatient, b"page")) != first


def test_a_process_that_stops_reading(impatient: ExtractionWorker) -> None:
    os.kill(pid(ask(impatient, b"page")), signal.SIGSTOP)
    with pytest.raises(ExtractionTimeout):
        ask(impatient, bytes(9_000_000))
    assert ask(impatient, b"page").text


def test_a_large_page(worker: ExtractionWorker) -> None:
    assert ask(worker, bytes(9_000_000)).text.split()[1] == "9000000"


@pytest.mark.parametrize(("page", "status"), [(b"exit", 3), (b"crash", -signal.SIGKILL)])
def test_a_page_that_kills_the_process(worker: ExtractionWorker, page: bytes, status: int) -> None:
    with pytest.raises(ExtractionFailed, match=f"ended with status {status}:"):
        ask(worker, page)
    assert ask(worker, b"page").text


def test_the_reason_of_death_is_told(worker: ExtractionWorker) -> None:
    with pytest.raises(ExtractionFailed, match="KeyError: 'a surprise'"):
        ask(worker, b"raise")


def test_memory_is_bounded(worker: ExtractionWorker) -> None:
    with pytest.raises(ExtractionFailed, match="MemoryError"):
        ask(worker, b"memory")


def test_stray_prints_do_no_harm(worker: ExtractionWorker) -> None:
    assert ask(worker, b"print").text.startswith("https://news.example/a 5 ")
    assert ask(worker, b"page").text.startswith("https://news.example/a 4 ")


def test_a_process_that_died_between_pages_is_replaced(worker: ExtractionWorker) -> None:
    victim = pid(ask(worker, b"page"))
    os.kill(victim, signal.SIGKILL)
    assert worker._process is not None
    worker._process.wait()
    assert pid(ask(worker, b"page")) != victim


def test_the_process_is_replaced_after_its_share_of_pages() -> None:
    with ExtractionWorker(pages_per_process=2, module=MISBEHAVING) as worker:
        pids = [pid(ask(worker, b"page")) for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_threads_take_turns(worker: ExtractionWorker) -> None:
    urls = [f"https://news.example/{number}" for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda url: ask(worker, b"page", url).text.split()[0], urls))
    assert answers == urls


def test_a_process_that_cannot_start_says_why() -> None:
    with pytest.raises(ExtractionFailed, match="No module named"):
        ask(ExtractionWorker(module="claimwire.pages.no_such_module"), b"page")


def start_alone(page_seconds: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", MISBEHAVING, page_seconds, str(1 << 31)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )


def test_the_process_ends_with_its_owner() -> None:
    with start_alone("30") as process:
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_a_hung_process_ends_even_without_its_owner() -> None:
    header = {"url": "", "content_type": None, "latest": "2024-05-14"}
    with start_alone("0.2") as process:
        process.communicate(child_protocol.pack(header, b"hang"), timeout=60)
    assert process.returncode == -signal.SIGALRM


def test_the_process_and_its_owner_import_little() -> None:
    def loaded(module: str, names: str) -> str:
        code = f"import {module}, sys; print(sorted({{{names}}} & set(sys.modules)))"
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return run.stdout.strip()

    assert loaded("claimwire.pages.extraction_child", "'apache_beam', 'schemas', 'pyarrow'") == "[]"
    assert loaded("claimwire.pages.extraction_worker", "'trafilatura', 'lxml'") == "[]"
