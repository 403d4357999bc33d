"""References as libraries and reference managers write them: numbers, tags, names, dates and words for nothing."""

import pytest

from desktop.documents.articles.author_names import plain_authors
from desktop.documents.articles.publication_dates import completed_date, publication_date
from desktop.documents.articles.told_once import told_once, without_rights
from desktop.documents.read import open_document
from desktop.documents.syntax.raised_text import without_marks
from desktop.errors import DocumentError
from desktop.trials.trial import Citation, Trial
from tests.reading import read_document

ARTICLE = ("TI  - Examplinib before surgery", "AU  - Doe, Jane", "PY  - 2021")


def trials_of(text: str) -> tuple[Trial, ...]:
    document = read_document(text.encode(), "a.ris")
    assert document.failures == ()
    return document.trials


def reference(*lines: str, article: tuple[str, ...] = ARTICLE) -> Trial:
    (trial,) = trials_of("\n".join(("TY  - JOUR", *article, *lines, "ER  - ", "")))
    return trial


def cited(trial: Trial) -> Citation:
    assert trial.citation is not None
    return trial.citation


def number_of(trial: Trial, registry: str) -> str:
    return next((each.value for each in trial.identifiers if each.registry == registry), "")


def text_of(trial: Trial, section: str) -> str:
    return "\n".join(each.text for each in trial.narrative if each.name == section)


@pytest.mark.parametrize(
    "lines",
    [
        ("DB  - Embase", "DB  - Medline", "U2  - L600000001", "C5  - 21000099"),
        ("UR  - https://www.embase.com/search/results?subaction=viewrecord&id=L2&from=export", "C5  - 21000099"),
        ("DB  - Embase", "C5  - 21000099 [http://www.ncbi.nlm.nih.gov/pubmed/?term=21000099]"),
        ("DB  - Ovid MEDLINE(R) ALL <1946 to May 2024>", "ID  - 21000099"),
        ("DB  - Ovid MEDLINE(R) <2023>", "UI  - 21000099"),
        ("DP  - NLM", "AN  - 21000099", "ID  - 369"),
        ("C3  - PUBMED 21000099,EMBASE 600000001", "AN  - CN-00700003"),
        ("C3  - EMBASE 600000001,PUBMED 21000099"),
        ("AN  - MEDLINE:21000099",),
        ("DB  - MEDLINE®", "AN  - 1018866464; 21000099"),
        ("UR  - https://search.ebscohost.com/login.aspx?direct=true&db=cmedm&AN=21000099&site=ehost-live",),
        ("DB  - mdc", "N1  - Accession Number: 21000099. Language: English. Entry Date: 20210101."),
        ("U1  - 21000099[pmid]", "DB  - PMC"),
        ("AN  - PubMed ID: 21000099",),
        ("L2  - https://europepmc.org/article/MED/21000099",),
        ("N1  - Cited by 12\nPMID: 21000099",),
        ("DB  - Scopus", "C2  - 21000099"),
        ("N1  - Accession Number: 105291100. Language: English. PMID: NLM21000099.", "DB  - rzh"),
        ("M1  - PMID 21000099",),
        ("DB  - Embase", "PM  - 21000099 [http://www.ncbi.nlm.nih.gov/pubmed/?term=21000099]"),
        ("L2  - http://www.ncbi.nlm.nih.gov/pubmed/?term=21000099",),
    ],
)
def test_the_pubmed_number_is_where_each_producer_puts_it(lines: tuple[str, ...] | str) -> None:
    given = (lines,) if isinstance(lines, str) else lines
    assert number_of(reference(*given), "PMID") == "21000099"


@pytest.mark.parametrize(
    "lines",
    [
        ("C5  - 21000099",),
        ("DB  - Web of Science", "AN  - 21000099"),
        ("DB  - rzh", "N1  - Accession Number: 121000099. Language: English."),
        ("DB  - Embase", "ID  - 21000099"),
        ("AN  - rayyan-42924189",),
        ("DP  - NLM", "ID  - 12345"),
        ("DB  - ERIC", "ID  - 21000099"),
        ("UR  - https://search.ebscohost.com/login.aspx?direct=true&db=aph&AN=176404503",),
        ("M1  - Roe, R. (2009). A cited work. J Old. 2011; 172: 414-432. PMID: 21000099 2011-26520-007",),
        ("N1  - References: Roe, R., J Old (2011), PMID: 21000099",),
    ],
)
def test_a_number_of_another_library_is_no_pubmed_number(lines: tuple[str, ...]) -> None:
    assert number_of(reference(*lines), "PMID") == ""


def test_the_number_of_pubmed_central_is_taken_beside() -> None:
    assert number_of(reference("U2  - PMC3468608[pmcid]", "U1  - 21000099[pmid]"), "other") == "PMC3468608"


@pytest.mark.parametrize(
    "text",
    [
        # EndNote, tab before the dash; Cochrane, two blanks behind it; lower case; a dash of a word processor; no blank
        "TY  - JOUR\nT1\t- A title of ours\nA1\t- Doe, Jane\nJF\t- A journal\nER  - \n",
        "TY  -  JOUR\nTI  -  A title of ours\nAU  -  Doe, Jane\nJA  -  A journal\nER  -  \n",
        "ty  - jour\nti  - A title of ours\nau  - Doe, Jane\njo  - A journal\ner  - \n",
        "Ty - Jour\nti - A title of ours\nau - Doe, Jane\njo - A journal\nEr -\n",
        "TY – JOUR\nTI – A title of ours\nAU – Doe, Jane\nJO – A journal\nER –\n",
        "TY - JOUR\nTI - A title of ours\nAU - Doe, Jane\nJO - A journal\nER -\n",
        "TY- JOUR\nTI- A title of ours\nAU- Doe, Jane\nJO- A journal\nER- \n",
        "  TY  - JOUR\n  TI  - A title of ours\n  AU  - Doe, Jane\n  JO  - A journal\n  ER  - \n",
        "TY  - JOUR\nTI  - A title of ours\nAU  - Doe, Jane\nJO  - A journal\nER\n",
        "TY  -JOUR\nTI  -A title of ours\nAU  -Doe, Jane\nJO  -A journal\nER  -\n",
        "TY\t-\tJOUR\nTI\t-\tA title of ours\nAU\t-\tDoe, Jane\nJO\t-\tA journal\nER\t-\t\n",
        # a journal under MEDLINE's tag, late type, a word for nothing
        "DB  - X\nTI  - A title of ours\nAB  - NA\nTY  - JOUR\nSO  - A journal\nAU  - Doe, Jane\nER  - \n",
        # late type, none, without an end, with Ovid's number and a provider above
        "AU  - Doe, Jane\nTI  - A title of ours\nTY  - JOUR\nJO  - A journal\nER  - \n",
        "AU  - Doe, Jane\nTI  - A title of ours\nJO  - A journal\nPY  - 2021\nER  - \n",
        "T1  - A title of ours\nA1  - Doe, Jane\nJF  - A journal\nVL  - 3\n",
        "1. \nTY  - JOUR\nTI  - A title of ours\nAU  - Doe, Jane\nJF  - A journal\nER  -  \n\n",
        "Record #1 of 1\nProvider: X\n\nTY  - JOUR\nTI  - A title of ours\nAU  - Doe, Jane\nJA  - A journal\nER  - \n",
        "\ufeffTY  - JOUR\r\nTI  - A title of ours\r\nAU  - Doe, Jane\r\nJF  - A journal\r\nER  -\r\n",
        # a file of the program of today and one of long ago, line ends of three kinds
        "TY  - JOUR\rTI  - A title of ours\rAU  - Doe, Jane\rJO  - A journal\rER  - \r",
    ],
)
def test_ris_is_read_however_its_tags_are_written(text: str) -> None:
    (trial,) = trials_of(text)
    assert (trial.title, cited(trial).authors, cited(trial).journal) == ("A title of ours", ("Jane Doe",), "A journal")


@pytest.mark.parametrize(
    "text",
    [
        "AU  - Doe, Jane\nTI  - One title\nTY  - JOUR\nER  - \n\nAU  - Roe, Al\nTI  - Two titles\nTY  - JOUR\nER  - \n",
        "C1  - 1\nTI  - One title\nJO  - A\nER  - \n\nC1  - 2\nTI  - Two titles\nJO  - B\nER  - \n",
        "TY  - JOUR\nTI  - One title\nTY  - JOUR\nTI  - Two titles\n",
        "TI  - One title\nAU  - Doe, J\nPY  - 2001\n\nTI  - Two titles\nAU  - Roe, A\nPY  - 2002\n",
        "ty  - jour\nti  - One title\ner  - \nty  - jour\nti  - Two titles\ner  - \n",
    ],
)
def test_records_come_apart_by_type_end_or_empty_line(text: str) -> None:
    assert [trial.title for trial in trials_of(text)] == ["One title", "Two titles"]


BEGIN = "AB  - Tumours had to be hormone receptor positive, with"


@pytest.mark.parametrize(
    "lines",
    [
        (BEGIN, "ER - positive staining in at least 10 % of cells and", "PR - any, HER2 negative."),
        (BEGIN, "ER  - positive staining in at least 10 % of cells and", "PR  - any, HER2 negative."),
        (BEGIN, "ER-  positive staining and", "CT  - computed tomography, HER2 negative."),
        (BEGIN, "PR  - Positive staining,", "SD - any, OS - unknown, HER2 negative."),
        (BEGIN + " these.", "OS  - overall survival", "ER  - estrogen receptor, HER2 negative."),
    ],
)
def test_a_line_of_an_abstract_that_looks_tagged_is_text(lines: tuple[str, ...]) -> None:
    trial = reference(*lines, "JF  - Journal of ours", "VL  - 4")
    abstract = text_of(trial, "abstract")
    assert (cited(trial).journal, cited(trial).volume) == ("Journal of ours", "4")
    assert " ".join(abstract.split()) == " ".join(" ".join(lines).removeprefix("AB  - ").split())


@pytest.mark.parametrize(
    "line", ["AD  - Town", "ZZ  - Nobody knows", "ID  - doe2021", "DB  - Scopus", "PT  - Journal Article", "U9  - 5"]
)
def test_a_tag_behind_an_abstract_is_one_although_it_lacks_its_full_stop(line: str) -> None:
    abstract = "AB  - It works" if not line.startswith(("ZZ", "U9")) else "AB  - It works."
    trial = reference(abstract, line, "JF  - Journal of ours")
    assert text_of(trial, "abstract").rstrip(".") == "It works"


def test_a_tag_like_line_of_an_unindented_medline_text_is_text() -> None:
    text = "PMID- 1\nOWN - NLM\nTI  - A title.\nAB  - It had to be\nER  - positive in all and\nPR  - any.\nLA  - eng\n"
    (trial,) = trials_of(text)
    assert text_of(trial, "abstract") == "It had to be ER  - positive in all and PR  - any.".replace("  ", " ")


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0c", "\x1c", "\u2029", "\x0b"])
@pytest.mark.parametrize("tag", ["ER  - ", "TY  - JOUR", "PMID- 5"])
def test_what_only_looks_like_a_line_end_begins_no_line(mark: str, tag: str) -> None:
    trial = reference(f"AB  - It is{mark}{tag} and more.", "JF  - Journal of ours")
    assert cited(trial).journal == "Journal of ours"
    assert text_of(trial, "abstract").endswith("and more.")


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("AU  - Doe, J\nTI  - A title\nJO  - J\nVL  - 1\nSP  - 2\nER  - \n", "ris"),
        ("DB  - Embase\nTI  - A title\nAU  - Doe, J\nAB  - It.\nPY  - 2021\nDO  - 10.9999/a\n", "ris"),
        ("TI  - A title\nAU  - Doe J\nAB  - It.\nDP  - 2021\nTA  - J\nPG  - 1-2\n", "medline"),
        ("PMID- 1\nTI  - A title\nAB  - It began with\nTY  - JOUR\n", "medline"),
        ("PMID\t- 1\nTI\t- A title\nAU\t- Doe J\n", "medline"),
        ("UI  - 97000001\nAU  - Doe J\nTI  - A title\nLA  - eng\nMH  - Adult\nDP  - 1997\nTA  - J\n", "medline"),
        ("<1>\nUI  - 21000099\nTI  - A title.\nAU  - Doe J.\nNJ  - J\nIP  - 3\nPG  - 1-2\nMH  - Adult\n", "medline"),
        ("AN  - 1\nTI  - A title\nTY  - JOUR\nAB  - It.\nPT  - x\nER  - \n", "ris"),
    ],
)
def test_ris_and_medline_are_told_apart_by_the_tags_that_one_of_them_has(text: str, format_: str) -> None:
    assert open_document(text.encode(), "a.txt").format == format_


@pytest.mark.parametrize(
    "text", ["AU  - Doe", "TI  - A\nAU  - B", "ER - positive\nPR - negative\nTI - x", "KW  - a\n" * 9]
)
def test_a_few_tag_like_lines_are_no_references(text: str) -> None:
    with pytest.raises(DocumentError):
        open_document(text.encode(), "a.txt")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Müller-Weiß, Anke; de la Torre, Íñigo;", ["Anke Müller-Weiß", "Íñigo de la Torre"]),
        ("Doe, J. and Roe, R. A. and Poe, E.", ["J. Doe", "R. A. Roe", "E. Poe"]),
        ("Rossi M, Blanc E, van der Berg JP", ["Rossi M", "Blanc E", "van der Berg JP"]),
        ("Rossi M., Blanc E.-M.", ["M. Rossi", "E.-M. Blanc"]),
        ("Doe, J., Roe, R.A., Poe, E.", ["J. Doe", "R.A. Roe", "E. Poe"]),
        ("Doe, Jane, Roe, Richard", ["Jane Doe", "Richard Roe"]),
        ("Doe, Jane\nRoe, Richard", ["Jane Doe", "Richard Roe"]),
        ("Doe, Jane | Roe, Richard", ["Jane Doe", "Richard Roe"]),
        ("Roe, Richard, Jr.", ["Richard Roe Jr."]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Smith and Nephew", ["Smith and Nephew"]),
        ("['Doe, Jane', 'Roe, Richard']", ["Jane Doe", "Richard Roe"]),
        ("Doe,\n      Jane\nRoe, Richard", ["Jane Doe", "Richard Roe"]),
        ("Department of Oncology, University of Town, Town, Land", None),
        ("Hospital and University, Town", None),
        ("D&apos;Souza, Maria", ["Maria D'Souza"]),
        ("NA", []),
        ("[No author name available]", []),
        ("[Anonymous]", []),
    ],
)
def test_authors_come_apart(written: str, names: list[str] | None) -> None:
    assert len(plain_authors(written)) == 1 if names is None else plain_authors(written) == names


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("SEP 22", "2010-09-22"),
        ("22 Sep", "2010-09-22"),
        ("SEP", "2010-09"),
        ("MAY-JUN", "2010"),
        ("May/Jun", "2010"),
        ("DEC 28-JAN 3", "2010"),
        ("SPR", "2010"),
        ("FAL", "2010"),
        ("Winter", "2010"),
        ("2010/Sep/22", "2010-09-22"),
        ("2010-Sep-22", "2010-09-22"),
        ("22-Sep-2010", "2010-09-22"),
        ("Sept. 2010", "2010-09"),
        ("22.09.2010", "2010-09-22"),
        ("2010.09.22", "2010-09-22"),
        ("09/2010", "2010-09"),
        ("2010///", "2010"),
        ("2010/09//", "2010-09"),
        ("2010//", "2010"),
        ("15. März 2010", "2010-03-15"),
        ("15 de marzo de 2010", "2010-03-15"),
        ("Sept 22nd", "2010-09-22"),
        ("2010 Sep 22-29", "2010-09"),
        ("22/09/2010", "2010-09-22"),
        ("1ST QUARTER", "2010"),
        ("OCT 32", "2010"),
        ("2010-09-22T00:00:00Z", "2010-09-22"),
        ("février 2010", "2010-02"),
        ("", ""),
    ],
)
def test_a_date_with_words_is_as_exact_as_it_says(written: str, date: str) -> None:
    assert (completed_date(written, "2010") if written else publication_date(written)) == date


def test_month_words_of_several_producers_are_the_date_of_the_reference() -> None:
    assert cited(reference("DA  - SEP 22")).published == "2021-09-22"
    assert cited(reference("DA  - Feb 1")).published == "2021-02-01"
    assert cited(reference("DA  - 2024/05/01")).published == "2021"


@pytest.mark.parametrize(
    "word", ["NA", "n/a", "N/A.", "[No abstract available]", "No abstract available.", "null", "Abstract not available"]
)
def test_a_word_for_nothing_is_nothing(word: str) -> None:
    trial = reference(*(f"{tag}  - {word}" for tag in ("AB", "KW", "JF", "VL", "SP", "AU", "AD", "PB", "LA", "DO")))
    assert trial.narrative == ()
    assert trial.keywords == ()
    assert cited(trial) == Citation(authors=("Jane Doe",), published="2021", publication_types=("Journal article",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "?Extended therapy? lowers recurrence in women?s disease.",
            "“Extended therapy” lowers recurrence in women’s disease.",
        ),
        ("Neratinib\ufffds effect was large in all patients.", "Neratinib’s effect was large in all patients."),
        ("The first sentence of an abstract.", "The first sentence of an abstract. And the second one of it."),
        ("It works.", "It works."),
        ("BACKGROUND: It works. RESULTS: Well.", "BACKGROUND: It works.\nRESULTS: Well."),
    ],
)
def test_of_an_abstract_told_twice_the_better_copy_stays(one: str, other: str) -> None:
    assert told_once([one, other]) == [other]
    assert told_once([other, one]) == [other]


def test_an_abstract_that_stands_twice_in_one_field_is_told_once() -> None:
    text = "BACKGROUND: It was not known before this. RESULTS: It works."
    assert told_once([f"{text} {text}"]) == [text]
    assert told_once([f"{text}\n{text}", text]) == [text]
    assert told_once([f"{text} It works."]) == [f"{text} It works."]


@pytest.mark.parametrize(
    "rights",
    [
        "© 2016 The Author(s).",
        "© 2020 Elsevier Ltd. All rights reserved.",
        "Copyright © 2019 The Authors. Published by Invented Ltd.",
        "(c) 2010 S. Karger AG, Basel.",
    ],
)
def test_the_sentence_about_rights_may_stand_first(rights: str) -> None:
    text = "Background: It was not known. Results: It works (p<0.05) in 1.5 of all."
    assert without_rights(f"{rights} {text}") == (text, rights)
    assert without_rights(f"{rights}{text}") == (text, rights)
    assert without_rights(rights) == ("", rights)


def test_two_abstracts_that_differ_both_stay() -> None:
    both = ["It works well in women of all ages.", "Das Mittel wirkt gut bei Frauen jeden Alters."]
    assert told_once(both) == both


@pytest.mark.parametrize(
    "rights",
    [
        "Copyright © 2023. Published by Invented.",
        "© 2021 The Authors. Published by Invented Press.",
        "(c) 2010 Invented Society.",
        "Copyright of Journal of Ours is the property of Invented and its content may not be copied.",
        "(PsycInfo Database Record (c) 2021 APA, all rights reserved)",
        "(PsycINFO Database Record (c) 2016 APA, all rights reserved)",
        "This article is protected by copyright. All rights reserved.",
    ],
)
def test_the_sentence_about_rights_stands_apart(rights: str) -> None:
    trial = reference(f"AB  - CONCLUSIONS: Start low. {rights}")
    assert text_of(trial, "abstract_conclusions") == "Start low."
    assert text_of(trial, "copyright") == rights


@pytest.mark.parametrize(
    "text", ["The copyright of the questionnaire was asked.", "It was rated (C) 2 of 5.", "No rights."]
)
def test_words_about_rights_inside_an_abstract_stay(text: str) -> None:
    assert without_rights(text) == (text, "")


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("HER2<sup>&minus;</sup> and HER2<sup>+</sup> and HER2<sup>low</sup>", "HER2− and HER2+ and HER2low"),
        ("HER2&lt;sup&gt;-&lt;/sup&gt;", "HER2-"),
        ("&amp;lt;i&amp;gt;nab&amp;lt;/i&amp;gt;-Paclitaxel &amp;amp; more", "nab-Paclitaxel & more"),
        ("1.5 × 10<sup>9</sup>/L", "1.5 × 10⁹/L"),
        ("P < 10<sup>-4</sup>, 1.73 m<sup>2</sup>", "P < 10⁻⁴, 1.73 m²"),
        ("<jats:sup>177</jats:sup>Lu and [<sup>18</sup>F]FES", "177Lu and [18F]FES"),
        ("<scp>HER2</scp>‐positive <underline>disease</underline>", "HER2‐positive disease"),
        ("10 <sup>9</sup>/L, 10<sup><i>9</i></sup>", "10 ⁹/L, 10⁹"),
        ("<mml:msup><mml:mn>10</mml:mn><mml:mn>9</mml:mn></mml:msup>/L", "10⁹/L"),
        ("<msup><mi>10</mi><mrow><mo>−</mo><mn>4</mn></mrow></msup>", "10⁻⁴"),
        ("HER2<sup>3+</sup>, Ca<sup>2+</sup>, the 5<sup>th</sup>", "HER2 3+, Ca2+, the 5th"),
        ("HbA<sub>1c</sub>, CO<inf>2</inf>", "HbA1c, CO2"),
        ("<jats:title>Background</jats:title><jats:p>It is.</jats:p>", "Background\nIt is."),
        ("<p><b>Aim:</b> x</p><p>y</p>", "Aim: x\ny"),
        ("age <65 years, a <b and c> d, p<0.05, <LLN>", "age <65 years, a <b and c> d, p<0.05, <LLN>"),
        ("AT&T; R&D", "AT&T; R&D"),
    ],
)
def test_marks_of_pages_become_plain(marked: str, plain: str) -> None:
    assert without_marks(marked) == plain


def test_marks_of_publishers_leave_the_parts_of_an_abstract() -> None:
    text = (
        "AB  - <jats:title>Abstract</jats:title><jats:sec><jats:title>Methods</jats:title>"
        "<jats:p>ECOG 0&ndash;2.</jats:p></jats:sec><jats:title>Results</jats:title><jats:p>It works.</jats:p>"
    )
    trial = reference(text, "KW  - HER2&#8209;negative", "T2  - Oncology &amp; Therapy")
    assert text_of(trial, "abstract_methods") == "ECOG 0–2."
    assert text_of(trial, "abstract_results") == "It works."
    assert text_of(trial, "abstract") == ""
    assert trial.keywords == ("HER2‑negative",)
    assert cited(trial).journal == "Oncology & Therapy"


@pytest.mark.parametrize("joint", [".,", ".,  ", "., ", ".), "])
def test_the_parts_that_ovid_joins_come_apart(joint: str) -> None:
    trial = reference(f"N2  - BACKGROUND: They are few{joint}RESEARCH DESIGN AND METHODS: We read{joint}RESULTS: Half.")
    sections = {each.name: each.text for each in trial.narrative}
    assert sections["abstract_results"] == "Half."
    assert sections["abstract_background"] == "They are few" + joint.strip().rstrip(",")


@pytest.mark.parametrize(
    ("lines", "phase"),
    [
        (("M3  - Clinical Trial, Phase II",), "Clinical Trial, Phase II"),
        (("PT  - Clinical Trial, Phase III", "PT  - Journal Article"), "Clinical Trial, Phase III"),
        (
            ("N1  - 1527-0000\nDoe, Jane\nClinical Trial, Phase I\nJournal Article\nUnited States",),
            "Clinical Trial, Phase I",
        ),
        (("M3  - Journal article; Clinical trial, phase III",), "Clinical trial, phase III"),
        (("PT  - Clinical Trial, Phase III. Journal Article. Multicenter Study.",), "Clinical Trial, Phase III"),
        (("N1  - Language: x. Publication Type: Review; Clinical Trial, Phase I. X: 1",), "Clinical Trial, Phase I"),
        (("M3  - Clinical Trial, Phase III|Journal Article",), "Clinical Trial, Phase III"),
        (("DB  - Embase", "KW  - phase 3 clinical trial"), "phase 3 clinical trial"),
        (("KW  - phase 3 clinical trial (topic)",), ""),
        (("KW  - Clinical Trials, Phase III as Topic",), ""),
    ],
)
def test_a_publication_type_states_the_phase(lines: tuple[str, ...], phase: str) -> None:
    assert reference(*lines).phase == phase


def pubmed(*articles: str, end: str = "</PubmedArticleSet>") -> str:
    return "<?xml version='1.0'?>\n<PubmedArticleSet>\n" + "\n".join(articles) + end


def article(number: int) -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{number}</PMID><Article><ArticleTitle>Article {number}</ArticleTitle>"
        "</Article></MedlineCitation></PubmedArticle>"
    )


def test_xml_that_breaks_off_anywhere_keeps_its_whole_records_and_says_so() -> None:
    text = pubmed(article(1), article(2), article(3))
    ends = [
        text.index(f"Article {n}<") + text[text.index(f"Article {n}<") :].index("</PubmedArticle>") + 16
        for n in (1, 2, 3)
    ]
    for cut in range(ends[0], len(text) - 1, 7):
        document = read_document(text[:cut].encode(), "a.xml")
        assert len(document.trials) == sum(end <= cut for end in ends)
        assert len(document.failures) == 1
        assert "breaks off" in document.failures[0] or "damaged" in document.failures[0]


def test_powers_in_xml_are_raised_in_both_ways_of_writing_them() -> None:
    math = 'xmlns:mml="http://www.w3.org/1998/Math/MathML"'
    title = (
        f"1.5 × 10<sup>9</sup>/L and <mml:math {math}><mml:msup><mml:mn>10</mml:mn><mml:mn>6</mml:mn></mml:msup>"
        "</mml:math> in HER2<sup>+</sup>, &lt;i&gt;nab&lt;/i&gt;"
    )
    text = pubmed(article(1).replace("Article 1", title))
    (trial,) = read_document(text.encode(), "a.xml").trials
    assert trial.title == "1.5 × 10⁹/L and 10⁶ in HER2+, nab"


@pytest.mark.parametrize("name", ["PubmedBookArticle", "MedlineCitation"])
def test_other_kinds_of_records_of_unfinished_xml_are_kept_too(name: str) -> None:
    inner = "<PMID>7</PMID><Article><ArticleTitle>One</ArticleTitle></Article>"
    inner = (
        inner if name == "MedlineCitation" else f"<BookDocument>{inner.replace('Article>', 'Articl>')}</BookDocument>"
    )
    inner = inner.replace("<Articl><ArticleTitle>One</ArticleTitle></Articl>", "<ArticleTitle>One</ArticleTitle>")
    text = (
        f"<{'MedlineCitationSet' if name == 'MedlineCitation' else 'PubmedArticleSet'}><{name}>{inner}</{name}><{name}>"
    )
    document = read_document(text.encode(), "a.xml")
    assert [trial.title for trial in document.trials] == ["One"]
    assert len(document.failures) == 1


def test_a_damaged_article_does_not_take_the_others_with_it() -> None:
    text = pubmed(article(1), article(2).replace("</ArticleTitle>", "</Title>"), article(3))
    document = read_document(text.encode(), "a.xml")
    assert [trial.title for trial in document.trials] == ["Article 1", "Article 3"]
    assert document.failures == (
        "a.xml, article 2: the <PubmedArticle> that begins at line 4 is damaged; download it again.",
    )
