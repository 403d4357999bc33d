import json
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.plain_record import may_not_be_plain, plain_record, plain_words
from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.trials.trial import Arm, Eligibility, Intervention, Trial
from desktop.workflows.found_documents import readable
from tests.documents_of_ours import an_xml
from tests.examples import a_trial
from tests.worded import worded

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ARABIC = "دراسة سريرية لسرطان الثدي (HER2)"
HEBREW = "מחקר קליני בסרטן השד"


def read(text: str, name: str = "a document") -> list[Trial | DocumentError]:
    return list(open_document(text.encode(), name).records)


def title_of(text: str) -> str:
    (record,) = read(text)
    assert isinstance(record, Trial)
    return record.title


def a_json(title: str) -> str:
    study = {"protocolSection": {"identificationModule": {"nctId": "NCT09990001", "briefTitle": title}}}
    return json.dumps(study)


def a_nbib(title: str) -> str:
    return f"PMID- 1\nOWN - NLM\nTI  - {title}\n"


def a_ris(title: str) -> str:
    return f"TY  - JOUR\nTI  - {title}\nER  - \n"


def a_csv(title: str) -> str:
    return f'NCT Number,Study Title,Study Status\nNCT09990001,"{title}",COMPLETED\n'


def a_ctgov_xml(title: str) -> str:
    return an_xml("NCT09990001", title).decode()


FORMATS = pytest.mark.parametrize("document", [a_json, a_nbib, a_ris, a_csv, a_ctgov_xml])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a &lt; b", "a < b"),
        ("a &amp;lt; b", "a < b"),
        ("a &amp;amp;lt; b", "a < b"),
        ("R&amp;amp;D", "R&D"),
        ("R&D; AT&T", "R&D; AT&T"),
        ("a &notanentity; b &amp", "a &notanentity; b &amp"),
        ("caf&eacute;&nbsp;&#8805;&#x2265;&#39;", "café ≥≥'"),
        ("one&#10;two&#0;three", "one two\ufffdthree"),
        ("&lt;b&gt;bold&lt;/b&gt;", "<b>bold</b>"),
    ],
)
def test_a_text_says_what_it_said_before_it_was_escaped(written: str, meant: str) -> None:
    assert plain_words(written) == meant


def test_a_text_is_unescaped_five_times_at_most() -> None:
    text = "<"
    for _ in range(9):
        text = escape(text)
    assert plain_words(text) == "&amp;amp;amp;lt;"


@given(st.text(st.characters(codec="utf-8", exclude_characters="&"), max_size=30), st.integers(0, 4))
def test_whatever_was_escaped_up_to_four_times_comes_back(text: str, times: int) -> None:
    written = text
    for _ in range(times):
        written = escape(written)
    assert plain_words(written) == text


@FORMATS
def test_entities_are_characters_whichever_format_they_come_in(document) -> None:  # noqa: ANN001
    assert title_of(document("Women aged &amp;lt; 50 at R&amp;amp;D &amp;#8805; 2")) == "Women aged < 50 at R&D ≥ 2"


def test_what_is_escaped_once_in_xml_comes_out_as_it_was_meant() -> None:
    assert title_of(a_ctgov_xml("Ki67 &lt;5 &amp; HER2")) == "Ki67 <5 & HER2"


@FORMATS
def test_what_turns_the_writing_is_left_out_and_told_of(document) -> None:  # noqa: ANN001
    (record,) = read(document("\u202eOLLEH\u202c of \u2066cancer\u2069"))
    assert isinstance(record, Trial)
    assert record.title == "OLLEH of cancer"
    assert any(
        each.endswith("characters that turn the direction of writing were left out.")
        for each in worded(record.warnings)
    )


@pytest.mark.parametrize("written", ["\\u202e", "&#8238;", "&amp;#8238;", "&amp;amp;#x202E;", "&#x0202e;"])
def test_what_turns_the_writing_is_found_escaped_too(written: str) -> None:
    text = a_json("x").replace('"x"', f'"HER2 {written}evitisop"')
    (record,) = read(text)
    assert isinstance(record, Trial)
    assert record.title == "HER2 evitisop"


@FORMATS
@pytest.mark.parametrize("title", [ARABIC, HEBREW, f"\u200f{HEBREW}\u200e, phase 2", f"HER2 {ARABIC}\u061c 2"])
def test_arabic_and_hebrew_stay_as_they_are_written(document, title: str) -> None:  # noqa: ANN001
    (record,) = read(document(title))
    assert isinstance(record, Trial)
    assert record.title == title
    assert not any("direction" in each for each in worded(record.warnings))


def test_every_text_of_a_record_is_made_plain_however_deep_it_lies() -> None:
    spoilt = f"a{TURNING}b &amp;amp; c"
    trial = a_trial(
        title=spoilt,
        conditions=(spoilt,),
        interventions=(Intervention(spoilt, spoilt, spoilt, (spoilt,)),),
        arms=(Arm(spoilt, spoilt, spoilt, (spoilt,)),),
        eligibility=Eligibility(undivided=spoilt),
    )
    plain = plain_record(trial)
    assert plain.arms == (Arm("ab & c", "ab & c", "ab & c", ("ab & c",)),)
    assert plain.interventions == (Intervention("ab & c", "ab & c", "ab & c", ("ab & c",)),)
    assert (plain.title, plain.conditions, plain.eligibility.undivided) == ("ab & c", ("ab & c",), "ab & c")
    assert worded(plain.warnings)[-1] == "99 characters that turn the direction of writing were left out."


def test_a_record_without_any_is_the_very_same() -> None:
    trial = a_trial(title=f"Plain {ARABIC} & more")
    assert plain_record(trial) is trial
    assert not may_not_be_plain(f"Plain {ARABIC} & more")


def test_a_title_of_nothing_but_such_characters_is_no_title() -> None:
    (record,) = read(a_json(TURNING))
    assert isinstance(record, DocumentError)
    assert str(record) == "a document, record 1: it has no title; download it again."


def test_a_file_name_that_turns_the_writing_is_shown_as_it_is_stored() -> None:
    assert readable("lairt\u202exml.exe") == "lairt\ufffdxml.exe"
