from pathlib import Path

from desktop.facets.annotate import annotate
from desktop.facets.contradictions import contradictions
from desktop.facets.vocabularies import load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Trial
from tests.examples import a_trial
from tests.worded import worded

VOCABULARIES = load_vocabularies(RESOURCES)


def told(trial: Trial) -> tuple[str, ...]:
    return worded(contradictions(trial, annotate(trial, VOCABULARIES)))


def test_a_title_that_contradicts_an_aggregators_field_is_told() -> None:
    trial = a_trial(aggregated=True, title="A phase III trial of letrozole", phase="Phase 1")
    sentence = "The phase field says “Phase 1”, the title “A phase III trial of letrozole”; the title is believed."
    assert told(trial) == (sentence,)


def test_phase_1_of_a_copied_page_of_a_european_trial_is_to_be_doubted() -> None:
    european = (Identifier("EudraCT", "2011-000509-29"),)
    sentence = "Copied pages of European trials say “Phase 1” whatever their phase is: look into the EU register."
    assert told(a_trial(aggregated=True, identifiers=european, phase="Phase 1")) == (sentence,)
    assert told(a_trial(aggregated=True, phase="Phase 1")) == ()
    assert told(a_trial(identifiers=european, phase="Phase 1")) == ()
    assert told(a_trial(aggregated=True, identifiers=european, phase="Phase 3")) == ()


def test_agreement_is_not_worth_a_word() -> None:
    assert told(a_trial(aggregated=True, title="A phase III trial of letrozole", phase="Phase 3")) == ()
    assert told(a_trial(title="A phase III trial of letrozole")) == ()


def test_an_import_puts_the_sentence_on_the_trial(tmp_path: Path) -> None:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.workflows.import_documents import import_documents
    from tests.documents_of_ours import MEDPATH

    (tmp_path / "page.txt").write_text(MEDPATH, encoding="utf-8")
    catalogue = Catalogue(tmp_path / "catalogue.db", VOCABULARIES.facets.value_ids)
    report = import_documents([tmp_path / "page.txt"], catalogue, VOCABULARIES)
    stored = catalogue.trials.get(1)
    catalogue.close()
    assert stored is not None, report
    assert any("the title is believed" in warning for warning in worded(stored.trial.warnings))
    assert [each.value for each in stored.findings if each.facet == "phase"] == ["3"]


def test_the_sentence_goes_when_the_registrys_own_record_comes(tmp_path: Path) -> None:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.workflows.import_documents import import_documents
    from tests.documents_of_ours import MEDPATH, an_xml

    page, record = tmp_path / "page.txt", tmp_path / "record.xml"
    page.write_text(MEDPATH.replace("2019-002663-10", "NCT09990001"), encoding="utf-8")
    record.write_bytes(an_xml("NCT09990001"))
    told = []
    for files in ([page, record], [record, page]):
        catalogue = Catalogue(tmp_path / f"{files[0].stem}.db", VOCABULARIES.facets.value_ids)
        for file in files:
            import_documents([file], catalogue, VOCABULARIES)
        stored = catalogue.trials.get(1)
        catalogue.close()
        assert stored is not None
        told.append(stored.trial)
    assert told[0] == told[1]
    assert not any("believed" in warning for warning in worded(told[0].warnings))
