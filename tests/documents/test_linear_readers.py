"""Ten times the document is ten times the work, and no more, whatever stands in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.documents.contents.time_frames import is_time_frame
from desktop.documents.decoding import decode
from desktop.documents.medpath.run_together import split_arm_rows, split_outcome_row
from desktop.documents.read import open_document
from desktop.documents.syntax.csv_rows import rows_of, table_of
from desktop.errors import DocumentError
from desktop.trials.sections import sections
from desktop.trials.trial import Section
from tests.examples import a_trial
from tests.steps import MOST_GROWTH, peak, steps, untraced
from tests.worded import worded

SAMPLES = {
    path.name: path.read_text("utf-8", "replace") for path in sorted((Path(__file__).parent / "samples").iterdir())
}
FILLERS = (
    "a\n",
    "- a, b. C\n",
    "\n",
    "a, ",
    "DRUG: a|",
    "aB",
    "3 years, ",
    "Status\n",
    "TI  - a\n",
    '"',
    "Inclusion Criteria: ",
)
HEAD = "NCT Number,Study Title,Study Status\n"


def read_all(text: str) -> None:
    try:
        opened = open_document(text.encode(), "a document")
    except DocumentError:
        return
    for _ in opened.records:
        pass


def grows_in_proportion(job: Callable[[int], object], size: int) -> bool:
    job(size)  # what is loaded once, at the first reading, is no growth
    return steps(lambda: job(10 * size)) <= MOST_GROWTH * steps(lambda: job(size))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("filler", FILLERS)
def test_a_document_filled_up_in_its_middle_is_read_in_proportion(name: str, filler: str) -> None:
    text = SAMPLES[name]
    middle = text.index("\n", len(text) // 2) + 1 if "\n" in text[len(text) // 2 :] else len(text) // 2

    def read(size: int) -> None:
        read_all(text[:middle] + filler * (size // len(filler)) + text[middle:])

    assert grows_in_proportion(read, 1_500)


@pytest.mark.parametrize(
    "row",
    [
        'NCT09990001,x",y,"z\n',
        'x",y,"z\n',
        'NCT09990001,"x",y","z\n',
        "NCT09990001,One,DONE\n",
        'NCT09990001,"One",DONE\n',
        '"NCT09990001,One,DONE\n',
        'NCT09990001,"",""x\n',
        '"\n',
        "\n",
    ],
)
@pytest.mark.parametrize("first", ["", '"', 'NCT09990001,"One,DONE\n', 'NCT09990001,One,"DONE\n', '"a,b\n'])
def test_rows_whose_quotation_marks_do_not_match_are_read_in_proportion(first: str, row: str) -> None:
    def read(rows: int) -> None:
        text = HEAD + first + row * rows
        table = table_of(text, frozenset(("nct number", "study title")))
        assert table is not None
        for _ in rows_of(text, table, "nct number"):
            pass

    assert grows_in_proportion(read, 100)


@pytest.mark.parametrize("tag", ["AB", "AD", "FAU", "MH", "SI", "EIN", "PT", "XX"])
def test_a_record_of_thousands_of_tagged_lines_is_read_in_proportion(tag: str) -> None:
    head, line = "PMID- 1\nTI  - A title\nOWN - NLM\n", f"{tag:4}- a\n"
    assert grows_in_proportion(lambda count: read_all(head + line * count), 300)


@pytest.mark.parametrize("tag", ["AB", "AU", "KW", "N1", "UR", "AN", "ER", "M3"])
@pytest.mark.parametrize("value", ["a {}", "Doe, J; Roe, R {}", "<sup>{}</sup>", "NCT0999{:04}", "10.9999/{}"])
def test_a_reference_of_thousands_of_tagged_lines_is_read_in_proportion(tag: str, value: str) -> None:
    def read(count: int) -> None:
        lines = (f"{tag}  - {value.format(number)}\n" for number in range(count))
        read_all(f"TY  - JOUR\nTI  - A title\nAB  - It\n{''.join(lines)}ER  - \n")

    assert grows_in_proportion(read, 200)


@pytest.mark.parametrize("end", ["", "</PubmedArticleSet>"])
def test_xml_of_thousands_of_damaged_articles_is_read_in_proportion(end: str) -> None:
    damaged = "<PubmedArticle><ArticleTitle>A\n</PubmedArticle>\n"
    assert grows_in_proportion(lambda count: read_all(f"<PubmedArticleSet>{damaged * count}{end}"), 100)


@pytest.mark.parametrize(
    ("form", "before"), [("{:4}- ", "PMID- 1\n"), ("{}  - ", "TY  - JOUR\n")], ids=["medline", "ris"]
)
def test_a_record_of_two_million_lines_is_refused_by_its_place_and_those_around_it_are_read(
    form: str, before: str
) -> None:
    title, more = form.format("TI"), form.format("AB")
    small, end = f"{before}{title}A title\n{more}Text\n", "ER  - \n\n" if "TY" in before else "\n"
    huge = f"{before}{title}Endless\n" + f"{more}an abstract\n" * 500_000
    with untraced():
        records = list(open_document((small + end + huge + end + small + end).encode(), "a.txt").records)
    first, fault, last = records
    assert isinstance(fault, DocumentError)
    assert "a.txt, record 2 (" in str(fault)
    assert "has more than 5 million characters, as no record has" in str(fault)
    assert not isinstance(first, DocumentError)
    assert not isinstance(last, DocumentError)


def test_an_abstract_of_thousands_of_parts_of_one_name_is_put_together_in_proportion() -> None:
    def held(parts: int) -> int:
        trial = a_trial(narrative=tuple(Section("abstract", "words " * 20) for _ in range(parts)))
        return peak(lambda: sections(trial))

    # Put together piece by piece, each piece would be a longer text than the one before; only one may be held.
    assert sections(a_trial(narrative=(Section("a", "x"), Section("b", "y"), Section("a", "z"))))["a"] == "x\nz"
    assert held(20_000) <= MOST_GROWTH * held(2_000)


@pytest.mark.parametrize("arm", ["{n}ABc", "Arm {n}DrugXGiven weekly", "{n}", "aB"])
def test_arms_of_a_page_are_told_apart_in_proportion(arm: str) -> None:
    def split(count: int) -> None:
        lines = [arm.format(n=n) for n in range(count)]
        assert sum(len(row.description) + len(row.label) for row in split_arm_rows(lines, ["DrugX"]))

    # Below the bounds the work is the square; from there on it is the same whatever comes.
    assert steps(lambda: split(100_000)) <= MOST_GROWTH * steps(lambda: split(10_000))


def test_arms_beyond_the_bound_are_kept_as_text_and_their_row_is_called_unsure() -> None:
    rows = split_arm_rows([f"Arm {n}DrugXGiven weekly" for n in range(5_000)], ["DrugX"])
    assert "Arm 4999DrugXGiven weekly" in rows[-1].description
    assert not rows[-1].sure
    assert rows[0].intervention == "DrugX"


@pytest.mark.parametrize("row", ["aB", "Response3x", "atAt", "Baseline", "up to 3x", "aBaseline 3 yearsX "])
def test_a_row_of_outcomes_is_searched_in_proportion(row: str) -> None:
    def split(size: int) -> None:
        split_outcome_row(row * (size // len(row)))

    assert grows_in_proportion(split, 190)


@pytest.mark.parametrize("words", ["twenty-", "1+/-", "+/-", "one two ", "1 (1)", "3-, "])
def test_a_number_has_one_reading_only(words: str) -> None:
    # With two readings for each of its parts this would not end within a lifetime.
    assert not is_time_frame("1" + words * 100 + "x")


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 5_000_000,
        b"a\n" + b"\x00" * 5_000_000,
        b"\xff\xfe" + b"\x00\x00" * 2_500_000,
        b"\xff\xfe" + b"\x00\xd8" * 2_500_000,
        b"\xfe" * 5_000_000,
        b"abc\x80\x01\x02" * 1_000_000,
        b"x" + b"\n" * 5_000_000,
        b"\n" * 5_000_000 + b"x",
    ],
    ids=[
        "nul",
        "text, nul",
        "wide nul",
        "halves of pairs",
        "not utf-8",
        "binary",
        "line ends behind",
        "line ends before",
    ],
)
def test_a_document_that_is_hardly_text_is_refused_within_a_few_times_its_size(content: bytes) -> None:
    def refuse() -> None:
        with pytest.raises(DocumentError):
            open_document(content, "odd.txt")

    assert peak(refuse) < 5 * len(content)


def test_a_table_behind_five_million_line_ends_is_read_within_a_few_times_its_size() -> None:
    text = "\n" * 5_000_000 + HEAD + "NCT09990001,One,DONE\n" + "\n" * 5_000_000

    def read() -> None:
        (record,) = open_document(text.encode(), "a.csv").records
        assert not isinstance(record, DocumentError)

    assert peak(read) < 5 * len(text)
    assert steps(read) < 5_000


def test_lost_bytes_are_counted_as_before() -> None:
    assert "2 unreadable characters" in worded(decode("≥ 18 – Müller – ≤ 75".encode() + b"\xe2\x89").warnings)[0]
