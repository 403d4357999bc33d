"""BibTeX: its entries, its commands of LaTeX, and what programs make of both."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.read import open_document
from desktop.documents.syntax.bibtex_entries import BibtexEntry, bibtex_entries
from desktop.documents.syntax.latex_symbols import ACCENTS, SYMBOLS
from desktop.documents.syntax.latex_text import plain_latex
from desktop.errors import DocumentError
from desktop.trials.screening import ScreeningDecision
from desktop.trials.trial import Citation, Section, Trial
from tests.reading import read_document


def entries(text: str) -> list[BibtexEntry | DocumentError]:
    return list(bibtex_entries(text))


def fields(text: str) -> dict[str, list[str]]:
    (entry,) = entries(text)
    assert isinstance(entry, BibtexEntry)
    return entry.fields


def of(*lines: str, kind: str = "article") -> Trial:
    text = f"@{kind}{{key,\n" + ",\n".join(lines) + "\n}\n"
    (trial,) = read_document(text.encode(), "a.bib").trials
    return trial


def cited(*lines: str, kind: str = "article") -> Citation:
    citation = of("title = {A title}", *lines, kind=kind).citation
    assert citation is not None
    return citation


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"M{\"u}ller, M\"uller, M\"{u}ller, M{\"{u}}ller", "Müller, Müller, Müller, Müller"),
        (r"Garc{\'\i}a \'{\i} {\i}", "García í ı"),
        (r"\v{S}koda, Ho\v cevar, Erd\H os, \c{c}a, \k{a}, \r{a}", "Škoda, Hočevar, Erdős, ça, ą, å"),
        (r"{\O}rsted, Stra{\ss}e, {\L}{\'o}d{\'z}, \aa", "Ørsted, Straße, Łódź, å"),
        (r"{HER2}-positive {{breast}} cancer", "HER2-positive breast cancer"),
        (r"A \& B, 5\%, \$5, a\_b, \#1, \{x\}", "A & B, 5%, $5, a_b, #1, {x}"),
        (r"$\alpha$ and $\beta$-blockers, $\geq$ 18, $\pm$ $\sim$50", "α and β-blockers, ≥ 18, ± ∼50"),
        (r"10$^{9}$/L, m$^2$, kg\textsuperscript{-1}, $^{18}$F, HER2$^{+}$", "10⁹/L, m², kg⁻¹, 18F, HER2+"),
        (r"CO\textsubscript{2}, T$_{max}$", "CO2, Tmax"),
        ("between $500 and $600, or $5", "between $500 and $600, or $5"),
        (r"$p<0.05$ ($n=30$), $>$65 years, $<$ 5", "p<0.05 (n=30), >65 years, < 5"),
        (r"{\textless}p{\textgreater} 5\textdegree{}C", "<p> 5°C"),
        ("1--3 and a---b, ``so'' it~is", "1–3 and a—b, “so” it is"),
        (r"\emph{vs} \textit{in {vitro}} \href{http://a.b/c}{link}", "vs in vitro link"),
        (r"one\\two \unknown word \foo{kept}", r"one two \unknown word kept"),
        ("plain text stays", "plain text stays"),
    ],
)
def test_commands_of_latex_become_characters(written: str, plain: str) -> None:
    assert plain_latex(written) == plain


def test_a_number_keeps_its_hyphens_and_tildes() -> None:
    assert plain_latex(r"10.1007/a--b\_3~x", typeset=False) == "10.1007/a--b_3~x"


@given(
    letter=st.sampled_from("aceinorsuzACENOSUZ"),
    accent=st.sampled_from(sorted(ACCENTS)),
    form=st.sampled_from([r"\{0}{{{1}}}", r"{{\{0}{{{1}}}}}", r"{{\{0} {1}}}"]),
)
def test_every_accent_is_set_on_its_letter_however_it_is_written(letter: str, accent: str, form: str) -> None:
    written = form.format(accent, letter)
    assert plain_latex(f"x{written}y") == f"x{unicodedata.normalize('NFC', letter + ACCENTS[accent])}y"


@given(name=st.sampled_from(sorted(SYMBOLS)))
def test_every_symbol_becomes_its_characters(name: str) -> None:
    assert plain_latex(f"a \\{name}{{}} b") == f"a {SYMBOLS[name]} b"


@settings(max_examples=300)
@given(st.text(alphabet="ab\\{}$^_~%\"'`- \n\ue000\ue010", max_size=60))
def test_any_text_of_marks_is_read_and_leaves_no_private_characters(text: str) -> None:
    plain = plain_latex(f"{{}}{text}")
    assert not any(0xE000 <= ord(letter) <= 0xE011 for letter in plain)


@given(st.text(alphabet=st.characters(exclude_characters="\\${}~`-\x00", exclude_categories=["Cs", "Co"])))
def test_a_text_without_marks_is_unchanged(text: str) -> None:
    assert plain_latex(text) == text


BALANCED = st.recursive(
    st.text(alphabet='ab1 ,=#"@%\n', max_size=8),
    lambda inner: st.lists(inner.map("{{{}}}".format) | inner, max_size=3).map("".join),
    max_leaves=6,
)


@settings(max_examples=300)
@given(
    values=st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), BALANCED, max_size=4),
    opening=st.sampled_from(["{}", "()"]),
    between=st.sampled_from(["", "a word", "% @article{no, a={b}}\n", "@comment{x {y}}"]),
)
def test_what_is_written_as_an_entry_is_read_so(values: dict[str, str], opening: str, between: str) -> None:
    body = "".join(f",\n  {name} = {{{value}}}" for name, value in values.items())
    text = f"{between}\n@article{opening[0]}key{body}\n{opening[1]}\n" * 2
    if any("\n@" in value.replace(" ", "") for value in values.values()):
        return  # what begins a line like an entry is taken for one
    told = entries(text)
    assert [(each.key, each.fields) for each in told if isinstance(each, BibtexEntry)] == [
        ("key", {name: [value] for name, value in values.items()})
    ] * 2


@settings(max_examples=300)
@given(st.text(alphabet='@article{}"=,#%() \n\\k', max_size=80))
def test_any_text_of_entries_and_marks_is_read_to_its_end(text: str) -> None:
    assert all(isinstance(each, BibtexEntry | DocumentError) for each in entries(text))


def test_values_are_joined_and_abbreviations_filled_in() -> None:
    text = (
        '@string{inv = "Invented " # {Journal}}\n@STRING(two = "x")\n'
        "@article{k, journal = INV # { B}, month = feb, year = 2001, note = two # unknown}"
    )
    assert fields(text) == {"journal": ["Invented Journal B"], "month": ["Feb"], "year": ["2001"], "note": ["xunknown"]}


def test_quotation_marks_stand_in_braces_and_accents() -> None:
    assert fields(r'@a{k, title = "A {"}b{"} by M\"uller", year = "2001"}')["title"] == [r'A {"}b{"} by M\"uller']


def test_a_field_that_stands_twice_has_both_values_and_its_name_may_have_a_blank() -> None:
    assert fields("@a{k, funding_text 1 = {a}, Note = {b}, note = {c},}") == {
        "funding_text 1": ["a"],
        "note": ["b", "c"],
    }


def test_a_brace_behind_a_backslash_counts_only_if_nothing_else_fits() -> None:
    assert fields(r"@a{k, title = {a \{ b}, x = {c}}")["title"] == [r"a \{ b"]
    assert fields(r"@a{k, file = {C:\dir\}, x = {c}}")["file"] == ["C:\\dir\\"]


def test_an_entry_that_has_no_end_costs_itself_alone() -> None:
    text = (
        "@article{a, title = {One},\n}\n@article{b, title = {Two,\n"
        "@article{c, title = {Three}}\n@article{d, title = {Four"
    )
    first, fault, third, last = entries(text)
    assert [each.key for each in (first, third) if isinstance(each, BibtexEntry)] == ["a", "c"]
    assert str(fault) == (
        "record 2 (line 3, b): its braces or quotation marks do not match; download the record again."
    )
    assert str(last).startswith("record 4 (line 5, d): its braces")


def test_an_entry_whose_last_brace_is_missing_is_read_if_its_fields_are_whole() -> None:
    first, second = entries("@article{a, title = {One}\n\n@article{b, title = {Two}}")
    assert isinstance(first, BibtexEntry)
    assert isinstance(second, BibtexEntry)
    assert (first.fields, second.fields) == ({"title": ["One"]}, {"title": ["Two"]})


def test_a_brace_too_many_in_a_value_costs_none_of_the_fields_behind_it() -> None:
    told = fields("@article{a,\nkeywords = {one, x}, two, y} three,\ntitle = {A title},\nyear = {2001}\n}\n")
    assert (told["title"], told["year"]) == (["A title"], ["2001"])
    assert told["keywords"][0].startswith("one, x}")
    assert "three" in told["keywords"][0]


def test_a_comment_behind_a_field_is_passed_over() -> None:
    assert fields("@a{k, title = {A}, % the title\n year = 2001 % the year\n}") == {"title": ["A"], "year": ["2001"]}


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("{Doe, Jane and Roe, Richard}", ("Jane Doe", "Richard Roe")),
        ("{Jane Doe and Richard von Roe}", ("Jane Doe", "Richard von Roe")),
        ("{von der Roe, Richard AND Doe, Jr., Jane}", ("Richard von der Roe", "Jane Doe Jr.")),
        ("{{Study Group of A and B, Inc.} and others}", ("Study Group of A and B, Inc.",)),
        ("{Doe, Jane and others, }", ("Jane Doe",)),
        ("{Doe, J.; Roe, R.}", ("J. Doe", "R. Roe")),
        ("{Doe, Jane\n and\n M{\\\"u}ller, J{\\'o}n}", ("Jane Doe", "Jón Müller")),
        ("{Brand, Andy}", ("Andy Brand",)),
    ],
)
def test_authors_are_named_with_the_given_name_first(written: str, names: tuple[str, ...]) -> None:
    assert cited(f"author = {written}").authors == names


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (("year = 2011", "month = feb"), "2011-02"),
        (("year = {2011}", "month = {02}", "day = 3"), "2011-02-03"),
        (("year = 2011", "month = 12 # {~} # jan"), "2011-01-12"),
        (("year = 2011", "month = {MAR 1}"), "2011-03-01"),
        (("date = {2011-04-05}",), "2011-04-05"),
        (("year = 2011", "date = {September  1, 2011}"), "2011-09-01"),
        (("year = 2011", "month = {Jan-Feb}"), "2011"),
        (("year = {in press}",), ""),
    ],
)
def test_a_date_is_as_exact_as_its_fields(lines: tuple[str, ...], published: str) -> None:
    assert cited(*lines).published == published


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("doi = {10.9999/a\\_b}", "doi:10.9999/a_b"),
        ("doi = {https://doi.org/10.9999/ab}", "doi:10.9999/ab"),
        ("url = { https://doi.org/10.9999/ab }", "doi:10.9999/ab"),
        ("pmid = {12345678}", "pmid:12345678"),
        ("note = {PMID: 12345678}", "pmid:12345678"),
        ("eprint = {12345678}, eprinttype = {pubmed}", "pmid:12345678"),
        ("url = {https://pubmed.ncbi.nlm.nih.gov/12345678/}", "pmid:12345678"),
    ],
)
def test_numbers_are_taken_from_where_programs_write_them(line: str, key: str) -> None:
    assert of("title = {A title}", line).key == key


@pytest.mark.parametrize(("key", "told"), [("PMID:12345678", "pmid:12345678"), ("doi:10.9999/ab", "doi:10.9999/ab")])
def test_the_key_of_an_entry_may_be_its_number(key: str, told: str) -> None:
    (trial,) = read_document(f"@article{{{key},\n title = {{A title}}\n}}".encode(), "a.bib").trials
    assert trial.key == told


def test_an_entry_inherits_from_the_book_it_stands_in() -> None:
    text = (
        "@inproceedings{a, title = {A talk}, crossref = {B1}}\n"
        "@proceedings{b1, title = {A meeting}, year = {2011}, editor = {Editor, Ed}}"
    )
    talk, meeting = read_document(text.encode(), "a.bib").trials
    assert talk.citation is not None
    assert (talk.citation.journal, talk.citation.published) == ("A meeting", "2011")
    assert talk.narrative == (Section("editors", "Ed Editor"),)
    assert meeting.title == "A meeting"


def test_an_abstract_keeps_its_paragraphs_and_loses_its_hard_line_ends() -> None:
    trial = of("title = {T}", "abstract = {Background: One\n   two.\n\n   Results: 5\\,\\%.}")
    assert trial.narrative == (Section("abstract_background", "One two."), Section("abstract_results", "5 %."))


def test_words_about_the_export_are_no_notes() -> None:
    assert of("title = {T}", "note = {cited By 12}").narrative == ()
    assert of("title = {T}", "note = {Read it}").narrative == (Section("notes", "Read it"),)


@pytest.mark.parametrize("quoted", ['{"Ada"=>"Included"}', r"{\"Ada\"=\>\"Included\"}"])
def test_what_rayyan_writes_into_a_note_is_handed_on_as_a_decision(quoted: str) -> None:
    text = f"@article{{a, title = {{T}}, note = {{RAYYAN-INCLUSION: {quoted} | RAYYAN-LABELS: one}}}}"
    opened = open_document(text.encode(), "a.bib")
    (trial,) = opened.records
    assert isinstance(trial, Trial)
    assert trial.narrative == ()
    assert opened.screening[trial.key] == (
        ScreeningDecision("include", by="Ada"),
        ScreeningDecision(list_name="one"),
    )


@pytest.mark.parametrize(
    "head",
    [
        "Scopus\nEXPORT DATE: 12 May 2020\n\n",
        "Automatically generated by a program\nAny changes will be lost.\n\n",
        "% Encoding: UTF-8\n\n",
        "\n\n\n",
    ],
)
def test_lines_above_the_first_entry_are_passed_over(head: str) -> None:
    text = f"{head}@ARTICLE{{Doe2020,\nauthor={{Doe, J.}},\ntitle={{A title}},\n}}\n"
    document = read_document(text.encode(), "a.txt")
    assert (document.format, [trial.title for trial in document.trials]) == ("bibtex", ["A title"])
