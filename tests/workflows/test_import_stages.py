"""The stages of an import: nothing is annotated while the file is locked, and what went stale is joined again."""

import contextlib
import itertools
import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.finding import Finding
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Trial
from desktop.workflows.check_catalogue import catalogue_faults
from desktop.workflows.derive_again import derive_again, save_derivation
from desktop.workflows.import_documents import import_documents
from desktop.workflows.mend_trials import mend_trials
from tests.damaging import flip_in_trial
from tests.documents_of_ours import a_json, an_xml

KEY = "NCT09990001"
ANNOTATE = tuple(f"desktop.workflows.{module}.annotate" for module in ("annotating", "import_documents", "mend_trials"))
Between = Callable[[int], None]


@pytest.fixture
def other(catalogue: Catalogue, vocabularies: Vocabularies) -> Iterator[Catalogue]:
    """Return another catalogue open on the same file, as another program has it."""
    facets = vocabularies.facets
    other = Catalogue(catalogue.path, facets.value_ids, facets.second_readings, reads=facets.reads)
    yield other
    other.close()


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Callable[[Between], list[str]]:
    """Let something happen while trials are annotated, told how many were before; return their titles."""

    def let(happen: Between) -> list[str]:
        titles: list[str] = []
        inside = [False]

        def annotate_meanwhile(trial: Trial, vocabularies: Vocabularies) -> tuple[Finding, ...]:
            if not inside[0]:  # what happens meanwhile may annotate too
                inside[0] = True
                titles.append(trial.title)
                happen(len(titles) - 1)
                inside[0] = False
            return annotate(trial, vocabularies)

        for place in ANNOTATE:
            monkeypatch.setattr(place, annotate_meanwhile)
        return titles

    return let


def a_file(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def files(folder: Path, count: int) -> list[Path]:
    return [a_file(folder, f"{n:03}.xml", an_xml(f"NCT09990{n:03}", f"Trastuzumab in study {n}")) for n in range(count)]


def the_trial(catalogue: Catalogue, key: str = KEY) -> StoredTrial:
    stored = catalogue.trials.get(catalogue.trials.id_of(key) or 0)
    assert isinstance(stored, StoredTrial)
    return stored


def known(stored: StoredTrial) -> tuple[object, ...]:
    """Return what is known of a trial, without the times of the imports."""
    sources = [(each.file, each.format) for each in stored.sources]
    changes = [(each.file, each.field, each.before, each.after) for each in stored.changes]
    return stored.trial, stored.findings, sources, stored.provenance, stored.disagreements, changes, stored.corrections


def writes_of_another_program(path: Path) -> Between:
    """Return what opens the file as another program, and writes without waiting for anyone."""

    def write(number: int) -> None:
        with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT OR REPLACE INTO setting VALUES ('written meanwhile', ?)", (str(number + 1),))
            connection.execute("COMMIT")

    return write


def test_another_program_can_write_whenever_a_trial_is_annotated(
    catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path, between: Callable[[Between], list[str]]
) -> None:
    chosen = files(tmp_path, 100)
    titles = between(writes_of_another_program(catalogue.path))
    assert import_documents(chosen, catalogue, vocabularies).count("saved") == 100
    assert len(titles) == 100
    assert catalogue.setting("written meanwhile") == "100"


def test_another_program_can_write_while_damaged_trials_are_mended_and_others_derived(
    catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path, between: Callable[[Between], list[str]]
) -> None:
    import_documents(files(tmp_path, 3), catalogue, vocabularies)
    flip_in_trial(catalogue.path, "record", "NCT09990001")
    titles = between(writes_of_another_program(catalogue.path))
    assert mend_trials(catalogue, vocabularies) == ()
    assert titles == ["Trastuzumab in study 1"]
    save_derivation(derive_again(catalogue, vocabularies), catalogue)
    assert len(titles) == 4
    assert catalogue_faults(catalogue, RESOURCES) == ()


def test_one_transaction_writes_few_trials(
    catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    save = Catalogue.save

    def count_and_save(self: Catalogue, trials: list, began: str = "") -> object:
        sizes.append(len(trials))
        return save(self, trials, began)

    monkeypatch.setattr(Catalogue, "save", count_and_save)
    import_documents(files(tmp_path, 100), catalogue, vocabularies)
    assert sizes == [40, 40, 20]


def corrected(other: Catalogue, _vocabularies: Vocabularies, _folder: Path) -> None:
    made = Correction("her2", ("low",), ("positive",), "Read in the protocol", "2026-11-20T10:00:00+01:00")
    other.correct(other.trials.id_of(KEY) or 0, "her2", made)


def imported(other: Catalogue, vocabularies: Vocabularies, folder: Path) -> None:
    file = a_file(folder, "theirs.xml", an_xml(KEY, "The title of another program").replace(b"120", b"121"))
    assert import_documents([file], other, vocabularies, back_up=False).count("updated") == 1


def deleted(other: Catalogue, _vocabularies: Vocabularies, _folder: Path) -> None:
    other.delete([other.trials.id_of(KEY) or 0])


def derived(other: Catalogue, _vocabularies: Vocabularies, _folder: Path) -> None:
    stored = the_trial(other)
    other.save_findings([(other.trials.id_of(KEY) or 0, stored.trial, stored.findings[:1])])


def repaired(other: Catalogue, _vocabularies: Vocabularies, _folder: Path) -> None:
    other.repair()


@pytest.mark.parametrize("happening", [corrected, imported, deleted, derived, repaired])
def test_what_another_program_did_between_join_and_write_counts_as_if_it_had_been_before(
    tmp_path: Path,
    vocabularies: Vocabularies,
    between: Callable[[Between], list[str]],
    happening: Callable[[Catalogue, Vocabularies, Path], None],
) -> None:
    """The same is done in order on one catalogue, and at the seam of an import on another."""
    results = []
    facets = vocabularies.facets
    for name in ("in order", "at the seam"):
        folder = tmp_path / name
        folder.mkdir()
        with (
            contextlib.closing(Catalogue(folder / "c.db", facets.value_ids, reads=facets.reads)) as catalogue,
            contextlib.closing(Catalogue(folder / "c.db", facets.value_ids, reads=facets.reads)) as other,
        ):
            import_documents([a_file(folder, "first.xml", an_xml(KEY))], catalogue, vocabularies)
            ours = a_file(folder, "ours.json", a_json())
            if name == "in order":
                happening(other, vocabularies, folder)
                import_documents([ours], catalogue, vocabularies, back_up=False)
            else:
                titles = between(lambda n, other=other, folder=folder: n or happening(other, vocabularies, folder))
                report = import_documents([ours], catalogue, vocabularies, back_up=False)
                assert len(titles) == 2, "the trial was joined and annotated again"
                assert [each.outcome for each in report.documents] == ["saved" if happening is deleted else "updated"]
            results.append(known(the_trial(catalogue)))
            assert catalogue_faults(catalogue, RESOURCES) == ()
    assert results[0] == results[1]


def test_a_trial_that_two_importers_bring_for_the_first_time_is_one_trial_of_both_documents(
    catalogue: Catalogue,
    other: Catalogue,
    vocabularies: Vocabularies,
    tmp_path: Path,
    between: Callable[[Between], list[str]],
) -> None:
    theirs, ours = a_file(tmp_path, "theirs.xml", an_xml(KEY)), a_file(tmp_path, "ours.json", a_json())
    titles = between(lambda n: n or import_documents([theirs], other, vocabularies, back_up=False))  # type: ignore[arg-type, return-value, func-returns-value]
    report = import_documents([ours], catalogue, vocabularies)
    assert [each.outcome for each in report.documents] == ["updated"]
    assert len(titles) == 2
    assert [each.file for each in the_trial(catalogue).sources] == ["theirs.xml", "ours.json"]
    assert len(catalogue) == len(other) == 1
    assert catalogue_faults(catalogue, RESOURCES) == ()


def test_only_what_went_stale_is_joined_and_annotated_again(
    catalogue: Catalogue,
    other: Catalogue,
    vocabularies: Vocabularies,
    tmp_path: Path,
    between: Callable[[Between], list[str]],
) -> None:
    chosen = files(tmp_path, 30)
    theirs = a_file(tmp_path, "theirs.xml", an_xml("NCT09990007", "Theirs").replace(b"120", b"121"))
    titles = between(
        lambda n: n == 20 and import_documents([theirs], other, vocabularies, back_up=False)  # type: ignore[arg-type, return-value, func-returns-value]
    )
    report = import_documents(chosen, catalogue, vocabularies)
    assert (report.count("saved"), report.count("updated")) == (29, 1)
    assert len(titles) == 31
    assert len(the_trial(catalogue, "NCT09990007").sources) == 2


def test_a_program_that_corrects_another_trial_and_ends_makes_nothing_stale(
    catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path, between: Callable[[Between], list[str]]
) -> None:
    """A program that ends keeps its answers for the next start, and must not lose what was changed meanwhile."""
    import_documents([a_file(tmp_path, "first.xml", an_xml(KEY))], catalogue, vocabularies)
    facets = vocabularies.facets

    def correct_and_end(number: int) -> None:
        if number > 20:  # let what goes round for ever end in a failure
            return
        with contextlib.closing(Catalogue(catalogue.path, facets.value_ids, reads=facets.reads)) as opened:
            corrected(opened, vocabularies, tmp_path)

    titles = between(correct_and_end)
    (tmp_path / "many").mkdir()
    assert import_documents(files(tmp_path / "many", 12)[2:], catalogue, vocabularies).count("saved") == 10
    assert len(titles) == 10


def test_two_records_of_one_trial_in_one_batch_are_joined_one_after_the_other(
    catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path, between: Callable[[Between], list[str]]
) -> None:
    chosen = [a_file(tmp_path, f"{n}.xml", an_xml(KEY, f"Version {n}").replace(b"120", b"12%d" % n)) for n in range(5)]
    titles = between(lambda _n: None)
    report = import_documents(chosen, catalogue, vocabularies)
    assert [each.outcome for each in report.documents] == ["saved", *["updated"] * 4]
    assert len(titles) == 5, "none was annotated in vain"
    stored = the_trial(catalogue)
    assert [each.file for each in stored.sources] == [f"{n}.xml" for n in range(5)]
    assert stored.trial.enrollment == 124


def _import(file: Path, catalogue: Path, begin: object) -> None:
    vocabularies = load_vocabularies(RESOURCES)
    facets = vocabularies.facets
    with contextlib.closing(Catalogue(catalogue, facets.value_ids, reads=facets.reads)) as opened:
        begin.wait()  # type: ignore[attr-defined]
        report = import_documents([file], opened, vocabularies, back_up=False)
    assert not report.fault, report.fault
    assert not report.count("failed")


def test_two_processes_that_import_the_same_trials_at_once_make_each_of_all_documents(
    catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path
) -> None:
    folders = [tmp_path / "ours", tmp_path / "theirs"]
    for folder, enrolment in zip(folders, (b">120<", b">121<"), strict=True):
        folder.mkdir()
        for file in files(folder, 150):
            file.write_bytes(file.read_bytes().replace(b">120<", enrolment))
    context = multiprocessing.get_context("spawn")
    begin = context.Barrier(2)
    works = [context.Process(target=_import, args=(folder, catalogue.path, begin)) for folder in folders]
    for work in works:
        work.start()
    for work in works:
        work.join()
    assert [work.exitcode for work in works] == [0, 0]
    catalogue.index.refresh()
    trials = [stored for _, stored in catalogue.trials.many(catalogue.index.search(TrialQuery()))]
    assert len(trials) == 150
    assert {len(each.sources) for each in trials if isinstance(each, StoredTrial)} == {2}
    changed = itertools.chain.from_iterable(the_trial(catalogue, f"NCT09990{n:03}").changes for n in range(150))
    assert {each.field for each in changed} <= {"enrollment"}
    assert catalogue_faults(catalogue, RESOURCES) == ()
