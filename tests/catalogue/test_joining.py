"""One trial, many documents: joined by number, weighed by trust, and nothing lost."""

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.trials.identifiers import Identifier, identifier
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Dates, Trial
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial, criteria

NCT = "NCT09990001"
EUDRACT = "2019-002663-10"


def of_number(number: str, *others: str, **fields: object) -> Trial:
    identifiers = tuple(identifier(each) for each in (number, *others))
    return a_trial(nct="", key=number, identifiers=identifiers, **fields)


def stored(catalogue: Catalogue, name: str) -> StoredTrial:
    number = catalogue.trials.id_of(name)
    assert number is not None
    found = catalogue.trials.get(number)
    assert found is not None
    return found


def keys(catalogue: Catalogue, query: TrialQuery | None = None) -> list[str]:
    return [row.key for row in catalogue.index.rows(catalogue.index.search(query or TrialQuery(), "key"))]


def test_two_registries_that_name_each_other_make_one_trial(catalogue: Catalogue) -> None:
    ours = of_number(NCT, EUDRACT, phase="Phase 2", eligibility=criteria(("adult",)))
    theirs = of_number(EUDRACT, phase="Phase II", enrollment=40)
    save(catalogue, a_delivery((ours, ()), format_="ctgov_json"))
    assert save(catalogue, a_delivery((theirs, ()), format_="euctr_text")) == [("updated",)]
    trial = stored(catalogue, EUDRACT).trial
    assert (trial.key, trial.phase, trial.enrollment) == (NCT, "Phase 2", 40)
    assert keys(catalogue) == [NCT]


def test_a_document_that_names_two_known_trials_joins_them(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((of_number(NCT, enrollment=40), ()), format_="ctgov_json"))
    save(catalogue, a_delivery((of_number("ISRCTN12949496", phase="Phase 2"), ()), format_="isrctn_json"))
    assert len(catalogue) == 2
    save(catalogue, a_delivery((of_number(NCT, "ISRCTN12949496", title="Now known as one"), ()), format_="ictrp"))
    assert keys(catalogue) == [NCT]
    trial = stored(catalogue, "ISRCTN12949496").trial
    assert (trial.enrollment, trial.phase) == (40, "Phase 2")
    assert len(stored(catalogue, NCT).sources) == 3
    assert keys(catalogue, TrialQuery("known")) == []
    assert catalogue.faults() == ()


def test_a_follow_up_that_names_its_parent_stays_a_trial_of_its_own(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((of_number(NCT, title="The parent trial of all"), ())))
    assert save(catalogue, a_delivery((of_number("NCT09990002", NCT, title="The extension"), ()))) == [("saved",)]
    assert keys(catalogue) == [NCT, "NCT09990002"]


def test_a_sponsors_number_joins_nothing(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((of_number(NCT, "BC-001"), ())))
    save(catalogue, a_delivery((of_number("ChiCTR2000034346", "BC-001", title="Another trial altogether"), ())))
    assert len(catalogue) == 2


def test_a_publication_is_never_joined_with_a_registration(catalogue: Catalogue) -> None:
    article = a_trial(
        nct="",
        key="doi:10.1000/x",
        kind="publication",
        identifiers=(Identifier("DOI", "10.1000/x"),),
        reports_on=(Identifier("NCT", NCT),),
        title="Results of the trial",
    )
    save(catalogue, a_delivery((of_number(NCT, title="The trial itself, registered"), ()), (article, ())))
    assert len(catalogue) == 2
    assert stored(catalogue, NCT).publications == (("doi:10.1000/x", "Results of the trial"),)
    assert stored(catalogue, "doi:10.1000/x").reported == ((NCT, "The trial itself, registered"),)


def test_one_article_from_two_libraries_is_one_publication(catalogue: Catalogue) -> None:
    def article(key: str, *ids: Identifier, **fields: object) -> Trial:
        return a_trial(nct="", key=key, kind="publication", identifiers=ids, **fields)

    doi, pmid = Identifier("DOI", "10.1000/x"), Identifier("PMID", "123456")
    save(catalogue, a_delivery((article("pmid:123456", pmid, title="From one library"), ()), format_="ris"))
    save(catalogue, a_delivery((article("doi:10.1000/x", doi, pmid, title="From PubMed"), ()), format_="medline"))
    assert keys(catalogue) == ["pmid:123456"]
    assert stored(catalogue, "10.1000/x").trial.title == "From PubMed"


def test_capital_letters_do_not_tell_articles_apart(catalogue: Catalogue) -> None:
    for doi in ("10.1000/AbC", "10.1000/abc"):
        article = a_trial(
            nct="", key=f"doi:{doi}", kind="publication", identifiers=(Identifier("DOI", doi),), title=doi
        )
        save(catalogue, a_delivery((article, ())))
    assert keys(catalogue) == ["doi:10.1000/AbC"]


def test_a_newer_version_updates_and_an_older_one_does_not(catalogue: Catalogue) -> None:
    def version(day: str, status: str) -> Trial:
        return of_number(NCT, status=status, dates=Dates(last_updated=day))

    save(catalogue, a_delivery((version("2021-12-16", "Recruiting"), ()), format_="ctgov_xml"))
    save(catalogue, a_delivery((version("2024-05-01", "COMPLETED"), ()), format_="ctgov_json"))
    assert stored(catalogue, NCT).trial.status == "COMPLETED"
    save(catalogue, a_delivery((version("2020-01-01", "Not yet recruiting"), ()), format_="ctgov_xml"))
    assert stored(catalogue, NCT).trial.status == "COMPLETED"
    assert stored(catalogue, NCT).disagreements == ()


def test_a_table_with_few_columns_takes_nothing_away(catalogue: Catalogue) -> None:
    full = of_number(NCT, eligibility=criteria(("adult",), ("pregnant",)), enrollment=40)
    save(catalogue, a_delivery((full, ()), format_="ctgov_json"))
    save(catalogue, a_delivery((of_number(NCT, status="COMPLETED"), ()), format_="ctgov_csv"))
    trial = stored(catalogue, NCT).trial
    assert (trial.eligibility, trial.enrollment, trial.status) == (full.eligibility, 40, "COMPLETED")


def test_what_a_later_document_changed_is_written_down_field_by_field(catalogue: Catalogue) -> None:
    before = of_number(NCT, status="Recruiting", enrollment=40, dates=Dates(last_updated="2021-01-01"))
    after = of_number(NCT, status="COMPLETED", enrollment=38, dates=Dates(last_updated="2022-01-01"))
    save(catalogue, a_delivery((before, ())))
    save(catalogue, a_delivery((after, ())))
    told = {change.field: (change.before, change.after) for change in stored(catalogue, NCT).changes}
    assert told["status"] == ("Recruiting", "COMPLETED")
    assert told["enrollment"] == (40, 38)
    assert "title" not in told


def test_disagreeing_sources_are_told_and_can_be_filtered_by(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((of_number(NCT, phase="PHASE2", status="RECRUITING"), ()), format_="ctgov_json"))
    save(catalogue, a_delivery((of_number(NCT, phase="Phase 3", status="Recruiting"), ()), format_="medpath"))
    (disagreement,) = stored(catalogue, NCT).disagreements
    assert (disagreement.field, disagreement.said) == ("phase", (("PHASE2", 0), ("Phase 3", 1)))
    assert keys(catalogue, TrialQuery().toggled("sources", "disagree")) == [NCT]


def test_spelling_is_no_disagreement(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((of_number(NCT, phase="PHASE1|PHASE2", status="COMPLETED"), ()), format_="ctgov_json"))
    save(catalogue, a_delivery((of_number(NCT, phase="Phase I/II", status="Not Recruiting"), ()), format_="ictrp"))
    assert stored(catalogue, NCT).disagreements == ()
    assert keys(catalogue, TrialQuery().toggled("sources", "several")) == [NCT]


def test_every_field_says_from_which_document_it_comes(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((of_number(NCT, phase="PHASE2"), ()), format_="ctgov_json"))
    save(catalogue, a_delivery((of_number(NCT, enrollment=40), ()), format_="medpath"))
    found = stored(catalogue, NCT)
    assert found.provenance["phase"] == 0
    assert found.provenance["enrollment"] == 1


def test_the_same_title_alone_only_proposes_a_duplicate(catalogue: Catalogue) -> None:
    title = "Trastuzumab in HER2-positive Breast Cancer"
    save(catalogue, a_delivery((of_number(NCT, title=title), ())))
    save(catalogue, a_delivery((a_trial(nct="", title=title.upper() + ".", summary="other text"), ())))
    assert len(catalogue) == 2
    assert len(keys(catalogue, TrialQuery().toggled("sources", "possible_duplicate"))) == 2
    assert [key for key, _ in stored(catalogue, NCT).twins] == [k for k in keys(catalogue) if k != NCT]


def test_joining_again_changes_nothing(catalogue: Catalogue) -> None:
    one = a_delivery((of_number(NCT, EUDRACT, phase="Phase 2"), ()), format_="ctgov_json")
    two = a_delivery((of_number(EUDRACT, enrollment=40), ()), format_="euctr_text")
    save(catalogue, one, two)
    before = stored(catalogue, NCT)
    assert save(catalogue, two, one) == [("unchanged",), ("unchanged",)]
    assert stored(catalogue, NCT) == before


def test_the_order_of_import_does_not_matter(tmp_path: object, catalogue: Catalogue) -> None:
    from pathlib import Path

    from tests.catalogue.conftest import FACETS

    assert isinstance(tmp_path, Path)
    deliveries = [
        a_delivery((of_number(NCT, phase="PHASE2", title="By the registry of record"), ()), format_="ctgov_json"),
        a_delivery((of_number(NCT, phase="Phase 3", title="By the aggregator", enrollment=7), ()), format_="medpath"),
        a_delivery((of_number(NCT, EUDRACT, status="Completed", title="By the mirror"), ()), format_="ictrp"),
    ]
    results = []
    for number, order in enumerate(([0, 1, 2], [2, 1, 0], [1, 0, 2])):
        other = Catalogue(tmp_path / f"{number}.db", FACETS.value_ids)
        for place in order:
            save(other, deliveries[place])
        results.append(stored(other, NCT).trial)
        other.close()
    assert results[0] == results[1] == results[2]
    assert (results[0].phase, results[0].enrollment, results[0].status) == ("PHASE2", 7, "Completed")


@pytest.mark.parametrize("library_first", [True, False])
def test_a_registry_record_from_a_library_joins_the_trial_and_only_adds_to_it(
    catalogue: Catalogue, library_first: bool
) -> None:
    known = of_number(NCT, phase="Phase 2", status="RECRUITING", title="Examplinib before surgery", keywords=())
    told = of_number(NCT, phase="Phase 3", status="Completed", title="An older title", keywords=("Adult",))
    accounts = [a_delivery((known, ()), format_="ctgov_json"), a_delivery((told, ()), format_="ris")]
    for each in reversed(accounts) if library_first else accounts:
        save(catalogue, each)
    trial = stored(catalogue, NCT).trial
    assert (trial.title, trial.phase, trial.status) == ("Examplinib before surgery", "Phase 2", "RECRUITING")
    assert trial.keywords == ("Adult",)
    assert keys(catalogue) == [NCT]
