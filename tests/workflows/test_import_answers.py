"""The questions of an import report, and the queries that show what they count."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.import_questions import import_questions
from desktop.workflows.import_answers import import_answers
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_report import ImportReport
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
    return lambda text: catalogue.search(parse_query(text, vocabularies.facets).query)


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
        part: {row.key for row in catalogue.rows(find(f"import:{second.number}{part}"))}
        for part in ("", "/new", "/joined", "/changed")
    }
    assert found == {
        "": {"NCT00000002", "NCT00000003"},
        "/new": {"NCT00000003"},
        "/joined": {"NCT00000002"},
        "/changed": {"NCT00000002"},
    }
    assert find(f"-import:{second.number}") == find(f"import:{first.number}/new -import:{second.number}")


def test_each_number_is_that_of_the_list_it_opens(
    catalogue: Catalogue, vocabularies: Vocabularies, bring: Bring
) -> None:
    report = bring(a=an_xml("NCT00000001"), b=a_json())
    assert report.answers
    for answer in report.answers:
        assert len(catalogue.search(answer.query)) == answer.count, answer.label
        assert parse_query(str(answer.query), vocabularies.facets).query == answer.query


@pytest.mark.parametrize("value", ["999", "x", "-1", "7/old", "9" * 40, "not_stated"])
def test_an_import_that_there_is_not_has_no_trials(catalogue: Catalogue, bring: Bring, value: str) -> None:
    bring(a=an_xml("NCT00000001"))
    assert catalogue.search(TrialQuery(selected=frozenset({("import", value)}))) == []


def test_files_that_are_known_bring_no_import(catalogue: Catalogue, vocabularies: Vocabularies, bring: Bring) -> None:
    bring(a=an_xml("NCT00000001"))
    again = bring(a=an_xml("NCT00000001"))
    assert (again.number, again.answers, again.count("unchanged")) == (0, (), 1)
    assert import_answers(catalogue, vocabularies.facets, 0) == ()


def test_trials_that_are_deleted_are_counted_no_more(catalogue: Catalogue, find: Find, bring: Bring) -> None:
    report = bring(a=an_xml("NCT00000001"), b=an_xml("NCT00000002"))
    query = f"import:{report.number}"
    deletion = catalogue.delete(find(query)[:1])
    assert len(find(query)) == 1
    catalogue.bring_back(deletion)
    assert len(find(query)) == 2
