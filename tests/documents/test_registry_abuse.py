"""Hostile, damaged and oddly encoded documents of the other registries and of libraries: refused in words or read."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import defusedxml.ElementTree
import pytest

from desktop.documents import read
from desktop.documents.syntax.markup import plain_text
from desktop.errors import DocumentError
from tests.reading import read_document
from tests.steps import cpu_seconds
from tests.worded import worded

FORMATS = {
    "anzctr.xml": "anzctr",
    "articles.nbib": "medline",
    "articles.xml": "pubmed_xml",
    "chictr.xml": "chictr",
    "ctis.csv": "ctis_csv",
    "ctis.json": "ctis_json",
    "ctis_search.json": "ctis_search",
    "drks.json": "drks",
    "euctr.json": "euctr_json",
    "euctr.txt": "euctr_text",
    "ictrp.csv": "ictrp_csv",
    "ictrp.xml": "ictrp",
    "isrctn.json": "isrctn_json",
    "isrctn.xml": "isrctn_xml",
    "jrct_page.txt": "jrct_page",
    "references.ris": "ris",
}
XML = [name for name in FORMATS if name.endswith(".xml")]
BOMB = '<!DOCTYPE a [<!ENTITY b "bomb"><!ENTITY c "&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("name", FORMATS)
def test_exactly_one_reader_recognises_a_document(sample: Callable[[str], str], name: str) -> None:
    assert [each.id for each in read._FORMATS if each.recognises(sample(name))] == [FORMATS[name]]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_document_reads_the_same_in_every_encoding(sample: Callable[[str], str], name: str, encoding: str) -> None:
    text = sample(name)
    plain, coded = read_document(text.encode(), name), read_document(text.encode(encoding), name)
    assert coded.format == FORMATS[name]
    assert [trial.key for trial in coded.trials] == [trial.key for trial in plain.trials]
    assert [trial.title for trial in coded.trials] == [trial.title for trial in plain.trials]


@pytest.mark.parametrize("name", FORMATS)
def test_windows_line_ends_change_nothing(sample: Callable[[str], str], name: str) -> None:
    text = sample(name).replace("\r\n", "\n")
    assert read_document(text.replace("\n", "\r\n").encode(), name) == read_document(text.encode(), name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_windows_1252_document_is_read_and_says_so(sample: Callable[[str], str], name: str) -> None:
    text = sample(name).replace("breast cancer", "breast cancer in caf\xe9s", 1).replace("≥", "over").replace("á", "a")
    document = read_document(text.encode("cp1252"), name)
    assert document.encoding == "cp1252"
    assert all("Windows-1252" in worded(trial.warnings)[0] for trial in document.trials)


@pytest.mark.parametrize("name", FORMATS)
def test_a_nul_is_counted_not_kept(sample: Callable[[str], str], name: str) -> None:
    document = read_document(sample(name).replace("breast cancer", "breast\x00cancer", 1).encode(), name)
    assert "\x00" not in repr(document.trials)
    assert any("unreadable character" in warning for trial in document.trials for warning in worded(trial.warnings))


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
def test_entities_are_neither_expanded_nor_fetched(sample: Callable[[str], str], name: str, doctype: str) -> None:
    text = sample(name)
    root = text.index("<", text.index("?>"))
    end = text.index(">", root) + 1 if text.startswith("<!", root) else root
    hostile = text[:root] + doctype + text[end:].replace("breast cancer", "&b;", 1)
    with pytest.raises(DocumentError, match="not safe to read"):
        read_document(hostile.encode(), name)


@pytest.mark.parametrize("name", XML)
def test_deep_nesting_is_refused(sample: Callable[[str], str], name: str) -> None:
    text = sample(name)
    end = text.rindex("</")
    with pytest.raises(DocumentError, match="nested more than"):
        read_document((text[:end] + "<a>" * 200_000).encode(), name)


@pytest.mark.parametrize("name", XML)
def test_truncated_xml_names_the_line(sample: Callable[[str], str], name: str) -> None:
    text = sample(name)
    told = faults_of(text[: len(text) * 2 // 3].rsplit("\n", 1)[0], name)
    assert re.search(r"breaks off at line \d+.*download it again", told)


@pytest.mark.parametrize("name", ["chictr.xml", "ictrp.xml"])
def test_a_mismatched_tag_names_the_line(sample: Callable[[str], str], name: str) -> None:
    text = sample(name).replace("</phase>", "</fase>").replace("</Phase>", "</Fase>")
    assert re.search(r"line \d+(?:, column \d+ .*;| is damaged;) download it again", faults_of(text, name))


def faults_of(text: str, name: str) -> str:
    """Return what is told of a damaged document, whether some of its records are whole or none."""
    try:
        return " ".join(read_document(text.encode(), name).failures)
    except DocumentError as fault:
        return str(fault)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "filling", [" ", "\n", "<", "<br", "; ", "(", "Female: yes ", "Adults (", "Term: ", "a", "10.1234/", "1. "]
)
def test_a_long_run_of_anything_is_read_in_time(sample: Callable[[str], str], name: str, filling: str) -> None:
    if name.endswith(".xml"):
        filling = filling.replace("<", "&lt;")
    elif name.endswith(".json"):
        filling = filling.replace("\n", "\\n")
    text = sample(name).replace("reast cancer", "reast cancer" + filling * (60_000 // len(filling)))
    # The memory of all tests before may be swept during a turn; that lasts seconds, and seldom happens twice.
    assert any(cpu_seconds(lambda: read_document(text.encode(), name)) < 3 for _ in range(2))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_document_gives_the_same_trials(sample: Callable[[str], str], name: str) -> None:
    content = sample(name).encode()
    assert read_document(content, name) == read_document(content, "another name") or name in str(
        read_document(content, name).failures
    )


def test_every_shared_document_of_these_formats_reads_whole(shared: Path) -> None:
    counts = {}
    for folder in ("ictrp", "other_registries", "publications"):
        for path in sorted((shared / "samples" / folder).iterdir()):
            document = read_document(path.read_bytes(), path.name)
            assert document.failures == ()
            counts[path.name] = (document.format, len(document.trials))
    assert counts == {
        # 95 records, of which 28 belong to 23 European trials.
        "ICTRP-Results.xml": ("ictrp", 90),
        "ChiCTR2000034346.xml": ("chictr", 1),
        "ctrdata_CTIS_2022-500244-37-00.json": ("ctis_json", 1),
        "ctrdata_EUCTR_2019-002663-10-ES.json": ("euctr_json", 1),
        "ctrdata_ISRCTN_12949496.json": ("isrctn_json", 1),
        "euctr_two_trials.txt": ("euctr_text", 2),
        "benchmark.ris": ("ris", 13),
        "pubmed-set.nbib": ("medline", 10),
        "pubmed_46.ris": ("ris", 46),
        "pubmed_NCT03447769_37788412.xml": ("pubmed_xml", 1),
        "pubmed_NCT03663205_34033975.xml": ("pubmed_xml", 1),
        "pubmed_NCT03735121_37268157.xml": ("pubmed_xml", 1),
        "pubmed_zotero.ris": ("ris", 6),
        "scopus.ris": ("ris", 6),
    }


def test_every_labelled_article_reads_and_names_its_trial(shared: Path) -> None:
    named = {}
    for path in sorted((shared / "gold/documents").glob("*.nbib")):
        (trial,) = read_document(path.read_bytes(), path.name).trials
        number = path.stem.removeprefix("PMID")
        assert trial.key == (f"pmid:{number}" if number != path.stem else f"doi:{path.stem.replace('_', '/', 1)}")
        assert any(section.name.startswith("abstract") for section in trial.narrative)
        written = set(re.findall(r"NCT\d{8}", path.read_text(encoding="utf-8")))
        named[path.name] = (written, {each.value for each in trial.reports_on if each.registry == "NCT"})
    assert named
    assert {name for name, (written, reported) in named.items() if written != reported} == set()


def test_no_word_of_the_mirrored_criteria_is_lost_but_headings_marks_and_answers(shared: Path) -> None:
    content = (shared / "samples/ictrp/ICTRP-Results.xml").read_bytes()
    trials = {each.value: trial for trial in read_document(content, "a").trials for each in trial.identifiers}
    dropped: Counter[str] = Counter()
    compared = 0
    for record in defusedxml.ElementTree.fromstring(content).iter("Trial"):
        number = (record.findtext("TrialID") or "").strip()
        if number not in trials:
            continue
        compared += 1
        fields = [record.findtext(tag) or "" for tag in ("Inclusion_Criteria", "Exclusion_Criteria")]
        written = plain_text("\n".join(fields)).split("Are the trial subjects under 18?")[0]
        eligibility = trials[number].eligibility
        kept = [eligibility.undivided, *(each.text for each in (*eligibility.inclusion, *eligibility.exclusion))]
        words, read = (Counter(re.findall(r"\w+", text)) for text in (written, " ".join(kept)))
        assert not read - words, number
        dropped += words - read
    assert compared > 50
    assert {word.casefold() for word in dropped if not word.isdigit() and len(word) > 2} <= {
        "inclusion", "exclusion", "criteria", "criterion", "key", "main", "none", "not", "applicable",
        "exclusions", "other", "iii",
    }  # fmt: skip


def test_no_shared_document_is_claimed_by_two_readers(shared: Path) -> None:
    for path in sorted((shared / "samples").rglob("*")):
        if path.suffix in (".xml", ".json", ".txt", ".csv", ".tsv", ".ris", ".nbib"):
            text = path.read_text(encoding="utf-8", errors="replace")
            assert len([each.id for each in read._FORMATS if each.recognises(text)]) <= 1, path.name
