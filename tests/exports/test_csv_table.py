import csv
import io
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import ExportError
from desktop.exports.csv_columns import COLUMNS, DEFAULT_COLUMNS
from desktop.exports.csv_table import csv_chunks
from desktop.sheet.subject import Subject
from desktop.trials.own_work import Correction
from desktop.trials.trial import Eligibility
from tests.examples import a_trial
from tests.exports.exported import a_context, a_publication, a_registration, assert_is_reference, changed, exported

BOTH = (a_registration(), a_publication())
ALL = tuple(column.id for column in COLUMNS)


def table(trials: Sequence[Subject], columns: Sequence[str] = ()) -> list[list[str]]:
    content = b"".join(csv_chunks(trials, columns, a_context())).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline=""), strict=True))


def cell(column: str, subject: Subject) -> str:
    return table([subject], [column])[1][0]


def titled(title: str) -> Subject:
    return exported(a_trial(title=title))


def test_the_default_columns_are_as_in_the_reference_file() -> None:
    assert_is_reference("default_columns.csv", b"".join(csv_chunks(BOTH, (), a_context())))


def test_all_columns_are_as_in_the_reference_file() -> None:
    assert_is_reference("all_columns.csv", b"".join(csv_chunks(BOTH, ALL, a_context())))


def test_the_file_begins_with_a_byte_order_mark_and_ends_every_row_with_crlf() -> None:
    content = b"".join(csv_chunks(BOTH, ("key", "title"), a_context()))
    assert content.startswith(b"\xef\xbb\xbfKey,Title\r\n")
    assert content.count(b"\r\n") == 3
    assert content.count(b"\n") == 3


def test_columns_come_in_the_order_asked_for() -> None:
    assert table(BOTH, ("title", "key"))[0] == ["Title", "Key"]


def test_every_default_column_exists_and_no_id_stands_twice() -> None:
    assert set(DEFAULT_COLUMNS) <= set(ALL)
    assert len(set(ALL)) == len(ALL)
    assert len(set(DEFAULT_COLUMNS)) == len(DEFAULT_COLUMNS)


def test_an_unknown_column_is_refused_at_once_naming_the_known_ones() -> None:
    with pytest.raises(ExportError, match=r"no column 'phse'; choose from: key, ids, title"):
        csv_chunks(BOTH, ("title", "phse"), a_context())


def test_two_unknown_columns_are_both_named() -> None:
    with pytest.raises(ExportError, match="no columns 'a', 'b'"):
        csv_chunks(BOTH, ("a", "b"), a_context())


def test_several_values_stand_in_one_cell() -> None:
    assert cell("drugs", a_registration()) == "Trastuzumab; Paclitaxel"


def test_values_stand_with_their_labels_and_what_is_not_stated_says_so() -> None:
    assert cell("her2", a_registration()) == "Positive (IHC 3+ or 2+/ISH+)"
    assert cell("hr", a_registration()) == "Not stated"


def test_the_ecog_maximum_is_a_number_or_nothing() -> None:
    assert cell("ecog_max", a_registration()) == "1"
    assert cell("ecog_max", a_publication()) == ""


@pytest.mark.parametrize("title", ["=1+1", "+49", "-5", "@SUM(A1)", "\tx", "\rx", "  =1", "\u00a0=1", "＝1", "＋1"])
def test_a_cell_that_would_be_a_formula_is_made_text(title: str) -> None:
    assert cell("title", titled(title)) == f"'{title}"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n-5", "\n'-5"),
        ("a;=1+1", "a;'=1+1"),
        ("a; =1+1", "a; '=1+1"),
        ('a;"=1+1"', 'a;"\'=1+1"'),
        ("a\n=cmd|' /C calc'!A0", "a\n'=cmd|' /C calc'!A0"),
        ("a|@SUM(A1)", "a|'@SUM(A1)"),
        ("a\t+49", "a\t'+49"),
        ("a;;-5", "a;;'-5"),
    ],
)
def test_a_formula_behind_any_separator_of_a_spreadsheet_is_made_text(title: str, told: str) -> None:
    assert cell("title", titled(title)) == told


@pytest.mark.parametrize(
    "title", ["HER2-positive", "5 - 6", "a=b", "'quoted'", "≥ 18", "one; two - three", "5, -5", "A|B"]
)
def test_harmless_text_is_left_as_it_is(title: str) -> None:
    assert cell("title", titled(title)) == title


def test_a_formula_in_the_middle_of_a_joined_cell_is_made_text() -> None:
    subject = exported(a_trial(conditions=("Cancer", "=1+1")))
    assert cell("conditions", subject) == "Cancer; '=1+1"


@given(st.text())
def test_any_text_comes_back_from_a_csv_reader_and_never_as_a_formula(title: str) -> None:
    got = cell("title", titled(title))
    readable = "".join("\ufffd" if (c < " " and c not in "\t\n\r") or c == "\x7f" else c for c in title)
    assert got.replace("'", "") == readable.replace("'", "")
    assert not got.lstrip().startswith(("=", "+", "-", "@"))
    assert not got.startswith(("\t", "\r"))


HOSTILE = st.text(alphabet="=+-@;,|\t\r\n\"' a1＝\u00a0\u200b", min_size=1, max_size=12)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@given(st.lists(HOSTILE, min_size=3, max_size=3))
def test_whatever_separates_the_cells_none_is_a_formula(separator: str, texts: list[str]) -> None:
    subject = exported(a_trial(title=texts[0], official_title=texts[1], conditions=tuple(texts[1:])))
    written = b"".join(csv_chunks([subject], ("title", "official_title", "conditions"), a_context())).decode(
        "utf-8-sig"
    )
    lines = written.replace("\r", "\n")
    # With its quotation marks heeded, as a spreadsheet reads it, and cut wherever the separator stands.
    heeded = [part for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator) for part in row]
    cut = [part for line in lines.split("\n") for part in line.split(separator)] if separator != "," else []
    for part in (*heeded, *cut):
        assert not re.match(r"[\s\ufeff\u200b\"]*[=+\-@＝]", part), part


@given(st.lists(st.text(alphabet='ab",;\r\n'), min_size=2, max_size=2))
def test_quotes_commas_and_line_ends_do_not_shift_a_cell(texts: list[str]) -> None:
    subject = exported(a_trial(title=texts[0], official_title=texts[1], acronym="END"))
    rows = table([subject], ("title", "official_title", "acronym"))
    assert len(rows) == 2
    assert [each.removeprefix("'") for each in rows[1]] == [*texts, "END"]


def test_nul_and_lone_surrogates_become_replacement_characters() -> None:
    assert cell("title", titled("a\x00b\ud800c")) == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("youngest", "oldest", "ages"),
    [
        ("18 Years", "", "18 Years and older"),
        ("18 Years", "75 Years", "18 Years to 75 Years"),
        ("", "75 Years", "up to 75 Years"),
        ("", "", ""),
    ],
)
def test_ages_read_as_a_range(youngest: str, oldest: str, ages: str) -> None:
    eligibility = Eligibility(minimum_age=youngest, maximum_age=oldest)
    assert cell("ages", exported(a_trial(eligibility=eligibility))) == ages


def test_rows_are_made_one_by_one() -> None:
    taken = []

    def trials():  # noqa: ANN202
        for number in range(1000):
            taken.append(number)
            yield a_registration()

    chunks = csv_chunks(trials(), ("key",), a_context())
    next(chunks)
    next(chunks)
    assert taken == [0]


def test_the_registry_date_stands_beside_the_status_and_apart_from_it_the_day_of_import() -> None:
    header, row, article = table([a_registration(), a_publication()], ("status", "registry_updated", "imported"))
    assert header == ["Recruitment status", "Registry date", "Imported"]
    assert row == ["Recruiting", "2021-11-03", "2026-11-19"]
    assert article == ["Not stated", "", "2026-11-20"]


@pytest.mark.parametrize(
    ("oldest", "newest", "told"),
    [("2021-11", "2024-03", "2021-11 to 2024-03"), ("2021", "2021", "2021"), ("", "", "")],
)
def test_the_dates_of_an_export_are_those_of_the_registries(oldest: str, newest: str, told: str) -> None:
    context = a_context(oldest=oldest, newest=newest)
    content = b"".join(csv_chunks([a_registration()], ("registry_dates",), context)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline=""))) == [["Registry dates of this export"], [told]]


def test_no_column_calls_the_day_of_import_the_date_of_the_data() -> None:
    assert not [column for column in COLUMNS if "data of" in column.heading.lower() or column.id == "data_date"]


def test_what_a_correction_replaced_has_a_column_of_its_own() -> None:
    subject = a_registration()
    correction = Correction("her2", ("low",), ("positive",), "Read in the protocol", "2026-11-20")
    mended = changed(subject, {**subject.values, "her2": ("low",)}, own_work=(correction,))
    assert cell("her2", mended) == "Low"
    assert cell("replaced", mended).startswith("HER2 status: Positive (IHC 3+ or 2+/ISH+) “HER2-positive” (title")
    assert "HER2 status" not in cell("evidence", mended)
    assert cell("replaced", subject) == ""
    assert "HER2 status: Positive" in cell("evidence", subject)
