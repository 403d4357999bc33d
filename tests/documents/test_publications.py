"""Publications as MEDLINE, PubMed XML and RIS tell them."""

from collections.abc import Callable

import pytest

from desktop.documents.articles import medline, pubmed_xml, ris
from desktop.documents.articles.publication import plain_author, plain_title
from desktop.documents.articles.publication_dates import publication_date
from desktop.documents.articles.reported_trials import reported_trials
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Citation, Section, Trial
from tests.reading import ReadDocument, read_document
from tests.worded import worded

TITLE = "Examplinib plus trastuzumab in HER2-positive breast cancer"
ABSTRACT = (
    Section("abstract_background", "An earlier trial (NCT09990099) was small."),
    Section(
        "abstract_methods",
        "Patients were assigned to examplinib or placebo. This trial is registered with ClinicalTrials.gov, "
        "NCT09990011.",
    ),
    Section("abstract_results", "Survival was longer (HR 0.70)."),
    Section("abstract_conclusions", "It works."),
    Section("affiliations", "Hospital One, Town."),
    Section("substances", "Examplinib"),
    Section("funding", "ABC123/NIH/United States"),
)
CITATION = Citation(
    authors=("Jane A Doe", "Richard Roe Jr", "Invented Study Group"),
    journal="Invented journal",
    volume="12",
    issue="3",
    pages="101-110",
    published="2023",
    language="eng; fre",
    publication_types=("Clinical Trial, Phase III", "Journal Article"),
)


@pytest.fixture(scope="module")
def documents(sample: Callable[[str], str]) -> dict[str, ReadDocument]:
    names = ("articles.nbib", "articles.xml", "references.ris")
    return {name: read_document(sample(name).encode(), name) for name in names}


@pytest.fixture(scope="module", params=["articles.nbib", "articles.xml"])
def article(request: pytest.FixtureRequest, documents: dict[str, ReadDocument]) -> Trial:
    return documents[request.param].trials[0]


@pytest.fixture(scope="module")
def references(documents: dict[str, ReadDocument]) -> tuple[Trial, ...]:
    return documents["references.ris"].trials


def of_medline(*lines: str) -> Trial:
    (trial,) = read_document("\n".join(("PMID- 99000005", "TI  - A title.", *lines)).encode(), "a.nbib").trials
    return trial


def of_ris(*lines: str) -> Trial:
    text = "\n".join(("TY  - JOUR", "TI  - A title", *lines, "ER  - "))
    (trial,) = read_document(text.encode(), "a.ris").trials
    return trial


def test_both_pubmed_formats_tell_the_same_article(article: Trial) -> None:
    assert article.key == "doi:10.9999/inv.2023.001"
    assert article.kind == "publication"
    assert article.title == f"{TITLE}: a randomised phase 3 trial"
    assert article.identifiers == (
        Identifier("DOI", "10.9999/inv.2023.001"),
        Identifier("PMID", "99000001"),
        Identifier("other", "PMC9900001"),
    )
    assert article.narrative == ABSTRACT
    assert article.citation == CITATION
    assert article.keywords == ("Breast Neoplasms/drug therapy/mortality", "Female", "HER2")
    assert article.references[0] == "Erratum in: Inv J. 2024;13(1):5. PMID: 99000009"
    assert article.dates.last_updated == "2024-02-20"
    assert article.warnings == ()


def test_the_numbers_in_fields_of_their_own_are_the_trial_it_reports(article: Trial) -> None:
    assert article.reports_on == (Identifier("NCT", "NCT09990011"), Identifier("EudraCT", "2019-001234-56"))


def test_a_cited_articles_numbers_are_not_its_own(documents: dict[str, ReadDocument]) -> None:
    article = documents["articles.xml"].trials[0]
    assert article.references[-1] == "Somebody. Old J. 2001."
    assert "10.9999/cited" not in repr(article.identifiers)


def test_a_record_without_title_is_named_and_the_others_are_read(documents: dict[str, ReadDocument]) -> None:
    assert [len(document.trials) for document in documents.values()] == [2, 1, 2]
    assert [document.failures for document in documents.values()] == [
        ("articles.nbib, record 3 (PMID 99000003): it has no title; download the record again.",),
        ("articles.xml, article 2 (PMID 99000004): it has no title; download the record again.",),
        ("references.ris, record 3 (line 39): it has no title; download the record again.",),
    ]


def test_a_translated_title_loses_its_brackets_and_a_retraction_is_told(documents: dict[str, ReadDocument]) -> None:
    article = documents["articles.nbib"].trials[1]
    assert article.key == "pmid:99000002"
    assert article.title == "Breast cancer in the U.S."
    assert article.narrative == (Section("vernacular_title", "Cancer du sein aux U.S."),)
    assert worded(article.warnings) == (
        "This article was retracted. Retraction in: J Inv. 2011;1(1):1. PMID: 99000008",
    )
    assert article.citation is not None
    assert article.citation.published == "2010-06"


def test_a_reference_of_a_manager_is_read(references: tuple[Trial, ...]) -> None:
    article = references[0]
    assert article.key == "doi:10.9999/inv.2023.001"
    assert article.identifiers[1] == Identifier("PMID", "99000001")
    assert article.title == TITLE
    assert article.narrative == (
        Section("abstract_purpose", "To compare."),
        Section("abstract_methods", "Randomised, phase 3 (ClinicalTrials.gov identifier NCT09990011)."),
        Section("abstract_results", "It works."),
        Section("notes", "Funding: Invented Pharma"),
    )
    assert article.citation == Citation(
        authors=("Jane A. Doe", "Richard Roe Jr.", "Invented Study Group"),
        journal="Invented journal",
        volume="12",
        issue="3",
        pages="101-110",
        published="2023-09",
        language="English",
        publication_types=("Article", "Journal article"),
    )
    assert article.reports_on == (Identifier("NCT", "NCT09990011"),)
    assert article.references == ("Somebody, Old J. (2001) 10.9999/cited", "Another, Older J. (1999)")
    assert article.keywords == ("HER2", "Breast Neoplasms/drug therapy")


def test_a_chapter_stands_in_its_book(references: tuple[Trial, ...]) -> None:
    chapter = references[1]
    assert chapter.key.startswith("doc-")
    assert chapter.citation == Citation(
        authors=("Luc Martin",),
        journal="A book of breast cancer",
        pages="33",
        published="2011",
        publication_types=("Book chapter",),
    )
    assert chapter.narrative[0] == Section("editors", "Ed Editor")


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        (("DB  - MEDLINE", "AN  - 12345678"), "12345678"),
        (("DB  - Scopus", "C2  - 12345678"), "12345678"),
        (("N1  - PMID: 12345678",), "12345678"),
        (("UR  - https://www.ncbi.nlm.nih.gov/pubmed/12345678",), "12345678"),
        (("DB  - PsycInfo", "AN  - 2007-17475-001"), ""),
        (("C2  - 12345678",), ""),
    ],
)
def test_a_pubmed_number_is_taken_only_from_where_it_is_one(lines: tuple[str, ...], pmid: str) -> None:
    found = [each.value for each in of_ris(*lines).identifiers if each.registry == "PMID"]
    assert found == ([pmid] if pmid else [])


@pytest.mark.parametrize(
    ("line", "doi"),
    [
        ("DO  - 10.9999/a(1)b", "10.9999/a(1)b"),
        ("DO  - doi: 10.9999/ab", "10.9999/ab"),
        ("UR  - https://doi.org/10.9999/ab", "10.9999/ab"),
        ("UR  - https://publisher.invalid/10.9999/ab/fulltext.html", ""),
        ("N1  - References: 10.9999/cited; others", ""),
        ("DO  - none", ""),
    ],
)
def test_a_doi_is_taken_only_from_where_it_is_the_articles(line: str, doi: str) -> None:
    assert [each.value for each in of_ris(line).identifiers] == ([doi] if doi else [])


def test_an_abstract_in_two_fields_is_read_once() -> None:
    assert of_ris("AB  - It works.", "N2  - It works.").narrative == (Section("abstract", "It works."),)


def test_a_record_needs_no_abstract_and_no_number() -> None:
    assert of_medline().narrative == ()
    assert of_ris().key.startswith("doc-")


def test_an_empty_line_inside_a_record_does_not_end_it() -> None:
    trial = of_medline("AB  - One.", "", "      Two.", "", "PT  - Journal Article", "", "LA  - eng")
    assert trial.narrative == (Section("abstract", "One. Two."),)
    assert trial.citation is not None
    assert (trial.citation.publication_types, trial.citation.language) == (("Journal Article",), "eng")


def test_records_without_empty_lines_between_them_come_apart() -> None:
    text = "PMID- 1\nTI  - One.\nPMID- 2\nTI  - Two.\n"
    assert [trial.title for trial in read_document(text.encode(), "a.nbib").trials] == ["One", "Two"]


def test_records_of_nothing_but_title_and_abstract_come_apart() -> None:
    text = "TI  - One.\nAB  - A.\nDP  - 2001\n\nTI  - Two.\nAB  - B.\nDP  - 2002\n"
    assert [trial.title for trial in read_document(text.encode(), "a.nbib").trials] == ["One", "Two"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("A title.", "A title"),
        ("[A translated title].", "A translated title"),
        ("[A translated title.]", "A translated title"),
        ("[18F]FES in [breast cancer].", "[18F]FES in [breast cancer]"),
        ("[A] versus [B]", "[A] versus [B]"),
        ("Does it work?", "Does it work?"),
        ("Cancer in the U.S.", "Cancer in the U.S."),
        ("Trastuzumab by Doe et al.", "Trastuzumab by Doe et al."),
        ("To be continued...", "To be continued..."),
        (".", ""),
    ],
)
def test_a_title_is_plain(written: str, title: str) -> None:
    assert plain_title(written) == title


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Doe, Jane A", "Jane A Doe"),
        ("Roe, Richard Jr", "Richard Roe Jr"),
        ("Roe, Richard, 3rd", "Richard Roe 3rd"),
        ("Study Group", "Study Group"),
        ("Study Group B.", "Study Group B."),
        ("van der Roe J.-P.", "J.-P. van der Roe"),
        (", Jane", "Jane"),
        ("", ""),
    ],
)
def test_an_authors_given_name_comes_first(written: str, name: str) -> None:
    assert plain_author(written) == name


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024 Jan 10", "2024-01-10"),
        ("2010 Jun", "2010-06"),
        ("2017 Jul-Sep", "2017"),
        ("1998 Dec-1999 Jan", "1998"),
        ("2011 Winter", "2011"),
        ("2016///", "2016"),
        ("2023/01/09/", "2023-01-09"),
        ("2022/08//undefined", "2022-08"),
        ("2021/06//Apr undefined", "2021-06"),
        ("20230901", "2023-09-01"),
        ("2024/02/30", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_a_date_is_no_more_exact_than_written(written: str, date: str) -> None:
    assert publication_date(written) == date


def test_a_day_of_export_is_not_the_day_of_publication() -> None:
    citation = of_ris("DA  - 2024/05/01", "PY  - 2019").citation
    assert citation is not None
    assert citation.published == "2019"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ClinicalTrials.gov number, NCT09990001.", ["NCT09990001"]),
        ("The trial (NCT09990001) enrolled women. It confirmed a previous trial (NCT09990002).", ["NCT09990001"]),
        ("This is being studied in EXTRA-2 (NCT09990002).", []),
        ("EXTRA (NCT09990001) enrolled women. Registered as NCT09990003.", ["NCT09990003"]),
        ("Trials EXTRA-1 (NCT09990001) and EXTRA-2 (NCT09990002) were pooled.", ["NCT09990001", "NCT09990002"]),
        ("This trial is registered with ClinicalTrials.gov, NCT09990001, and is ongoing.", ["NCT09990001"]),
        ("ISRCTN99999999 and 2019-001234-56.", ["2019-001234-56", "ISRCTN99999999"]),
        ("No number.", []),
    ],
)
def test_the_text_tells_the_reported_trial_from_others(text: str, numbers: list[str]) -> None:
    assert [each.value for each in reported_trials((), (text,))] == numbers


def test_a_structured_number_decides_over_the_text() -> None:
    found = reported_trials(["ClinicalTrials.gov/NCT09990001"], ["Registered as NCT09990002."])
    assert found == (Identifier("NCT", "NCT09990001"),)
    assert reported_trials(["GENBANK/AB1"], ["Registered as NCT09990002."]) == (Identifier("NCT", "NCT09990002"),)


def test_a_book_of_pubmed_is_read() -> None:
    text = (
        "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>99000006</PMID><Book><BookTitle>Drugs</BookTitle>"
        "<PubDate><Year>2012</Year></PubDate></Book><ArticleTitle>Examplinib</ArticleTitle><Language>eng</Language>"
        "<Abstract><AbstractText>It works.</AbstractText></Abstract></BookDocument></PubmedBookArticle>"
        "</PubmedArticleSet>"
    )
    (trial,) = read_document(text.encode(), "book.xml").trials
    assert (trial.key, trial.title, trial.narrative) == (
        "pmid:99000006",
        "Examplinib",
        (Section("abstract", "It works."),),
    )
    assert trial.citation == Citation(journal="Drugs", published="2012", language="eng")


@pytest.mark.parametrize("name", ["articles.nbib", "references.ris"])
def test_an_unsettled_merge_is_refused(sample: Callable[[str], str], name: str) -> None:
    text = sample(name).rstrip() + "\n<<<<<<< HEAD\n"
    document = read_document(text.encode(), name)
    assert "is the mark of an unsettled merge" in document.failures[-1]


def test_a_doctype_with_entities_is_refused() -> None:
    text = (
        '<!DOCTYPE a [<!ENTITY b "bomb"><!ENTITY c "&b;&b;">]><PubmedArticleSet><PubmedArticle>&c;</PubmedArticle>'
        "</PubmedArticleSet>"
    )
    with pytest.raises(DocumentError, match="not safe to read"):
        read_document(text.encode(), "bomb.xml")


def test_a_set_without_articles_is_refused() -> None:
    with pytest.raises(DocumentError, match="holds no article"):
        list(pubmed_xml.read("<PubmedArticleSet/>"))


@pytest.mark.parametrize(
    "text", ["", "TI", "TI  - A title", "TY  - JOUR\nTI  - A\nAU  - B\nDP  - 1\n", "a\nPMID- 1\nTI  - B"]
)
def test_other_texts_are_not_taken_for_medline(text: str) -> None:
    assert not medline.recognises(text)


@pytest.mark.parametrize("text", ["", "TY", "AU  - Doe", "PMID- 1\nTI  - A\nAU  - B", "TYPE  - A"])
def test_other_texts_are_not_taken_for_ris(text: str) -> None:
    assert not ris.recognises(text)


@pytest.mark.parametrize("text", ["", "PubmedArticleSet", "<Trial/>", "<PubmedArticleSets/>"])
def test_other_texts_are_not_taken_for_pubmed_xml(text: str) -> None:
    assert not pubmed_xml.recognises(text)
