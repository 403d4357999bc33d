from collections.abc import Callable

import pytest

from desktop.documents.articles import research_portal
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Citation, Trial

Read = Callable[[str], Trial]

RUN_TOGETHER = """A trial of something in women

Ana One, Bo Two and Cy Three

Research output: Contribution to journalReview articlepeer-review

Women were treated. It worked.

Original languageEnglish
Article numbere123
JournalThe Journal of It
Volume7
StatePublished - 2020
"""


def narrative(trial: Trial) -> dict[str, str]:
    return {section.name: section.text for section in trial.narrative}


@pytest.fixture(scope="module")
def page(read_one: Read, sample: Callable[[str], str]) -> Trial:
    return read_one(sample("portal_page.txt"))


def test_a_page_is_a_publication_known_by_its_doi(page: Trial) -> None:
    assert page.kind == "publication"
    assert page.identifiers == (Identifier("DOI", "10.1234/jio.2019.0042"),)
    assert page.key == "doi:10.1234/jio.2019.0042"


def test_the_citation_is_whole(page: Trial) -> None:
    assert page.citation == Citation(
        authors=("Ana B. Example", "Jörg Müller", "Li Wei", "Mary-Jane O'Neil"),
        journal="Journal of Invented Oncology",
        volume="12",
        issue="3",
        pages="101-109",
        published="2019-03",
        language="English",
        publication_types=("Article", "peer-review"),
    )


def test_the_abstract_comes_in_its_labelled_parts(page: Trial) -> None:
    assert narrative(page)["abstract_background"] == "Older women are seldom studied."
    assert narrative(page)["abstract_patients_and_methods"].endswith("results: were read centrally.")
    assert narrative(page)["abstract_findings"] == "Of 210 women, 31% responded."
    assert list(narrative(page))[3:] == ["abstract_interpretation", "affiliations", "bibliographical_note"]


def test_subjects_and_keywords_are_keywords(page: Trial) -> None:
    assert page.keywords == ("Breast cancer", "Letrozole", "Oncology")


def test_words_of_the_page_are_not_content(page: Trial) -> None:
    told = repr(page)
    for words in ("Citations", "fingerprint", "Cite this", "not-this-one", "Access to Document", "Early online"):
        assert words not in told


def test_run_together_rows_come_apart(read_one: Read) -> None:
    trial = read_one(RUN_TOGETHER)
    assert trial.citation == Citation(
        authors=("Ana One", "Bo Two", "Cy Three"),
        journal="The Journal of It",
        volume="7",
        pages="e123",
        published="2020",
        language="English",
        publication_types=("Review article", "peer-review"),
    )
    assert narrative(trial) == {"abstract": "Women were treated. It worked."}
    assert trial.key.startswith("doc-")


def test_the_key_outlives_a_new_citation_count(read_one: Read) -> None:
    later = RUN_TOGETHER.replace("Women were", "12 Scopus citations\n\nWomen were")
    assert read_one(later).key == read_one(RUN_TOGETHER).key


def test_a_registry_number_in_the_abstract_does_not_make_it_a_registration(read_one: Read) -> None:
    trial = read_one(RUN_TOGETHER.replace("It worked.", "It worked (NCT09990001)."))
    assert trial.identifiers == ()
    assert trial.key.startswith("doc-")


def test_the_label_may_stand_above_its_value(read_one: Read) -> None:
    text = RUN_TOGETHER.replace("JournalThe Journal of It", "Journal\nThe Journal of It").replace(
        "Volume7", "Volume\n7"
    )
    citation = read_one(text).citation
    assert citation is not None
    assert (citation.journal, citation.volume) == ("The Journal of It", "7")


def test_british_pages_are_read_too(read_one: Read) -> None:
    text = RUN_TOGETHER.replace(
        "StatePublished - 2020", "Publication statusPublished - 5 Jun 2020\nPubMed ID: 31234567"
    )
    trial = read_one(text)
    assert trial.citation is not None
    assert trial.citation.published == "2020-06-05"
    assert trial.identifiers == (Identifier("PMID", "31234567"),)


def test_a_page_without_its_kind_line_is_known_by_its_table(read_one: Read) -> None:
    lines = [line for line in RUN_TOGETHER.split("\n") if not line.startswith("Research output")]
    trial = read_one("\n".join(lines))
    assert trial.title == "A trial of something in women"
    assert narrative(trial) == {"abstract": "Women were treated. It worked."}


def test_prose_that_begins_like_a_row_is_prose(read_one: Read) -> None:
    trial = read_one(RUN_TOGETHER.replace("Women were", "State hospitals took part. Women were"))
    assert narrative(trial)["abstract"].startswith("State hospitals")


def test_a_page_without_a_title_is_refused() -> None:
    with pytest.raises(DocumentError, match="no title"):
        list(research_portal.read("Research output: Contribution to journalArticle\nOriginal languageEnglish"))


@pytest.mark.parametrize("text", ["", "Journal of a trip\nState of things", "Research output: none\nwhatever"])
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not research_portal.recognises(text)
