"""A clinician's own readings: they count, they last, they are flagged when the documents change, they can be undone."""

import json
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.trials.identifiers import Identifier
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, a_finding, save
from tests.examples import a_trial

POSITIVE = (("her2", "positive"), ("phase", "2"))
HERS = Correction("her2", ("low",), ("positive",), "Read in the protocol", "2026-11-20T10:00:00+01:00")


def found(catalogue: Catalogue, text: str) -> int:
    return len(catalogue.index.search(parse_query(text, FACETS).query))


def only(catalogue: Catalogue) -> tuple[int, StoredTrial]:
    (number,) = catalogue.index.search(TrialQuery())
    stored = catalogue.trials.get(number)
    assert stored is not None
    return number, stored


@pytest.fixture
def corrected(catalogue: Catalogue) -> Catalogue:
    save(catalogue, a_delivery((a_trial(), POSITIVE)))
    catalogue.correct(only(catalogue)[0], "her2", HERS)
    return catalogue


def test_a_correction_counts_in_the_place_of_what_was_derived(corrected: Catalogue) -> None:
    assert (found(corrected, "her2:low"), found(corrected, "her2:positive")) == (1, 0)
    number, stored = only(corrected)
    assert corrected.index.rows([number])[0].values["her2"] == ("low",)
    assert stored.values("her2") == ("low",)
    assert stored.derived("her2") == ("positive",)
    assert found(corrected, "review:corrected") == 1
    assert found(corrected, "review:source_changed") == 0


def test_a_correction_is_there_when_the_file_is_opened_again(corrected: Catalogue) -> None:
    again = Catalogue(corrected.path, FACETS.value_ids)
    assert only(again)[1].corrections == (HERS,)
    assert found(again, "her2:low") == 1
    again.close()


def test_taking_it_back_lets_the_documents_count_again(corrected: Catalogue) -> None:
    corrected.correct(only(corrected)[0], "her2", None)
    assert (found(corrected, "her2:low"), found(corrected, "her2:positive")) == (0, 1)
    assert only(corrected)[1].corrections == ()
    assert found(corrected, "review:corrected") == 0


def test_a_correction_survives_a_newer_version_of_the_document(corrected: Catalogue) -> None:
    newer = a_delivery((a_trial(title="A study of a new treatment, amended"), POSITIVE), content=b"newer")
    assert save(corrected, newer) == [("updated",)]
    assert found(corrected, "her2:low") == 1
    assert found(corrected, "review:source_changed") == 0


def test_a_correction_is_flagged_when_the_documents_say_something_else(corrected: Catalogue) -> None:
    newer = a_delivery((a_trial(title="Amended"), (("her2", "negative"), ("phase", "2"))), content=b"newer")
    save(corrected, newer)
    assert found(corrected, "her2:low") == 1
    assert found(corrected, "review:source_changed") == 1
    assert only(corrected)[1].is_overtaken("her2")


def test_a_correction_survives_other_findings(corrected: Catalogue) -> None:
    number, stored = only(corrected)
    corrected.save_findings([(number, stored.trial, (a_finding("her2", "any"),))])
    assert found(corrected, "her2:low") == 1
    assert found(corrected, "review:source_changed") == 1
    assert found(corrected, "phase:not_stated") == 1


def test_nothing_ticked_means_not_stated(corrected: Catalogue) -> None:
    removed = Correction("her2", (), ("positive",), "Background only", HERS.made)
    corrected.correct(only(corrected)[0], "her2", removed)
    assert found(corrected, "her2:not_stated") == 1


def test_a_confirmed_doubt_leaves_the_review_queue(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(), (("her2", "needs_review"),))))
    assert found(catalogue, "review:her2_undecided") == 1
    agreed = Correction("her2", ("needs_review",), ("needs_review",), "Read and agreed", HERS.made)
    catalogue.correct(only(catalogue)[0], "her2", agreed)
    assert found(catalogue, "review:her2_undecided") == 0
    assert found(catalogue, "her2:needs_review") == 1


def test_a_trial_that_absorbs_another_takes_its_corrections(catalogue: Catalogue) -> None:
    isrctn = Identifier("ISRCTN", "ISRCTN12345678")
    save(catalogue, a_delivery((a_trial("NCT09990001"), POSITIVE)))
    save(catalogue, a_delivery((a_trial(identifiers=(isrctn,)), POSITIVE)))
    number = catalogue.trials.id_of("ISRCTN12345678")
    assert number is not None
    catalogue.correct(number, "her2", HERS)
    both = (Identifier("NCT", "NCT09990001"), isrctn)
    save(catalogue, a_delivery((a_trial(identifiers=both), POSITIVE), content=b"both"))
    assert only(catalogue)[1].corrections == (HERS,)
    assert found(catalogue, "her2:low") == 1


def test_repair_keeps_corrections(corrected: Catalogue) -> None:
    corrected.repair()
    assert found(corrected, "her2:low") == 1


def test_a_backup_holds_the_corrections_as_text_too(corrected: Catalogue, tmp_path: Path) -> None:
    backup = corrected.back_up()
    assert backup is not None
    (kept,) = json.loads(backup.with_suffix(".json").read_text(encoding="utf-8"))
    assert (kept["trial"], kept["values"], kept["reason"]) == ("NCT09990001", ["low"], "Read in the protocol")


def test_a_catalogue_from_before_the_second_readings_is_linked_again(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(), (("drug_classes", "taxane"),))))
    catalogue.remember("facet values", "0")
    catalogue._opened.connection.execute("DELETE FROM trial_value")
    again = Catalogue(catalogue.path, FACETS.value_ids, FACETS.second_readings)
    assert found(again, "class:taxane") == 1
    assert found(again, "class~taxane") == 1
    again.close()
