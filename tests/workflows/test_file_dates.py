"""The date of a file as the day of its download, where its document does not tell it."""

import contextlib
import datetime as dt
import os
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.facets.vocabularies import Vocabularies
from desktop.files import PASTED
from desktop.paths import RESOURCES
from desktop.trials.history import StoredSource
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Dates
from desktop.workflows.check_catalogue import catalogue_faults
from desktop.workflows.file_dates import with_file_date
from desktop.workflows.first_start import import_starter_documents
from desktop.workflows.found_documents import documents_of
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_report import ImportReport
from tests.damaging import flip_in_trial
from tests.documents_of_ours import an_xml
from tests.examples import a_trial

PROCESSED = b"ClinicalTrials.gov processed this data on May 01, 2020"
STAMP = b"<required_header><download_date>" + PROCESSED + b"</download_date></required_header>"
UPDATED = b"<last_update_posted>March 1, 2025</last_update_posted>"


def dated(file: Path, day: str, content: bytes) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    noon = dt.datetime.fromisoformat(f"{day}T12:00:00").timestamp()
    os.utime(file, (noon, noon))
    return file


def edited(*added: bytes, title: str = "Trastuzumab for HER2-positive Breast Cancer") -> bytes:
    return an_xml(title=title).replace(b"</clinical_study>", b"".join(added) + b"</clinical_study>")


class Imports:
    """Import files into one catalogue, and return what it holds of the only trial."""

    def __init__(self, catalogue: Catalogue, vocabularies: Vocabularies) -> None:
        self.catalogue = catalogue
        self.vocabularies = vocabularies

    def __call__(self, *files: Path) -> ImportReport:
        return import_documents(files, self.catalogue, self.vocabularies)

    @property
    def stored(self) -> StoredTrial:
        (trial_id,) = self.catalogue.index.search(TrialQuery())
        found = self.catalogue.trials.get(trial_id)
        assert isinstance(found, StoredTrial)
        return found

    @property
    def days(self) -> tuple[str, str]:
        return self.stored.trial.dates.retrieved, self.stored.trial.dates.file_date


@pytest.fixture
def imports(catalogue: Catalogue, vocabularies: Vocabularies) -> Imports:
    return Imports(catalogue, vocabularies)


def test_a_document_without_a_stamp_is_dated_by_its_file_and_kept_apart(tmp_path: Path, imports: Imports) -> None:
    imports(dated(tmp_path / "a.xml", "2025-03-04", an_xml()))
    assert imports.days == ("", "2025-03-04")
    (line,) = (row.as_json() for row in imports.catalogue.index.rows(imports.catalogue.index.search(TrialQuery())))
    assert (line["retrieved"], line["file_date"]) == (None, "2025-03-04")


def test_a_document_with_a_stamp_keeps_it_and_takes_no_date_of_its_file(tmp_path: Path, imports: Imports) -> None:
    imports(dated(tmp_path / "a.xml", "2025-03-04", edited(STAMP)))
    assert imports.days == ("2020-05-01", "")


def test_a_member_of_a_zip_has_its_own_date_and_one_without_a_day_none(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.xml", (2024, 2, 29, 1, 2, 4)), an_xml())
        archive.writestr(zipfile.ZipInfo("b.xml", (2024, 2, 30, 1, 2, 4)), an_xml())
    assert [each.day for each in documents_of(path)] == ["2024-02-29", ""]


def test_copied_text_and_examples_have_no_date_of_a_file(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies, imports: Imports
) -> None:
    pasted = dated(tmp_path / f"{PASTED}1" / "Copied text.txt", "2025-03-04", an_xml())
    assert [each.day for each in documents_of(pasted)] == [""]
    example = dated(tmp_path / "seeds" / "a.xml", "2025-03-04", an_xml())
    import_starter_documents(example.parent, catalogue, vocabularies)
    assert imports.days == ("", "")


@pytest.mark.parametrize(
    ("day", "dates", "believed"),
    [
        ("2025-03-01", Dates(last_updated="2025-03-01"), True),
        ("2025-03-01", Dates(last_updated="2025-03"), True),
        ("2025-02-28", Dates(last_updated="2025-03"), False),
        ("2025-02-28", Dates(refreshed="2025-03-02"), False),
        ("1980-01-01", Dates(), False),
        ("2999-01-01", Dates(), False),
        ("", Dates(), False),
    ],
)
def test_a_date_of_a_file_that_cannot_be_true_is_not_believed(day: str, dates: Dates, believed: bool) -> None:
    trial = a_trial(dates=dates)
    assert with_file_date(trial, day).dates.file_date == (day if believed else "")
    exported = replace(trial, origins=(StoredSource("a.json", "ctgov_json", "2025-01-01T10:00:00+00:00", "ab"),))
    assert with_file_date(exported, day) == exported


def test_a_file_of_the_future_gives_no_date(tmp_path: Path) -> None:
    assert [each.day for each in documents_of(dated(tmp_path / "a.xml", "2999-01-01", an_xml()))] == [""]


@pytest.mark.parametrize("days", [("2025-03-04", "2026-03-04"), ("2026-03-04", "2025-03-04")])
def test_the_same_trial_in_another_file_is_unchanged_and_dated_by_the_newest(
    tmp_path: Path, imports: Imports, days: tuple[str, str]
) -> None:
    imports(dated(tmp_path / "a.xml", days[0], an_xml()))
    report = imports(dated(tmp_path / "b.xml", days[1], an_xml() + b"<!-- again -->"))
    assert [each.outcome for each in report.documents] == ["unchanged"]
    assert (imports.days, imports.stored.changes, len(imports.stored.sources)) == (("", "2026-03-04"), (), 2)
    assert imports(tmp_path / "a.xml").documents[0].outcome == "unchanged"


def test_the_registrys_date_tells_which_version_is_newer_whatever_the_files_say(
    tmp_path: Path, imports: Imports
) -> None:
    versions = [edited(UPDATED, title="The newer title")]
    versions.append(edited(UPDATED.replace(b"2025", b"2024"), title="The older title"))
    imports(dated(tmp_path / "new.xml", "2025-03-04", versions[0]))
    imports(dated(tmp_path / "old.xml", "2026-03-04", versions[1]))
    assert (imports.stored.trial.title, imports.days) == ("The newer title", ("", "2025-03-04"))


def test_without_a_date_of_the_registry_an_older_file_that_comes_later_changes_nothing(
    tmp_path: Path, imports: Imports
) -> None:
    imports(dated(tmp_path / "new.xml", "2026-03-04", edited(title="The newer title")))
    imports(dated(tmp_path / "old.xml", "2025-03-04", edited(title="The older title")))
    assert imports.stored.trial.title == "The newer title"


@pytest.mark.parametrize("count", [1, 2])
def test_a_damaged_trial_that_is_read_again_from_its_originals_is_dated_by_their_files(
    tmp_path: Path, imports: Imports, count: int
) -> None:
    for number in range(count):
        imports(dated(tmp_path / f"{number}.xml", f"202{number}-03-04", an_xml() + b"<!-- again -->" * number))
    whole = imports.stored
    assert whole.trial.dates.file_date == f"202{count - 1}-03-04"
    flip_in_trial(imports.catalogue.path, "record", whole.trial.key)
    assert catalogue_faults(imports.catalogue, RESOURCES, repair=True) == ()
    assert imports.stored == whole


def test_a_damaged_date_of_a_file_is_not_taken_for_a_day(tmp_path: Path, imports: Imports) -> None:
    imports(dated(tmp_path / "a.xml", "2025-03-04", an_xml()))
    with contextlib.closing(sqlite3.connect(imports.catalogue.path)) as connection, connection:
        connection.execute("UPDATE document SET file_date = '2025-1x-04'")
    flip_in_trial(imports.catalogue.path, "record", imports.stored.trial.key)
    assert catalogue_faults(imports.catalogue, RESOURCES, repair=True) == ()
    assert imports.days == ("", "")
