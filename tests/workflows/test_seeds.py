"""What a careful reader finds in the five starter documents comes out of the ordinary import."""

from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.trial_row import TrialRow
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import SEEDS
from desktop.workflows.first_start import import_starter_documents


@pytest.fixture
def rows(catalogue: Catalogue, vocabularies: Vocabularies) -> dict[str, TrialRow]:
    import_starter_documents(SEEDS, catalogue, vocabularies)
    found = {}
    for row in catalogue.index.rows(catalogue.index.search(TrialQuery())):
        stored = catalogue.trials.get(row.id)
        assert stored is not None
        found[stored.sources[0].file[:3]] = row
    return found


def test_all_five_are_there(rows: dict[str, TrialRow]) -> None:
    assert sorted(rows) == ["000", "001", "002", "003", "004"]


@pytest.mark.parametrize(
    ("seed", "phase", "her2", "hr", "classes"),
    [
        (
            "000",
            "2",
            {"negative"},
            {"negative"},
            {
                "other_kinase_inhibitor",
                "supplement",
                "taxane",
                "anthracycline",
                "microtubule_inhibitor",
                "antimetabolite",
                "platinum",
            },
        ),
        ("001", "2", {"positive"}, {"not_in_document"}, {"her2_antibody", "her2_tki", "microtubule_inhibitor"}),
        (
            "002",
            "not_in_document",
            {"positive"},
            {"not_in_document"},
            {
                "her2_antibody",
                "taxane",
                "her2_tki",
                "antimetabolite",
                "her2_adc",
                "pi3k_akt_mtor_inhibitor",
                "cdk_inhibitor",
                "aromatase_inhibitor",
                "pd1_pdl1_inhibitor",
            },
        ),
        ("003", "2", {"positive"}, {"positive"}, {"other_kinase_inhibitor"}),
        ("004", "1", {"positive"}, {"not_stated"}, {"her2_antibody", "cell_or_gene_therapy"}),
    ],
)
def test_a_seed_carries_the_values_of_a_careful_reader(
    rows: dict[str, TrialRow], seed: str, phase: str, her2: set[str], hr: set[str], classes: set[str]
) -> None:
    values = rows[seed].values
    assert values["phase"] == (phase,)
    assert (set(values["her2"]), set(values["hr"]), set(values["drug_classes"])) == (her2, hr, classes)


def test_every_seed_is_about_metastatic_disease(rows: dict[str, TrialRow]) -> None:
    assert all(row.values["setting"] == ("metastatic",) for row in rows.values())


def test_only_the_research_portal_page_is_a_publication(rows: dict[str, TrialRow]) -> None:
    assert {seed: row.kind for seed, row in rows.items() if row.kind == "publication"} == {"003": "publication"}


def test_only_the_medpath_page_has_a_registry_number_and_a_status(rows: dict[str, TrialRow]) -> None:
    assert rows["004"].key == "NCT02843126"
    assert rows["004"].values["status"] == ("completed",)
    assert all(rows[seed].key.startswith("doc-") for seed in ("000", "001", "002", "003"))
    assert all(rows[seed].values["status"] == ("not_in_document",) for seed in ("000", "001", "002"))
    # An abstract is whole as it is; that it names no status is what it says.
    assert rows["003"].values["status"] == ("not_stated",)


def test_the_negative_her2_of_a_triple_negative_trial_is_derived(
    rows: dict[str, TrialRow], catalogue: Catalogue
) -> None:
    stored = catalogue.trials.get(rows["000"].id)
    assert stored is not None
    assert {finding.basis for finding in stored.findings if finding.facet == "her2"} == {"derived"}


def test_the_seeds_are_imported_only_once(
    rows: dict[str, TrialRow], catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    assert import_starter_documents(SEEDS, catalogue, vocabularies) is None


def test_a_catalogue_that_holds_trials_gets_no_seeds(
    catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path
) -> None:
    from desktop.workflows.import_documents import import_documents
    from tests.documents_of_ours import an_xml

    (tmp_path / "ours.xml").write_bytes(an_xml())
    import_documents([tmp_path / "ours.xml"], catalogue, vocabularies)
    assert import_starter_documents(SEEDS, catalogue, vocabularies) is None
