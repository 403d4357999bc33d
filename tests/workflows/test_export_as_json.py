"""What is exported as JSON and read into an empty catalogue is exported again as the same bytes."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.exports.board.options import BoardOptions
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES, SEEDS
from desktop.trials.own_work import Correction, OwnWork, putting
from desktop.trials.shortlists import Note, ShortlistEntry
from desktop.trials.trial import Trial
from desktop.workflows.export_trials import Exporter, Selection
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_report import ImportReport
from desktop.workflows.own_work_files import merging, write_own_work
from desktop.workflows.shortlists import adding, creating, deciding, moving, noting, shortlist_names

SAMPLES = Path(__file__).parent.parent / "documents" / "samples"
WHOLE = BoardOptions(with_label=True, with_notes=True)
LIST = "Board 3 December"
KEY = "NCT02843126"


@pytest.fixture
def empty(tmp_path: Path, vocabularies: Vocabularies) -> Iterator[Callable[[], Catalogue]]:
    made: list[Catalogue] = []

    def make() -> Catalogue:
        facets = vocabularies.facets
        path = tmp_path / f"empty{len(made)}.db"
        made.append(Catalogue(path, facets.value_ids, facets.second_readings, reads=facets.reads))
        return made[-1]

    yield make
    for each in made:
        each.close()


def exported(catalogue: Catalogue, vocabularies: Vocabularies, file: Path, board: BoardOptions = WHOLE) -> bytes:
    exporter = Exporter(catalogue, vocabularies, RESOURCES, "0.1.0", lambda *_, **__: None)
    assert exporter.export(file, Selection(tuple(catalogue.index.search(TrialQuery())), "all", board=board))
    return file.read_bytes()


def lines(content: bytes) -> dict[str, dict[str, Any]]:
    return {line["trial"]["key"]: line for line in map(json.loads, content.splitlines())}


def saved(report: ImportReport) -> int:
    assert report.count("failed") == 0, [each.reason for each in report.documents]
    return report.count("saved")


def work(catalogue: Catalogue) -> None:
    """Do what a user does: star, decide twice, note, correct."""
    for wish in (
        lambda: creating(catalogue, LIST),
        lambda: adding(catalogue, LIST, [KEY], 'shortlist:"Another one" her2:positive'),
        lambda: deciding(catalogue, LIST, KEY, "maybe"),
        lambda: deciding(catalogue, LIST, KEY, "exclude", "site too far"),
        lambda: noting(KEY, "Ask about the CNS cohort"),
        lambda: noting(KEY, "Not for us", LIST),
    ):
        catalogue.change_own_work(wish())
    correction = Correction("her2", ("low",), ("positive",), "Read and disagreed.", "2026-11-20T10:00:00+01:00")
    catalogue.change_own_work([putting(KEY, correction)])


@pytest.fixture
def worked(catalogue: Catalogue, vocabularies: Vocabularies) -> Catalogue:
    import_documents([SEEDS, SAMPLES], catalogue, vocabularies)
    work(catalogue)
    return catalogue


def test_export_import_export_is_the_identity_own_work_included(
    worked: Catalogue, vocabularies: Vocabularies, empty: Callable[[], Catalogue], tmp_path: Path
) -> None:
    first = exported(worked, vocabularies, tmp_path / "first.json")
    again = empty()
    assert saved(import_documents([tmp_path / "first.json"], again, vocabularies)) == len(
        worked.index.search(TrialQuery())
    )
    assert exported(again, vocabularies, tmp_path / "second.json") == first
    assert again.trials.all_own_work()[KEY] == worked.trials.all_own_work()[KEY]
    assert set(shortlist_names(again)) == set(shortlist_names(worked))
    assert {kind["kind"] for kind in lines(first)[KEY]["own_work"]} == {"correction", "entry", "note"}


def test_a_line_has_findings_with_evidence_sources_and_changes(
    catalogue: Catalogue, vocabularies: Vocabularies, empty: Callable[[], Catalogue], tmp_path: Path
) -> None:
    for status in ("RECRUITING", "COMPLETED"):
        study = {"identificationModule": {"nctId": "NCT09990001", "briefTitle": "A trial in HER2-positive disease"}}
        module = {
            **study,
            "statusModule": {"overallStatus": status, "lastUpdatePostDateStruct": {"date": "2024-01-02"}},
        }
        (tmp_path / f"{status}.json").write_text(json.dumps({"protocolSection": module}), encoding="utf-8")
        import_documents([tmp_path / f"{status}.json"], catalogue, vocabularies)
    content = exported(catalogue, vocabularies, tmp_path / "first.json")
    (line,) = lines(content).values()
    assert line["trial"]["status"] == "COMPLETED"
    assert [each["file"] for each in line["sources"]] == ["RECRUITING.json", "COMPLETED.json"]
    (change,) = [each for each in line["changes"] if each["field"] == "status"]
    assert (change["before"], change["after"]) == ("RECRUITING", "COMPLETED")
    (found,) = [each for each in line["findings"] if each["facet"] == "her2"]
    title, evidence = line["trial"]["title"], found["evidence"]
    assert (evidence["section"], title[evidence["start"] : evidence["end"]]) == ("title", evidence["quote"])
    again = empty()
    import_documents([tmp_path / "first.json"], again, vocabularies)
    assert exported(again, vocabularies, tmp_path / "second.json") == content


def test_labels_and_notes_leave_only_if_they_are_ticked(
    worked: Catalogue, vocabularies: Vocabularies, empty: Callable[[], Catalogue], tmp_path: Path
) -> None:
    content = exported(worked, vocabularies, tmp_path / "out.json", BoardOptions())
    for private in (LIST, "Another one", "CNS cohort", "Not for us"):
        assert private.encode() not in content
    (entry,) = [each for each in lines(content)[KEY]["own_work"] if each["kind"] == "entry"]
    assert (entry["decision"], entry["reason"]) == ("exclude", "site too far")
    assert [each["decision"] for each in entry["earlier"]] == ["maybe"]
    again = empty()
    import_documents([tmp_path / "out.json"], again, vocabularies)
    count = len(shortlist_names(worked))
    assert set(shortlist_names(again)) == {f"Shortlist {number}" for number in range(1, count + 1)}


def test_a_second_import_of_the_same_export_changes_nothing(
    worked: Catalogue, vocabularies: Vocabularies, tmp_path: Path
) -> None:
    content = exported(worked, vocabularies, tmp_path / "out.json")
    report = import_documents([tmp_path / "out.json"], worked, vocabularies)
    assert report.count("failed") == 0
    assert exported(worked, vocabularies, tmp_path / "second.json") == content


def test_own_work_of_two_catalogues_is_joined_and_the_newer_decision_counts(
    worked: Catalogue, vocabularies: Vocabularies, empty: Callable[[], Catalogue], tmp_path: Path
) -> None:
    exported(worked, vocabularies, tmp_path / "theirs.json")
    ours = empty()
    import_documents([SEEDS], ours, vocabularies)
    for wish in (
        lambda: creating(ours, LIST),
        lambda: adding(ours, LIST, [KEY]),
        lambda: deciding(ours, LIST, KEY, "include"),
    ):
        ours.change_own_work(wish())
    import_documents([tmp_path / "theirs.json"], ours, vocabularies)
    (entry,) = [each for each in ours.trials.own_work_of(KEY) if each.kind == "entry"]
    assert entry.decision == "include"
    assert {each.decision for each in entry.earlier} == {"maybe", "exclude"}


def test_a_shortlist_keeps_its_own_order_when_work_from_another_laptop_comes(
    worked: Catalogue, empty: Callable[[], Catalogue], tmp_path: Path
) -> None:
    write_own_work(worked, tmp_path / "theirs.json")
    ours = empty()
    for key in ("NCT09990001", KEY):
        ours.change_own_work(adding(ours, LIST, [key]))
    ours.change_own_work(moving(ours, LIST, KEY, 0))
    order = [piece.position for piece in ours.trials.own_work_of(KEY) if isinstance(piece, ShortlistEntry)]
    for _ in range(2):
        ours.change_own_work(merging(ours, tmp_path / "theirs.json").changes)
    (entry,) = [piece for piece in ours.trials.own_work_of(KEY) if isinstance(piece, ShortlistEntry)]
    assert [entry.position] == order
    assert entry.decision == "exclude"
    assert not merging(ours, tmp_path / "theirs.json").changes


def test_what_documents_say_is_believed_before_an_export(
    worked: Catalogue, vocabularies: Vocabularies, empty: Callable[[], Catalogue], tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    line = lines(exported(worked, vocabularies, file))[KEY]
    line["trial"]["title"], line["trial"]["acronym"] = "Another title", "ONLY-THERE"
    file.write_text(json.dumps(line), encoding="utf-8")
    ours = empty()
    import_documents([SEEDS, file], ours, vocabularies)
    found = ours.trials.get(ours.trials.id_of(KEY) or 0)
    assert found is not None
    assert (found.trial.title != "Another title", found.trial.acronym) == (True, "ONLY-THERE")  # type: ignore[union-attr]


def a_line(**fields: Any) -> dict[str, Any]:
    trial: Any = {
        "key": "NCT09990001", "kind": "registration", "title": "T",
        "identifiers": [{"registry": "NCT", "value": "NCT09990001"}],
    }  # fmt: skip
    of_trial = fields.pop("trial", {})
    return {"trial_catalogue": 1, "trial": {**trial, **of_trial} if isinstance(of_trial, dict) else of_trial, **fields}


def read(*records: Any) -> list[Trial | DocumentError]:
    content = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in records)
    return list(open_document(content.encode(), "x.json").records)


ENTRY = {"kind": "entry", "shortlist": "A", "position": 1, "added": "2026"}


@pytest.mark.parametrize(
    "line",
    [
        {"trial_catalogue": 2}, {"trial_catalogue": 1}, a_line(trial=5), a_line(trial={"title": 5}),
        a_line(trial={"kind": "x"}), a_line(trial={"key": "NCT09990002"}), a_line(trial={"key": "<b>"}),
        a_line(trial={"enrollment": 10**30}), a_line(trial={"enrollment": True}), a_line(trial={"enrollment": -1}),
        a_line(trial={"dates": {"start": "tomorrow"}}), a_line(trial={"dates": []}), a_line(trial={"sites": {}}),
        a_line(trial={"identifiers": [{"registry": "XYZ", "value": "1"}]}), a_line(trial={"design": [["a"]]}),
        a_line(trial={"eligibility": {"inclusion": [{"text": "a", "level": 10**8}]}}), a_line(trial={"absent": ["x"]}),
        a_line(trial={"narrative": [{"name": "<script>", "text": "x"}]}), a_line(trial={"citation": {}}),
        a_line(trial={"outcomes": [{"rank": "best", "measure": "x"}]}), a_line(sources={}), a_line(changes=["x"]),
        a_line(own_work={}), a_line(own_work=["x"]), a_line(own_work=[{**ENTRY, "decision": "perhaps"}]),
        a_line(own_work=[{**ENTRY, "position": "1"}]), a_line(own_work=[{"kind": "entry"}]),
        a_line(own_work=[{**ENTRY, "earlier": [5]}]), a_line(own_work=[{**ENTRY, "earlier": {"a": 1}}]),
        {"trial_catalogue": 1, "damaged": "NCT09990001", "title": "T"}, {"trial_catalogue": [1]},
    ],
    ids=str,
)  # fmt: skip
def test_a_line_that_does_not_fit_is_refused_and_the_others_are_read(line: Any) -> None:
    before, fault, after = read(a_line(), line, a_line())
    assert isinstance(before, Trial)
    assert isinstance(fault, DocumentError)
    assert "study 2" in str(fault)
    assert isinstance(after, Trial)


def test_what_only_a_newer_program_knows_is_left_out() -> None:
    (found,) = read(a_line(trial={"new": 1, "warnings": [{"code": "new"}]}, own_work=[{"kind": "new"}], new={}))
    assert isinstance(found, Trial)
    assert found.warnings == ()


def test_a_nested_line_is_refused_in_words() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    found = read(a_line(), f'{{"trial_catalogue": 1, "own_work": {deep}}}')
    assert isinstance(found[0], Trial)
    assert isinstance(found[1], DocumentError)
    nested: Any = {**ENTRY}
    for _ in range(150):
        nested = {**ENTRY, "earlier": [nested]}
    assert len(read(a_line(own_work=[nested]))) == 1


def test_what_turns_the_writing_and_half_characters_are_left_out() -> None:
    (found,) = read(a_line(trial={"title": "A \u202eb\ud800"}, own_work=[{**ENTRY, "reason": "\u202ex"}]))
    assert isinstance(found, Trial)
    assert found.title == "A b\ufffd"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda held: st.lists(held) | st.dictionaries(st.text(), held),
    max_leaves=8,
)
FIELDS = (*Trial.__dataclass_fields__, "nothing")


@given(st.dictionaries(st.sampled_from(FIELDS), JSON), JSON, JSON)
def test_whatever_a_line_holds_only_faults_in_words_come_out(trial: Any, own_work: Any, sources: Any) -> None:
    for each in read(a_line(trial=trial, own_work=own_work, sources=sources)):
        assert isinstance(each, Trial | DocumentError)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.text(max_size=40))
def test_any_note_comes_back(text: str, label: str) -> None:
    rows = [{"kind": "note", "id": "1", "text": text, "made": "2026", "shortlist": label}]
    opened = open_document(json.dumps(a_line(own_work=rows)).encode(), "x.json")
    assert all(isinstance(each, Trial) for each in opened.records)
    ((note,),) = opened.own_work.values()
    assert isinstance(note, Note)
    assert note.text.replace("\ufffd", "") == re.sub("[\0\ufffd\u202a-\u202e\u2066-\u2069]", "", text)


def test_the_file_of_own_work_is_another_one(worked: Catalogue, tmp_path: Path) -> None:
    write_own_work(worked, tmp_path / "own.json")
    with pytest.raises(DocumentError, match="it is own work that this program exported"):
        open_document((tmp_path / "own.json").read_bytes(), "own.json")


def test_every_kind_of_own_work_is_known_here() -> None:
    of_program = {kind for kind, each in OwnWork.kinds.items() if each.__module__.startswith("desktop.")}
    assert of_program == {"correction", "shortlist", "entry", "note", "view", "reasons", "patient"}


def test_a_real_collection_comes_back_equal(
    shared: Path, catalogue: Catalogue, vocabularies: Vocabularies, empty: Callable[[], Catalogue], tmp_path: Path
) -> None:
    documents = sorted((shared / "gold" / "documents").iterdir())[::8]
    import_documents(documents, catalogue, vocabularies)
    first = exported(catalogue, vocabularies, tmp_path / "first.json")
    again = empty()
    saved(import_documents([tmp_path / "first.json"], again, vocabularies))
    assert exported(again, vocabularies, tmp_path / "second.json") == first
