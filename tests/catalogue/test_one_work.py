"""One DOI, several works: what tells abstracts of one supplement from one article in two libraries."""

import itertools

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.one_work import is_one_work
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.trial import Citation, Section, Trial
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial

DOI = Identifier("DOI", "10.9999/supplement.2021")


def work(title: str, author: str = "", pages: str = "", *numbers: Identifier, vernacular: str = "") -> Trial:
    return a_trial(
        nct="",
        key=key_for((DOI, *numbers), title),
        kind="publication",
        title=title,
        identifiers=(DOI, *numbers),
        narrative=(Section("vernacular_title", vernacular),) if vernacular else (),
        citation=Citation(authors=(author,) if author else (), pages=pages),
    )


NERATINIB = "Neratinib after trastuzumab in early HER2-positive breast cancer"
SAME = [
    (work(NERATINIB, "Ana Kovač", "280-284"), work(f"{NERATINIB}.", "A. Kovac", "280")),
    (work(NERATINIB, "Ana Kovač", "280-284"), work(f"{NERATINIB}: a randomised trial", "Kovač A", "")),
    (work(NERATINIB, "Ana Kovač", "280-284"), work(NERATINIB, "A. Kovač", "1-5")),
    (work("A randomised trial of neratinib", "A Kovač", "12"), work("A randomized trial of neratinib", "", "e12")),
    (work("Le nératinib chez la femme", "Luc Martin", "33-40"), work("Neratinib in women", "L. Martin", "33-40")),
    (work("Neratinib in women", "", "", vernacular="Le nératinib chez la femme"), work("Le neratinib chez la femme")),
    (work("A", "", "", Identifier("PMID", "99000001")), work("Other words", "B", "9", Identifier("PMID", "99000001"))),
]
APART = [
    (work("P3-11: Oral paclitaxel in the elderly", "AB Reyes", "301"), work("P3-12: Pyrotinib", "CD Haddad", "302")),
    (work("Oral paclitaxel in elderly women", "AB Reyes"), work("Pyrotinib after trastuzumab emtansine", "CD Haddad")),
    (work("Oral paclitaxel in elderly women"), work("Pyrotinib after trastuzumab emtansine")),
    (work("P3-11: Pyrotinib in breast cancer", "A Doe"), work("P3-12: Pyrotinib in breast cancer", "A Doe")),
    (work(f"{NERATINIB}: part 1", "A Doe", "301"), work(f"{NERATINIB}: part 2", "A Doe", "302")),
    (
        work("Abstract book of a congress", "", "1-400"),
        work("Denosumab in luminal disease", "F Novak", "303"),
    ),
    (work(NERATINIB, "A Doe", "301"), work(NERATINIB, "R Roe", "355")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_article_as_two_libraries_tell_it_is_one_work(one: Trial, other: Trial) -> None:
    assert is_one_work(one, other)
    assert is_one_work(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_abstracts_of_one_supplement_are_works_of_their_own(one: Trial, other: Trial) -> None:
    assert not is_one_work(one, other)
    assert not is_one_work(other, one)


def titles(catalogue: Catalogue) -> list[str]:
    return sorted(row.title for row in catalogue.index.rows(catalogue.index.search(TrialQuery())))


ABSTRACTS = (
    work("P3-11: Oral paclitaxel with encequidar", "AB Reyes", "301"),
    work("P3-12: Pyrotinib after trastuzumab emtansine", "CD Haddad", "302"),
    work("P3-13: Denosumab in early luminal disease", "F Novak", "303"),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_works_with_one_doi_are_all_kept_in_whatever_order_they_come(catalogue: Catalogue, order: list[int]) -> None:
    arrivals = [ABSTRACTS[place] for place in order]
    for each in arrivals:
        save(catalogue, a_delivery((each, ())))
    assert titles(catalogue) == sorted(each.title for each in ABSTRACTS)
    assert catalogue.faults() == ()


def test_a_work_that_comes_again_from_another_library_finds_itself_and_no_other(catalogue: Catalogue) -> None:
    for each in ABSTRACTS:
        save(catalogue, a_delivery((each, ())))
    number = Identifier("PMID", "99000012")
    again = work("P3-12: Pyrotinib after trastuzumab emtansine (T-DM1)", "C. Haddad", "302", number)
    assert save(catalogue, a_delivery((again, ()), format_="pubmed_xml")) == [("updated",)]
    assert len(titles(catalogue)) == len(ABSTRACTS)
    found = catalogue.trials.get(catalogue.trials.id_of("99000012") or 0)
    assert found is not None
    assert found.trial.citation is not None
    assert found.trial.citation.authors == ("C. Haddad",)
    for each in ABSTRACTS:
        save(catalogue, a_delivery((each, ()), format_="ris"))
    assert len(titles(catalogue)) == len(ABSTRACTS)
    assert catalogue.faults() == ()
