"""Annotating in further processes: the same findings in the same order, whatever happens to a process."""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.facets import annotate as annotate_module
from desktop.facets.annotate import annotate, as_annotated
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Site, Trial
from desktop.workflows.annotating import Annotating, annotating_elsewhere
from desktop.workflows.check_catalogue import catalogue_faults
from desktop.workflows.derive_again import derive_again
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_in_process import import_in_process
from tests.documents_of_ours import a_json, an_xml
from tests.examples import a_trial


@pytest.fixture(scope="module", autouse=True)
def three_cores() -> Iterator[None]:
    """Let every computer have three cores, so that there are two further processes on each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "cpu_count", lambda: 3)
        yield


@pytest.fixture(scope="module")
def elsewhere(three_cores: None) -> Iterator[Annotating]:
    with annotating_elsewhere(RESOURCES, None) as annotating:
        yield annotating


@pytest.fixture
def ending(three_cores: None) -> Iterator[tuple[Annotating, list[BaseProcess]]]:
    """Return processes of its own, to be ended by the test."""
    others = multiprocessing.active_children()
    with annotating_elsewhere(RESOURCES, None) as annotating:
        yield annotating, [each for each in multiprocessing.active_children() if each not in others]


def trials(count: int) -> list[Trial]:
    return [a_trial(title=f"Trastuzumab in HER2-positive breast cancer, part {number}") for number in range(count)]


def numbered(number: int) -> dict[str, str]:
    return {"nctId": f"NCT09990{number:03}", "briefTitle": f"Trastuzumab in study {number}"}


def files(folder: Path, count: int) -> list[Path]:
    """Return files of trials, of which each third comes in a second document further on."""
    for number in range(count):
        (folder / f"{number:03}.xml").write_bytes(an_xml(f"NCT09990{number:03}", f"Trastuzumab in study {number}"))
        if number % 3 == 0:
            (folder / f"{number + 7:03}.json").write_bytes(a_json(identificationModule=numbered(number)))
    return sorted(folder.iterdir())


def contents(catalogue: Catalogue) -> list[tuple[object, ...]]:
    """Return every trial with its findings and sources, without the times of the imports."""
    found = []
    for trial_id in catalogue.index.search(TrialQuery(), "key"):
        stored = catalogue.trials.get(trial_id)
        assert isinstance(stored, StoredTrial)
        found.append((stored.trial, stored.findings, [(each.file, each.format) for each in stored.sources]))
    return found


@pytest.mark.parametrize("counts", [(0,), (1, 2), (7,), (7, 3, 90), (70, 0, 1)])
def test_the_findings_come_in_the_order_of_the_batches_and_their_trials(
    elsewhere: Annotating, vocabularies: Vocabularies, counts: tuple[int, ...]
) -> None:
    assert elsewhere.is_elsewhere
    wanted = [annotate(each, vocabularies) for each in trials(max(counts))]
    for _ in range(2):
        for count in counts:
            elsewhere.begin(trials(count))
        assert [elsewhere.findings() for _ in counts] == [wanted[:count] for count in counts]


def test_an_import_with_other_processes_makes_the_same_catalogue(
    vocabularies: Vocabularies, elsewhere: Annotating, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.workflows.import_documents._BATCH", 5)
    (tmp_path / "documents").mkdir()
    chosen = files(tmp_path / "documents", 40)
    facets = vocabularies.facets
    made = []
    for name, annotating in (("here", Annotating(vocabularies)), ("elsewhere", elsewhere)):
        catalogue = Catalogue(tmp_path / f"{name}.db", facets.value_ids, reads=facets.reads)
        with contextlib.closing(catalogue):
            report = import_documents(chosen, catalogue, vocabularies, annotating=annotating)
            made.append((contents(catalogue), [(each.path, each.outcome) for each in report.documents]))
            assert catalogue_faults(catalogue, RESOURCES) == ()
    assert made[0] == made[1]
    assert len(made[0][0]) == 40


def test_no_facet_reads_the_sites_that_are_not_sent_to_other_processes() -> None:
    trial = replace(a_trial(), sites=(Site("Hospital of Graz", "Graz", "", "Austria"),))
    assert as_annotated(trial) == replace(trial, sites=())
    code = (each.read_text(encoding="utf-8") for each in Path(annotate_module.__file__).parent.rglob("*.py"))
    assert sum(each.count(".sites") for each in code) == 1  # where they are left out


def test_an_import_that_is_stopped_keeps_what_other_processes_have_begun(
    catalogue: Catalogue,
    vocabularies: Vocabularies,
    elsewhere: Annotating,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.workflows.import_documents._BATCH", 5)
    (tmp_path / "documents").mkdir()
    chosen = files(tmp_path / "documents", 40)
    asked = iter(range(1000))
    report = import_documents(
        chosen, catalogue, vocabularies, should_stop=lambda: next(asked) > 30, annotating=elsewhere
    )
    assert report.stopped
    assert report.count("failed") == 0
    assert len(catalogue) == report.count("saved") > 5


def test_deriving_again_with_other_processes_changes_nothing(
    catalogue: Catalogue, vocabularies: Vocabularies, elsewhere: Annotating, tmp_path: Path
) -> None:
    (tmp_path / "documents").mkdir()
    import_documents(files(tmp_path / "documents", 10), catalogue, vocabularies)
    derivation = derive_again(catalogue, vocabularies, annotating=elsewhere)
    assert (derivation.changes, derivation.derived, derivation.damaged) == ((), (), ())


@pytest.mark.parametrize("before", [True, False])
def test_what_a_killed_process_had_to_annotate_is_annotated_here(
    ending: tuple[Annotating, list[BaseProcess]], vocabularies: Vocabularies, before: bool
) -> None:
    annotating, processes = ending
    if not before:
        annotating.begin(trials(5))
    for process in processes:
        process.kill()
        process.join()
    if before:
        annotating.begin(trials(5))
    assert annotating.findings() == [annotate(each, vocabularies) for each in trials(5)]
    assert not annotating.is_elsewhere


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
def test_control_c_in_the_terminal_is_left_to_the_reading_process(
    elsewhere: Annotating, vocabularies: Vocabularies
) -> None:
    elsewhere.begin(trials(3))
    assert len(elsewhere.findings()) == 3
    for process in multiprocessing.active_children():
        assert process.pid
        os.kill(process.pid, signal.SIGINT)
    elsewhere.begin(trials(3))
    assert elsewhere.findings() == [annotate(each, vocabularies) for each in trials(3)]
    assert elsewhere.is_elsewhere


def test_a_bug_in_another_process_stays_a_bug_with_its_place(ending: tuple[Annotating, list[BaseProcess]]) -> None:
    annotating, _ = ending
    annotating.begin([None])  # type: ignore[list-item]
    with pytest.raises(RuntimeError, match=r"(?s)Traceback.*AttributeError"):
        annotating.findings()


def test_no_process_is_left_when_the_work_is_done() -> None:
    others = len(multiprocessing.active_children())
    with annotating_elsewhere(RESOURCES, None) as annotating:
        annotating.begin(trials(2))
        assert len(multiprocessing.active_children()) == others + 2
    assert len(multiprocessing.active_children()) == others


@pytest.mark.parametrize(("cores", "is_worth_it"), [(1, True), (8, False)])
def test_one_core_or_little_work_needs_no_other_process(
    monkeypatch: pytest.MonkeyPatch, cores: int, is_worth_it: bool
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    with annotating_elsewhere(RESOURCES, None, is_worth_it=is_worth_it) as annotating:
        assert not annotating.is_elsewhere


@pytest.mark.parametrize(("cores", "further"), [(2, 1), (64, 4)])
def test_each_core_but_that_of_this_process_gets_one_and_many_cores_four(
    monkeypatch: pytest.MonkeyPatch, cores: int, further: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    others = len(multiprocessing.active_children())
    with annotating_elsewhere(RESOURCES, None):
        assert len(multiprocessing.active_children()) == others + further


def test_an_import_in_its_own_process_has_further_ones_for_annotating(
    vocabularies: Vocabularies, tmp_path: Path
) -> None:
    (tmp_path / "documents").mkdir()
    facets = vocabularies.facets
    path = tmp_path / "c.db"
    Catalogue(path, facets.value_ids, facets.second_readings, reads=facets.reads).close()
    report = import_in_process(files(tmp_path / "documents", 90), path, RESOURCES, None)
    assert report.count("saved") == 90
    assert report.fault == ""
