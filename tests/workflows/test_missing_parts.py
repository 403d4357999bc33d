"""What documents have no place for: told once by the report of an import, and gone when a fuller document comes."""

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.documents.read import open_document
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.trial import Trial
from desktop.workflows.derive_again import derive_again
from desktop.workflows.export_trials import Exporter, Selection
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_report import ImportReport
from desktop.workflows.show_trial import trial_as_json
from tests.documents.test_absent_parts import of_length
from tests.documents_of_ours import TABLE_COLUMNS, a_json, a_table, an_ictrp, an_xml

ABSENT = ("not_in_document",)


class Desk:
    """Import documents of one trial, and look at it."""

    def __init__(self, folder: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> None:
        self._folder = folder
        self.catalogue = catalogue
        self.vocabularies = vocabularies
        self._count = 0

    def take(self, content: bytes) -> ImportReport:
        self._count += 1
        file = self._folder / f"{self._count}.txt"
        file.write_bytes(content)
        return import_documents([file], self.catalogue, self.vocabularies, back_up=False)

    def values(self, facet: str, key: str = "NCT09990001") -> tuple[str, ...]:
        (row,) = self.catalogue.index.rows([self.catalogue.trials.id_of(key) or 0])
        return row.values[facet]


OF_ENTRY = ("lines", "prior_cdk46", "prior_her2_adc", "earlier_treatment", "biomarkers", "age")


@pytest.fixture
def desk(tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> Desk:
    return Desk(tmp_path, catalogue, vocabularies)


def test_a_table_tells_no_criteria_and_the_report_says_so_once(desk: Desk) -> None:
    table = a_table() + a_table(NCT_Number="NCT09990002", Study_Title="HER2-low Breast Cancer").partition(b"\n")[2]
    report = desk.take(table)
    assert desk.values("hr") == desk.values("brain_metastases") == desk.values("ecog_max") == ABSENT
    assert (desk.values("her2"), desk.values("her2", "NCT09990002")) == (ABSENT, ("low",))
    (missing,) = report.missing
    assert missing.sentence == (
        "2 trials came from tables of ClinicalTrials.gov, which have no eligibility criteria: HER2 status could not be "
        "read for 1 of them, hormone receptor status for 2, setting for 2, brain metastases for 2, ECOG maximum for 2, "
        "earlier lines (advanced) for 2, earlier CDK4/6 inhibitor for 2, earlier HER2 conjugate for 2, "
        "earlier treatment for 2, marker required for entry for 2, age for 2, sex for 1. The JSON download has what is "
        "missing: on the site choose Download, JSON."
    )
    assert report.as_json()["missing"] == [
        {
            "format": "ctgov_csv",
            "trials": 2,
            "parts": ["eligibility"],
            "facets": {"her2": 1, "sex": 1}
            | dict.fromkeys(("hr", "setting", "brain_metastases", "ecog_max", *OF_ENTRY), 2),
            "sentence": missing.sentence,
        }
    ]


def test_the_json_of_the_same_trial_replaces_every_absent_value(desk: Desk) -> None:
    desk.take(a_table())
    report = desk.take(a_json())
    assert report.missing == ()
    assert desk.values("her2") == ("positive",)
    assert desk.values("brain_metastases") == ("excluded",)
    assert desk.values("ecog_max") == ("1",)
    assert desk.values("hr") == ("not_stated",)
    counts = desk.catalogue.index.count(TrialQuery())
    assert {facet: found["not_in_document"] for facet, found in counts.items() if found.get("not_in_document")} == {}


def test_a_table_of_a_trial_whose_json_is_there_misses_nothing(desk: Desk) -> None:
    desk.take(a_json())
    assert desk.take(a_table()).missing == ()
    assert desk.values("her2") == ("positive",)


def test_a_document_that_was_there_before_is_not_told_of_again(desk: Desk) -> None:
    desk.take(a_table())
    assert desk.take(a_table()).missing == ()


def test_columns_that_only_some_tables_have_are_told_as_such(desk: Desk) -> None:
    folder = desk._folder / "tables"
    folder.mkdir()
    (folder / "whole.csv").write_bytes(a_table())
    fewer = [column for column in TABLE_COLUMNS if column not in ("Phases", "Locations")]
    (folder / "fewer.csv").write_bytes(a_table(fewer, NCT_Number="NCT09990002"))
    (missing,) = import_documents([folder], desk.catalogue, desk.vocabularies, back_up=False).missing
    assert "which have no eligibility criteria; some have no phase or places of treatment: country could" in (
        missing.sentence
    )
    assert desk.values("phase", "NCT09990002") == desk.values("country", "NCT09990002") == ABSENT
    assert (desk.values("phase"), desk.values("country")) == (("3",), ("Austria",))


def test_all_tables_have_no_criteria_even_where_the_json_of_some_is_there(desk: Desk) -> None:
    desk.take(a_json())
    folder = desk._folder / "tables"
    folder.mkdir()
    (folder / "known.csv").write_bytes(a_table())
    (folder / "new.csv").write_bytes(a_table(NCT_Number="NCT09990002"))
    (missing,) = import_documents([folder], desk.catalogue, desk.vocabularies, back_up=False).missing
    assert missing.sentence.startswith(
        "2 trials came from tables of ClinicalTrials.gov, which have no eligibility criteria: HER2 status could not be "
        "read for 1 of them,"
    )


def test_one_cut_export_is_told_in_the_singular(desk: Desk) -> None:
    (missing,) = desk.take(an_ictrp(of_length(3_500))).missing
    assert missing.sentence == (
        "1 trial came from a WHO ICTRP export, which has no complete eligibility criteria or type of sponsor: "
        "HER2 status, hormone receptor status, setting, brain metastases, ECOG maximum, earlier lines "
        "(advanced), earlier CDK4/6 inhibitor, earlier HER2 conjugate, earlier treatment, marker required for entry, "
        "age and lead sponsor could not be read. The records in the trials' own registries have what is missing."
    )


def test_a_value_that_stands_in_the_title_is_read_from_a_table_too(desk: Desk) -> None:
    desk.take(a_table(Study_Title="HER2-positive Metastatic Breast Cancer With Brain Metastases"))
    assert desk.values("her2") == ("positive",)
    assert desk.values("setting") == ("metastatic",)


def test_the_csv_and_the_pages_of_the_pdf_say_it(desk: Desk, tmp_path: Path, project: Path) -> None:
    desk.take(a_table())
    exporter = Exporter(desk.catalogue, desk.vocabularies, project / "resources", "1", lambda *_a, **_k: None)
    columns = ("her2", "brain_metastases", "ecog_max", "status")
    exporter.export(tmp_path / "out.csv", Selection((1,), "1 trial", columns=columns))
    rows = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1] == [*("Not in this download",) * 3, "Recruiting"]
    page = "".join(exporter.report(Selection((1,), "1 trial")).pages)
    assert "Not in this download: This download (ClinicalTrials.gov table) has no eligibility criteria." in page
    desk.take(a_json())
    assert "Not in this download" not in "".join(exporter.report(Selection((1,), "1 trial")).pages)


def test_show_names_the_absent_parts(desk: Desk) -> None:
    desk.take(a_table())
    stored = desk.catalogue.trials.get(1)
    assert stored is not None
    assert trial_as_json(desk.catalogue.index.rows([1])[0], stored)["absent"] == ["eligibility"]


def test_deriving_again_says_what_a_table_could_not_tell(desk: Desk) -> None:
    desk.take(a_table(Study_Title="HER2-positive Breast Cancer"))
    trial, findings = desk.catalogue.trials.findings(1) or (None, ())
    assert trial is not None
    desk.catalogue.save_findings([(1, trial, tuple(each for each in findings if each.facet != "her2"))])
    assert desk.values("her2") == ABSENT
    (change,) = derive_again(desk.catalogue, desk.vocabularies).changes
    assert (change.before, change.after) == (ABSENT, ("positive",))


OF_ONE_TRIAL = (
    a_table(),
    a_table([column for column in TABLE_COLUMNS if column not in ("Phases", "Study Status", "Locations")]),
    a_table(["NCT Number", "Study Title", "Start Date"]),
    a_json(),
    a_json(eligibilityModule=None, statusModule=None),
    a_json(designModule=None, conditionsModule=None),
    an_xml().replace(b"HER2-positive", b"").replace(b"Brain metastases", b"Pregnancy"),
    an_ictrp(of_length(3_500)),
    an_ictrp("HER2-positive disease"),
    an_ictrp(""),
)


@settings(max_examples=40)
@given(chosen=st.lists(st.sampled_from(OF_ONE_TRIAL), min_size=1, max_size=4, unique=True))
def test_a_value_is_absent_only_if_every_document_lacks_what_it_is_read_from(
    vocabularies: Vocabularies, chosen: list[bytes]
) -> None:
    facets = vocabularies.facets
    lacking = []
    for content in chosen:
        (read,) = open_document(content, "document").records
        assert isinstance(read, Trial)
        lacking.append(set(read.absent))
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue(
            Path(folder) / "catalogue.db", facets.value_ids, facets.second_readings, reads=facets.reads
        )
        desk = Desk(Path(folder), catalogue, vocabularies)
        for content in chosen:
            desk.take(content)
        stored = catalogue.trials.get(1)
        assert stored is not None
        assert set(stored.trial.absent) == set.intersection(*lacking)
        for facet in facets.all:
            is_absent = desk.values(facet.id) == ABSENT
            is_read = {found.facet for found in stored.findings} | {"country", "start_year", "sponsor_class", "size"}
            assert is_absent <= bool(set.intersection(*lacking) & set(facet.reads))
            if facet.id not in is_read:
                assert is_absent == bool(set.intersection(*lacking) & set(facet.reads))
        catalogue.close()
