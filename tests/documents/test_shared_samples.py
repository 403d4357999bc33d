"""Real registry documents, where they are at hand."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import defusedxml.ElementTree
import pytest

from desktop.documents.archive import documents_in
from desktop.documents.contents.outcomes import split_outcome
from desktop.documents.read import open_document
from desktop.errors import DocumentError
from tests.reading import read_document


@pytest.fixture(scope="module")
def records(shared: Path) -> dict[str, bytes]:
    paths = sorted([*(shared / "gold/documents").glob("*.xml"), *(shared / "samples/ctgov_xml").glob("*.xml")])
    found = {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}
    found = {name: content for name, content in found.items() if b"<clinical_study" in content}
    zipped = documents_in(shared / "samples/ctgov_xml/search_result.zip")
    return found | {each.name: each.content for each in zipped}


def test_every_xml_record_reads_as_its_trial(records: dict[str, bytes]) -> None:
    assert len(records) > 200
    for name, content in records.items():
        document = read_document(content, name)
        (trial,) = document.trials
        assert document.format == "ctgov_xml"
        assert trial.key == Path(name).stem
        assert trial.title
        assert trial.status
        assert trial.narrative[0].name == "brief_summary"


def test_no_word_of_the_eligibility_text_is_lost_but_headings_and_marks(records: dict[str, bytes]) -> None:
    dropped: Counter[str] = Counter()
    for name, content in records.items():
        written = defusedxml.ElementTree.fromstring(content).findtext("eligibility/criteria/textblock") or ""
        eligibility = read_document(content, name).trials[0].eligibility
        kept = [eligibility.undivided, *(each.text for each in (*eligibility.inclusion, *eligibility.exclusion))]
        words = Counter(re.findall(r"\w+", written))
        read = Counter(re.findall(r"\w+", " ".join(kept)))
        assert not read - words, name
        dropped += words - read
    assert {word.casefold() for word in dropped if not word.isdigit() and len(word) > 2} <= {
        "inclusion", "exclusion", "inclusions", "exclusions", "criteria", "key", "other", "main", "study", "iii",
    }  # fmt: skip


def test_broken_records_are_refused_with_place_and_remedy(shared: Path) -> None:
    paths = sorted((shared / "samples/malformed").glob("*.xml"))
    assert paths
    for path in paths:
        with pytest.raises(DocumentError, match=r"at line \d+.*download it again\.$"):
            read_document(path.read_bytes(), path.name)


def _outcomes(records: dict[str, bytes]) -> Iterator[tuple[str, str, str]]:
    for content in records.values():
        root = defusedxml.ElementTree.fromstring(content)
        for path in ("primary_outcome", "secondary_outcome", "other_outcome"):
            for each in root.iterfind(path):
                measure, description, time_frame = (
                    " ".join((each.findtext(tag) or "").split()) for tag in ("measure", "description", "time_frame")
                )
                yield measure, description, time_frame


def test_outcomes_joined_as_a_line_record_joins_them_come_apart_again(records: dict[str, bytes]) -> None:
    outcomes = list(_outcomes(records))
    right = 0
    for measure, description, time_frame in outcomes:
        joined = ", ".join(part for part in (measure, description, time_frame) if part)
        right += split_outcome("primary", joined).time_frame == time_frame
    assert right / len(outcomes) > 0.93


def test_documents_of_other_kinds_are_not_taken_for_line_records(shared: Path) -> None:
    others = [path for path in (shared / "samples").rglob("*") if path.is_file() and path.suffix != ".xml"]
    for path in [*others, *(shared / "design").glob("*.md"), *(shared / "vocabulary").glob("*")]:
        try:
            opened = open_document(path.read_bytes(), path.name)
        except DocumentError:
            continue
        assert opened.format != "ctgov_lines", path.name
