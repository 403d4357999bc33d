"""The formats of reference managers, libraries and programs for reviews: each tells the same invented article."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.documents import read
from desktop.documents.decoding import decode
from desktop.documents.read import open_document
from desktop.errors import DocumentError, UnreadKindError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Section, Trial
from tests.documents.conftest import SAMPLES as DIRECTORY
from tests.reading import ReadDocument, read_document

SAMPLES = {
    "references.bib": "bibtex",
    "endnote.xml": "endnote_xml",
    "references.enw": "endnote_tagged",
    "web_of_science.txt": "web_of_science",
    "pubmed_abstracts.txt": "pubmed_abstracts",
    "pubmed_table.csv": "pubmed_csv",
    "rayyan.csv": "rayyan",
    "covidence.csv": "covidence",
}
WITH_PMID = set(SAMPLES) - {"covidence.csv"}
WITH_ABSTRACT = set(SAMPLES) - {"pubmed_table.csv"}
PUBLISHED = {"references.bib": "2023-09-01", "covidence.csv": "2023-09"}
UNMATCHED = "its braces or quotation marks do not match; download the record again."
REFUSED = {
    "references.bib": (
        f"references.bib, record 4 (line 32, broken): {UNMATCHED}",
        "references.bib, record 5 (line 35, untitled): it has no title; download the record again.",
    ),
    "endnote.xml": ("endnote.xml, record 3 (number 3 in EndNote): it has no title; download the record again.",),
    "references.enw": ("references.enw, record 3 (line 37): it has no title; download the record again.",),
    "web_of_science.txt": ("web_of_science.txt, record 3 (line 49): it has no title; download the record again.",),
    "pubmed_abstracts.txt": (
        "pubmed_abstracts.txt, record 4 (PMID 99000004): it has no title; download the record again.",
    ),
    "pubmed_table.csv": ("pubmed_table.csv, row 5 (line 5): it has no title; download the record again.",),
    "rayyan.csv": ("rayyan.csv, row 4 (line 4): it has no title; download the record again.",),
    "covidence.csv": ("covidence.csv, row 4 (line 4): it has no title; download the record again.",),
}


@pytest.fixture(scope="module")
def documents(sample: Callable[[str], str]) -> dict[str, ReadDocument]:
    return {name: read_document(sample(name).encode(), name) for name in SAMPLES}


@pytest.fixture
def article(documents: dict[str, ReadDocument], request: pytest.FixtureRequest) -> Trial:
    return documents[request.getfixturevalue("name")].trials[0]


def of(text: str) -> Trial:
    (trial,) = read_document(text.encode(), "a file").trials
    return trial


@pytest.mark.parametrize(("name", "format_id"), SAMPLES.items())
def test_exactly_one_reader_recognises_a_document(sample: Callable[[str], str], name: str, format_id: str) -> None:
    assert [each.id for each in read._FORMATS if each.recognises(sample(name))] == [format_id]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("change", ["\ufeff", "\r\n", "\n\n"])
def test_a_mark_line_ends_and_empty_lines_change_nothing(
    sample: Callable[[str], str], documents: dict[str, ReadDocument], name: str, change: str
) -> None:
    text = sample(name).replace("\n", change) if change == "\r\n" else change + sample(name)
    if change == "\n\n" and name == "endnote.xml":
        text = change + sample(name).partition("?>")[2]
    changed = read_document(text.encode(), "a file")
    assert (changed.format, changed.trials) == (SAMPLES[name], documents[name].trials)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_tells_the_article_with_its_source(article: Trial, name: str) -> None:
    assert article.key == "doi:10.9999/inv.2023.001"
    assert article.kind == "publication"
    assert article.title.startswith("Examplinib plus trastuzumab in HER2")
    assert (Identifier("PMID", "99000001") in article.identifiers) is (name in WITH_PMID)
    citation = article.citation
    assert citation is not None
    assert citation.authors[0] in ("Jane A. Doe", "JA Doe")
    assert citation.authors[1].rstrip(".") in ("Jón Müller Jr", "Jón Müller", "J Müller-Weiß Jr")
    assert (citation.volume, citation.issue, citation.pages.removesuffix(".e2")) == ("12", "3", "101-110")
    assert citation.published == PUBLISHED.get(name, "2023-09-01")
    assert citation.journal.lower() in ("invented journal", "invented j", "inv j")


@pytest.mark.parametrize("name", sorted(WITH_ABSTRACT))
def test_every_abstract_comes_in_its_parts_and_names_its_trial(article: Trial, name: str) -> None:
    parts = {each.name: each.text for each in article.narrative}
    assert parts["abstract_background"] == "An earlier trial was small.", name
    assert "abstract_methods" in parts
    assert article.reports_on == (Identifier("NCT", "NCT09990011"),)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_record_that_cannot_be_read_is_named_and_the_others_are_read(
    documents: dict[str, ReadDocument], name: str
) -> None:
    assert documents[name].failures == REFUSED[name]
    assert len(documents[name].trials) == {"references.bib": 3, "pubmed_table.csv": 3, "pubmed_abstracts.txt": 3}.get(
        name, 2
    )


def test_raised_figures_of_endnote_stay_apart_from_the_number_before_them(documents: dict[str, ReadDocument]) -> None:
    article = documents["endnote.xml"].trials[0]
    assert article.title == "Examplinib plus trastuzumab in HER2+ breast cancer with 10⁹ cells/L by 18F PET"
    assert article.keywords == ("HER2", "Breast Neoplasms", "Female")
    assert article.citation is not None
    assert article.citation.publication_types == ("Clinical Trial, Phase III", "Journal Article")
    assert Section("affiliations", "Hospital One, Town.\nHospital Two, City.") in article.narrative
    assert Identifier("other", "PMC9900001") in article.identifiers


def test_a_number_of_another_library_is_none_of_pubmed() -> None:
    record = (
        "<xml><records><record><ref-type name='Journal Article'>17</ref-type><titles><title>T</title></titles>"
        "<accession-num>12345678</accession-num>{}</record></records></xml>"
    )
    assert of(record.format("<remote-database-name>Embase</remote-database-name>")).identifiers == ()
    assert of(record.format("<remote-database-name>Medline</remote-database-name>")).key == "pmid:12345678"
    assert of(record.format("<remote-database-provider>NLM</remote-database-provider>")).key == "pmid:12345678"


@pytest.mark.parametrize(
    ("change", "whole", "faults"),
    [
        (lambda text: text[: text.index("A chapter") + 4], ["Examplinib"], 1),
        (lambda text: text.replace("</titles>", "", 1), ["A chapter"], 2),
        (lambda text: text.replace("</record>", "", 1), ["A chapter"], 2),
        (lambda text: text.replace("</records></xml>", ""), ["Examplinib", "A chapter"], 2),
    ],
)
def test_whole_records_of_endnote_are_kept_where_its_xml_is_damaged(
    sample: Callable[[str], str], change: Callable[[str], str], whole: list[str], faults: int
) -> None:
    records = list(open_document(change(sample("endnote.xml")).encode(), "a.xml").records)
    titles = [record.title for record in records if isinstance(record, Trial)]
    told = [str(record) for record in records if isinstance(record, DocumentError)]
    assert [title.split(" plus")[0] for title in titles] == whole
    assert len(told) == faults
    assert all(each.startswith(("a.xml, record ", "a.xml cannot be read beyond its first 3 records")) for each in told)


@pytest.mark.parametrize(
    "text",
    [
        # What a spreadsheet, a page or a web feed calls records, without anything of EndNote's.
        "<xml><records><record><a>1</a><b>2</b></record></records></xml>",
        "<html><records><record></record></records></html>",
        "PMID,Title\n1,A title\n",
        "Title,Authors,Covidence #,Reviewer Name\n",
        "Covidence #,Study ID,Title,Reviewer Name\n1,Doe 2023,A title,Ada\n",
        "key,title,notes\n1,A title,none\n",
        "%!PS-Adobe-3.0\n%%Title: A\n",
        "100% sure\n%T\n",
        "Write to @somebody{at} or see {x}.\n",
        "@article without braces, title = none\n",
        "1. A list\n\n2. Of things\n\nPMID: none\n",
        "PT Cruiser\nTI A car\n",
    ],
)
def test_what_only_looks_alike_is_no_library(text: str) -> None:
    with pytest.raises(UnreadKindError):
        open_document(text.encode(), "a file")


def test_records_of_endnote_come_apart_without_empty_lines_and_in_any_order_of_tags() -> None:
    text = (
        "%T One\n%0 Journal Article\n%A Doe, J.\n%D 2001\n%T Two\n%0 Book\n%D 2002\n\n%A Roe, R.\n%T Three\n%D 2003\n"
    )
    trials = read_document(text.encode(), "a.enw").trials
    assert [trial.title for trial in trials] == ["One", "Two", "Three"]
    assert [trial.citation.published for trial in trials if trial.citation] == ["2001", "2002", "2003"]
    assert [trial.citation.authors for trial in trials if trial.citation] == [("J. Doe",), (), ("R. Roe",)]


def test_fields_that_stand_twice_in_two_languages_begin_no_record_of_endnote() -> None:
    trial = of(
        "%0 Serial\n%0 Audio\n%R oai:1\n%R 10.9999/ab\n%T A title\n%J Inv J\n%J Another\n%G de\n%G en\n%D 2001\n"
    )
    assert trial.key == "doi:10.9999/ab"
    assert trial.citation is not None
    assert (trial.citation.journal, trial.citation.language) == ("Inv J", "de; en")


def test_a_paragraph_of_an_abstract_does_not_end_a_record_of_endnote() -> None:
    abstract = "%X Background: A.\n\nResults: 40\n\n%K one; two\n%D 2001\n"
    trial = of(f"%0 Journal Article\n%T A title\n{abstract}")
    assert [each.text for each in trial.narrative] == ["A.", "40"]
    assert trial.keywords == ("one", "two")


def test_lines_copied_without_their_indentation_still_continue_a_text_of_the_web_of_science(
    sample: Callable[[str], str], documents: dict[str, ReadDocument]
) -> None:
    # "IN all randomised" begins with two capitals, but is no tag of theirs.
    text = "\n".join(line.lstrip(" ") for line in sample("web_of_science.txt").split("\n"))
    assert read_document(text.encode(), "a.txt").trials == documents["web_of_science.txt"].trials


@pytest.mark.parametrize(
    "head",
    [
        "PT\tAU\tAF\tTI\tSO\tLA\tDT\tDE\tC1\tPD\tPY\tVL\tIS\tBP\tEP\tDI\tUT\tPM",
        (
            "Publication Type\tAuthors\tAuthor Full Names\tArticle Title\tSource Title\tLanguage\tDocument Type\t"
            "Author Keywords\tAddresses\tPublication Date\tPublication Year\tVolume\tIssue\tStart Page\tEnd Page\tDOI\t"
            "UT (Unique WOS ID)\tPubmed Id"
        ),
    ],
)
def test_a_table_of_the_web_of_science_tells_what_its_text_tells(head: str) -> None:
    cells = (
        *("J", "Roe, J; Doe, A", "Roe, Jane; Doe, Ann", "Examplinib in practice", "JOURNAL OF INVENTIONS", "English"),
        *(
            "Article",
            "breast; axilla",
            "[Roe, Jane; Doe, Ann] Univ A; [Doe, Ann] Univ B",
            "MAY",
            "2022",
            "4",
            "2",
            "11",
        ),
        *("19", "10.9999/wos.2", "WOS:000999990000002", "39990082"),
    )
    (trial,) = read_document(f"{head}\n{chr(9).join(cells)}\n".encode(), "savedrecs.txt").trials
    assert trial.citation
    assert trial.citation.authors == ("Jane Roe", "Ann Doe")
    assert (trial.citation.published, trial.citation.pages, trial.citation.issue) == ("2022-05", "11-19", "2")
    assert (trial.title, trial.keywords) == ("Examplinib in practice", ("breast", "axilla"))
    assert [each.value for each in trial.identifiers] == ["10.9999/wos.2", "39990082"]
    assert trial.narrative == (Section("affiliations", "[Roe, Jane; Doe, Ann] Univ A\n[Doe, Ann] Univ B"),)


def test_the_web_of_science_keeps_references_groups_and_article_numbers(documents: dict[str, ReadDocument]) -> None:
    article, talk = documents["web_of_science.txt"].trials
    assert article.citation is not None
    assert article.citation.authors == ("Jane A. Doe", "Jón Müller", "Richard Roe", "Invented Study Grp")
    assert article.citation.publication_types == ("Article", "Early Access")
    assert article.keywords == ("HER2", "breast cancer", "DOUBLE-BLIND", "MONOCLONAL-ANTIBODY THERAPY")
    assert article.references[1] == "Another B, 1999, OLDER J, V2, P2"
    assert "10.9999/cited" not in repr(article.identifiers)
    assert talk.citation is not None
    assert (talk.citation.pages, talk.citation.authors) == ("77", ("L Martin",))


def test_a_record_without_the_head_of_its_file_is_known() -> None:
    trial = of("PT J\nAU Doe, J\nTI A title\nUT MEDLINE:12345678\nPD MAR\nPY 2020\nER\n")
    assert trial.key == "pmid:12345678"
    assert trial.citation is not None
    assert trial.citation.published == "2020-03"


def test_a_mark_that_nothing_closes_costs_no_row_of_pubmeds_table(documents: dict[str, ReadDocument]) -> None:
    titles = [trial.title for trial in documents["pubmed_table.csv"].trials]
    first = documents["pubmed_table.csv"].trials[0].citation
    assert first is not None
    assert first.authors[2:] == ("R de la Roe", "Invented Study Group")
    assert titles[1:] == ['A title with a mark that " nothing closes', "A third article"]


def test_the_table_that_pubmed_gave_until_2020_is_read() -> None:
    text = (
        "Title,URL,Description,Details,ShortDetails,Resource,Type,Identifiers,Db,EntrezUID,Properties\n"
        '"Examplinib, again.","/pubmed/99000001","Doe JA, Roe R.","Inv J. 2019 Oct 15:1-6. doi: 10.9999/a. [Epub]",'
        '"Inv J. 2019","PubMed","citation","PMID:99000001 | PMCID:PMC9900001","pubmed","99000001","",\n'
    )
    document = read_document(text.encode(), "a.csv")
    (article,) = document.trials
    assert document.format == "pubmed_csv"
    assert article.title == "Examplinib, again"
    assert article.citation.authors == ("JA Doe", "R Roe")
    assert (article.citation.journal, article.citation.published) == ("Inv J", "2019-10-15")
    assert article.citation.pages == "1-6"
    assert {(each.registry, each.value) for each in article.identifiers} == {
        *(("DOI", "10.9999/a"), ("PMID", "99000001"), ("other", "PMC9900001")),
    }


@pytest.mark.parametrize(
    ("citation", "told"),
    [
        ("Inv J. 2023 Sep 1;12(3):101-110.e2. doi: 10.9999/a.", ("Inv J", "12", "3", "101-110.e2", "2023-09-01")),
        ("Inv J. 2023 Sep-Oct;12(3 Suppl 1):S1-9.", ("Inv J", "12", "3 Suppl 1", "S1-9", "2023")),
        ("Inv J (Town). 2023;12:e5. Epub 2022 Dec 1.", ("Inv J (Town)", "12", "", "e5", "2023")),
        ("Inv J. 2024 Jan 2. doi: 10.9999/a. Online ahead of print.", ("Inv J", "", "", "", "2024-01-02")),
        ("", ("", "", "", "", "2023")),
    ],
)
def test_a_citation_of_pubmed_is_taken_apart(citation: str, told: tuple[str, ...]) -> None:
    year = told[-1][:4]
    head = "PMID,Title,Citation,First Author,Publication Year"
    trial = of(f'{head}\n1,T,"{citation}",,{year}\n')
    assert trial.citation is not None
    cited = trial.citation
    assert (cited.journal, cited.volume, cited.issue, cited.pages, cited.published) == told


@pytest.mark.parametrize("path", sorted(DIRECTORY.iterdir()), ids=lambda path: path.name)
def test_no_document_of_ours_is_recognised_by_two_readers(path: Path) -> None:
    text = decode(path.read_bytes()).text
    assert len([each.id for each in read._FORMATS if each.recognises(text)]) == 1


ONE_FIELD = "<contributors><authors><author>Doe, J. and Roe, R. A.</author></authors></contributors>"


@pytest.mark.parametrize(
    "text",
    [
        "%0 Journal Article\n%T A title\n%A Doe, J. and Roe, R. A.\n%D 2016\n",
        f"<xml><records><record>{ONE_FIELD}<titles><title>A title</title></titles></record></records></xml>",
        'Title,Authors,Abstract,Published Year,Journal,Covidence #,Study\nA title,"Doe J, Roe RA",It.,2020,J,#12,Doe\n',
    ],
)
def test_several_authors_in_one_field_come_apart(text: str) -> None:
    (trial,) = read_document(text.encode(), "a document").trials
    assert trial.citation is not None
    assert [each.replace(".", "").replace(" ", "") for each in trial.citation.authors] in (
        ["JDoe", "RARoe"],
        ["DoeJ", "RoeRA"],
    )
