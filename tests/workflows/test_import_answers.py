"""The questions of an import report, and the queries that show what they count."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.trials.change_kinds import LAST
from desktop.trials.import_questions import import_questions
from desktop.workflows.import_answers import import_answers
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_report import ImportReport
from desktop.workflows.what_changed import ChangedTrial, ChangedValue, what_changed
from tests.documents_of_ours import a_json, an_xml

Bring = Callable[..., ImportReport]
Find = Callable[[str], list[int]]


@pytest.fixture
def bring(catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path) -> Bring:
    """Import documents together."""

    def work(**contents: bytes) -> ImportReport:
        files = []
        for name, content in contents.items():
            file = tmp_path / name
            file.write_bytes(content)
            files.append(file)
        return import_documents(files, catalogue, vocabularies)

    return work


@pytest.fixture
def find(catalogue: Catalogue, vocabularies: Vocabularies) -> Find:
    """Search as a user types."""
    return lambda text: catalogue.index.search(parse_query(text, vocabularies.facets).query)


def what_changed_in(catalogue: Catalogue, vocabularies: Vocabularies) -> tuple[ChangedTrial | ChangedValue, ...]:
    found = what_changed(catalogue, TrialQuery(), LAST, vocabularies.facets, RESOURCES)
    return tuple(each for each in found if isinstance(each, ChangedTrial))


def counts(report: ImportReport) -> dict[str, int]:
    return {each.label: each.count for each in report.answers}


def test_every_question_is_a_query_that_is_understood(vocabularies: Vocabularies) -> None:
    facets = vocabularies.facets
    for question in import_questions():
        assert parse_query(question.about(7), facets).problems == (), question.label
        assert parse_query(question.about(7), facets).query.text == "", question.label


def test_an_import_knows_new_trials_from_those_it_joined(find: Find, catalogue: Catalogue, bring: Bring) -> None:
    first = bring(a=an_xml("NCT00000001"), b=an_xml("NCT00000002"))
    changed = an_xml("NCT00000002").replace(b"<overall_status>Recruiting", b"<overall_status>Completed")
    second = bring(c=changed, d=an_xml("NCT00000003"))
    assert first.number != second.number
    assert counts(first)["New trials"] == 2
    found = {
        part: {row.key for row in catalogue.index.rows(find(f"import:{second.number}{part}"))}
        for part in ("", "/new", "/joined", "/changed")
    }
    assert found == {
        "": {"NCT00000002", "NCT00000003"},
        "/new": {"NCT00000003"},
        "/joined": {"NCT00000002"},
        "/changed": {"NCT00000002"},
    }
    assert find(f"-import:{second.number}") == find(f"import:{first.number}/new -import:{second.number}")


def test_an_import_tells_what_changed_in_clinical_words(find: Find, catalogue: Catalogue, bring: Bring) -> None:
    def edited(number: int, *pairs: tuple[str, str]) -> bytes:
        content = an_xml(f"NCT0000000{number}").decode()
        for before, after in pairs:
            assert before in content
            content = content.replace(before, after)
        return content.encode()

    stamp = ("<clinical_study>", "<clinical_study><!-- again -->")
    opening = ("<overall_status>Recruiting", "<overall_status>Not yet recruiting")
    bring(**{f"a{number}": edited(number) for number in range(1, 6)}, a6=edited(6, opening))
    report = bring(
        b1=edited(1, ("<overall_status>Recruiting", "<overall_status>Completed")),
        b2=edited(2, ("-  Brain metastases", "-  Untreated brain metastases"), (">120<", ">140<")),
        b3=edited(3, (">120<", ">140<")),
        b4=edited(4, ("<overall_status>Recruiting", "<overall_status>Unknown status")),
        b5=edited(5, stamp),
        b6=edited(6),
        b7=edited(7),
    )
    asked = ("New trials", "Opened for entry", "Closed to entry", "Changed in eligibility", "Changed otherwise")
    asked += ("Gone quiet", "Known, told again or in more detail")
    listed = {each.label: catalogue.index.rows(catalogue.index.search(each.query)) for each in report.answers}
    assert [[row.key[-1] for row in listed[label]] for label in asked] == [
        ["7"],
        ["6"],
        ["1"],
        ["2"],
        ["3"],
        ["4"],
        ["5"],
    ]
    assert find("changed:status since:last") == find("changed:opened,closed,quiet since:2020-01-01")


def test_a_file_of_another_kind_changes_no_trial(
    catalogue: Catalogue, vocabularies: Vocabularies, bring: Bring
) -> None:
    table = "NCT Number,Study Title,Study Status,Enrollment,Last Update Posted\n"
    number, title = "NCT00000001", "Trastuzumab for HER2-positive Breast Cancer"
    bring(table=f"{table}{number},{title},RECRUITING,120,2024-01-02\n".encode())
    catalogue.mark_seen()
    report = bring(record=an_xml(number))
    assert counts(report)["Known, told again or in more detail"] == 1
    (told, *more) = {sentence for each in what_changed_in(catalogue, vocabularies) for sentence in each.sentences}
    assert told.startswith("Told by another download: ")
    assert all(each.startswith("Told by another download: ") for each in more)
    later = bring(later=f"{table}{number},{title},COMPLETED,120,2025-01-02\n".encode())
    assert counts(later)["Closed to entry"] == 1


def test_each_number_is_that_of_the_list_it_opens(
    catalogue: Catalogue, vocabularies: Vocabularies, bring: Bring
) -> None:
    report = bring(a=an_xml("NCT00000001"), b=a_json())
    assert report.answers
    for answer in report.answers:
        assert len(catalogue.index.search(answer.query)) == answer.count, answer.label
        assert parse_query(str(answer.query), vocabularies.facets).query == answer.query


@pytest.mark.parametrize("value", ["999", "x", "-1", "7/old", "9" * 40, "not_stated"])
def test_an_import_that_there_is_not_has_no_trials(catalogue: Catalogue, bring: Bring, value: str) -> None:
    bring(a=an_xml("NCT00000001"))
    assert catalogue.index.search(TrialQuery(selected=frozenset({("import", value)}))) == []


def test_files_that_are_known_bring_no_import(catalogue: Catalogue, vocabularies: Vocabularies, bring: Bring) -> None:
    bring(a=an_xml("NCT00000001"))
    again = bring(a=an_xml("NCT00000001"))
    assert (again.number, again.answers, again.count("unchanged")) == (0, (), 1)
    assert import_answers(catalogue, vocabularies.facets, 0) == ()


def test_of_documents_that_were_here_already_a_report_says_why_its_numbers_leave_them_out(bring: Bring) -> None:
    old = {"a": an_xml("NCT00000001"), "b": an_xml("NCT00000002")}
    assert bring(**old).known_in_words() == ""
    report = bring(**old, c=an_xml("NCT00000002") + b"\n", d=an_xml("NCT00000003"))
    assert (report.count("saved"), report.count("unchanged"), counts(report)["New trials"]) == (1, 3, 1)
    assert report.known_in_words() == (
        "Of the unchanged, 1 stood in documents that were here already; the numbers below leave it out."
    )
    again = bring(**old)
    assert again.known_in_words() == "Of the unchanged, 2 stood in documents that were here already."


def test_trials_that_are_deleted_are_counted_no_more(catalogue: Catalogue, find: Find, bring: Bring) -> None:
    report = bring(a=an_xml("NCT00000001"), b=an_xml("NCT00000002"))
    query = f"import:{report.number}"
    deletion = catalogue.delete(find(query)[:1])
    assert len(find(query)) == 1
    catalogue.bring_back(deletion)
    assert len(find(query)) == 2


def test_another_download_of_the_same_changes_nothing_however_many_trials_it_has(bring: Bring) -> None:
    studies = [json.loads(a_json()) for _ in range(45)]  # more than a transaction takes
    for number, study in enumerate(studies):
        study["protocolSection"]["identificationModule"] = {"nctId": f"NCT{number:08}", "briefTitle": f"Title {number}"}
    bring(first=json.dumps(studies).encode())
    again = bring(again=json.dumps(studies, indent=1).encode())
    assert {each.outcome for each in again.documents} == {"unchanged"}
    assert counts(again)["Known, told again or in more detail"] == len(studies)
