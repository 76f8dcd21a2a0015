"""What a network does to a run: the rows stay the same, or the run says what failed."""

import itertools
from collections.abc import Callable

import pytest

from claimwire.errors import RunFailed
from claimwire.pipeline.command_line import FAILED, main
from claimwire.schemas import TABLES
from claimwire.storage import gcs_store
from claimwire.storage.file_lists import list_path
from claimwire.storage.lease import LEASE_PATH
from claimwire.storage.manifest import FOLDER
from claimwire.storage.opening import open_store
from tests.fakes.comparison import stable
from tests.fakes.faulty_proxy import Fault, every
from tests.fakes.gcs_emulator import BUCKET, Emulator
from tests.fakes.site_runs import Runs

UPLOAD_FAULTS = [
    Fault.TOO_MANY_REQUESTS,
    Fault.LOST_ANSWER,
    Fault.UNAVAILABLE,
    Fault.CUT_REQUEST,
    Fault.RESET,
]
READ_FAULTS = [Fault.UNAVAILABLE, Fault.RESET, Fault.CUT_ANSWER, Fault.TOO_MANY_REQUESTS]


@pytest.mark.timeout(400)
def test_a_run_over_a_bad_network_has_the_same_rows(
    on_disk: Runs,
    start_runs: Callable[[str], Runs],
    faults: Callable[..., None],
    emulator: Emulator,
    preconditions: None,
) -> None:
    runs = start_runs("faulty")
    faults(
        POST=every(2, *UPLOAD_FAULTS),
        GET=every(3, *READ_FAULTS),
        DELETE=every(2, Fault.LOST_ANSWER, Fault.UNAVAILABLE),
    )
    runs.run()
    runs.run()
    assert set(emulator.proxy.injected) == set(Fault)
    faults()
    for table in TABLES:
        assert stable(runs.rows(table.name, 0)) == stable(on_disk.rows(table.name, 0)), table.name
    assert runs.rows("articles", 1) == []
    named = {file.path for manifest in runs.manifests for file in manifest.files}
    named |= {f"{FOLDER}/{manifest.run_id}.json" for manifest in runs.manifests}
    named |= {list_path(table.name) for table in TABLES}
    assert {each.path for each in open_store(runs.output).list("")} == named


@pytest.mark.parametrize("fault", [Fault.CUT_REQUEST, Fault.RESET, Fault.UNAVAILABLE])
def test_a_large_upload_that_is_cut_is_whole_in_the_end(
    faults: Callable[..., None], emulator: Emulator, fault: Fault
) -> None:
    # Above 8 MiB the client uploads in a session that it can resume.
    store, content = open_store(f"gs://{BUCKET}/large"), bytes(range(256)) * (9 << 12)
    faults(PUT=[fault])
    store.write(fault.name, content)
    assert emulator.proxy.injected == [fault]
    assert store.read(fault.name) == content


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds of retries are as good as two minutes to a test."""
    monkeypatch.setattr(gcs_store, "_RETRY", gcs_store._RETRY.with_timeout(2))


@pytest.mark.timeout(200)
@pytest.mark.parametrize("fault", [Fault.UNAVAILABLE, Fault.RESET])
def test_a_store_that_does_not_answer_fails_the_run_before_it_starts(
    start_runs: Callable[[str], Runs],
    faults: Callable[..., None],
    impatient: None,
    capsys: pytest.CaptureFixture[str],
    fault: Fault,
) -> None:
    runs = start_runs("dead")
    faults(POST=itertools.repeat(fault), GET=itertools.repeat(fault))
    assert main(["run", *runs.words()]) == FAILED
    told = capsys.readouterr().err
    assert f"claimwire: {runs.output}/.check-" in told
    assert "cannot write it" in told
    assert "then try again" in told


@pytest.mark.timeout(200)
def test_a_store_that_stops_answering_fails_the_run(
    start_runs: Callable[[str], Runs],
    faults: Callable[..., None],
    impatient: None,
    preconditions: None,
    one_feed: str,
) -> None:
    runs = start_runs("dying")
    # The check of the output and the lease are the first two uploads.
    faults(POST=itertools.chain([None, None], itertools.repeat(Fault.UNAVAILABLE)))
    with pytest.raises(RunFailed, match="nothing was published") as failed:
        runs.run("--feeds", one_feed)
    assert f"{runs.output}/" in str(failed.value)
    assert "503" in str(failed.value)
    faults()
    store = open_store(runs.output)
    assert {each.path for each in store.list("")} <= {LEASE_PATH}
