"""Abuse cases 4, 6, 7, 8 and the JSON of 29: nesting, numbers that are none, characters that are none, damage."""

import json
from pathlib import Path

import pytest

from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.trials.sections import sections
from tests.abuse.conftest import Shelf, assert_plain
from tests.worded import worded

NUMBER = "NCT09990009"
TITLE = "Letrozole in breast cancer"


def a_study(**modules: object) -> dict[str, object]:
    names = {"nctId": NUMBER, "briefTitle": TITLE}
    return {"protocolSection": {"identificationModule": names, **modules}}


def with_enrolment(written: str) -> str:
    return json.dumps(a_study(designModule={"enrollmentInfo": {"count": "HERE"}})).replace('"HERE"', written)


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"studies":[', '{"protocolSection":', '[{"protocolSection":{"a":'])
@pytest.mark.parametrize("closed", [True, False])
def test_json_nested_100_000_deep_is_refused(shelf: Shelf, opening: str, closed: bool) -> None:
    closing = "".join({"[": "]", "{": "}"}.get(letter, "") for letter in reversed(opening))
    report = shelf.bring(opening * 100_000 + "1" + closing * 100_000 * closed, "deep.json")
    assert shelf.added() == []
    # Each level looks like the beginning of a study; the reader gives up after a thousand of them.
    assert report.count("failed") == len(report.documents) <= 1_001
    for each in report.documents:
        assert_plain(each.reason, "deep.json")


@pytest.mark.parametrize("mark", ["protocolSection", "_id", "trialNumber"])
def test_a_deep_value_beside_a_study_costs_no_other_study(shelf: Shelf, mark: str) -> None:
    deep = f'{{"{mark}": {"[" * 100_000}{"]" * 100_000}}}'
    report = shelf.bring(f"[{deep}, {json.dumps(a_study())}]", "mixed.json")
    assert [stored.trial.key for stored in shelf.added()] == [NUMBER]
    for each in report.documents:
        assert each.outcome == "saved" or "nested deeper" in each.reason


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("NaN", "NaN, which is no number"),
        ("Infinity", "Infinity, which is no number"),
        ("-Infinity", "-Infinity, which is no number"),
        ("1e999", "too large to be true"),
        ("9" * 5_000, "a number of 5000 digits, too large to be true"),
        ("-" + "9" * 5_000, "too large to be true"),
        (str(2**63), "too large to be true"),
        (str(2**63 - 1), '"9223372036854775807"'),
        ("-1", '"-1"'),
    ],
)
def test_a_number_that_is_none_is_left_out_with_its_path_and_the_rest_is_imported(
    shelf: Shelf, written: str, told: str
) -> None:
    report = shelf.bring(with_enrolment(written), "odd.json")
    assert report.count("saved") == 1
    (stored,) = shelf.added()
    assert (stored.trial.title, stored.trial.enrollment) == (TITLE, None)
    (warning,) = worded(stored.trial.warnings)
    assert warning.startswith("protocolSection.designModule.enrollmentInfo.count was left out")
    assert told in warning
    assert shelf.catalogue.index.search(TrialQuery(), "enrollment")[-1:] == shelf.catalogue.index.search(
        TrialQuery(text=NUMBER)
    )


@pytest.mark.parametrize("written", ["NaN", "Infinity", "9" * 5_000, str(2**63)])
@pytest.mark.parametrize("field", ["briefTitle", "nctId", "acronym"])
def test_a_number_that_is_none_where_text_belongs_harms_nobody(shelf: Shelf, field: str, written: str) -> None:
    names = {"nctId": NUMBER, "briefTitle": TITLE, "officialTitle": "Official", "acronym": "A", field: "HERE"}
    text = json.dumps({"protocolSection": {"identificationModule": names}}).replace('"HERE"', written)
    assert shelf.bring(text, "odd.json").count("saved") == 1
    (stored,) = shelf.added()
    assert f"protocolSection.identificationModule.{field} was left out" in worded(stored.trial.warnings)[0]


@pytest.mark.parametrize("lost", [b"\xed\xa0\xbd", b"\\ud83d", b"\\uDE00"], ids=["bytes", "high", "low"])
def test_a_lone_surrogate_becomes_the_replacement_character_and_is_counted(shelf: Shelf, lost: bytes) -> None:
    content = json.dumps(a_study()).encode().replace(b"Letrozole", b"Letro" + lost + b"zole" + lost)
    assert shelf.bring(content, "lost.json").count("saved") == 1
    (stored,) = shelf.added()
    assert stored.trial.title == "Letro\ufffdzole\ufffd in breast cancer"
    assert worded(stored.trial.warnings)[0].startswith("2 ")


def test_a_pair_of_surrogates_is_one_character_and_no_loss(shelf: Shelf) -> None:
    shelf.bring(json.dumps(a_study()).replace("Letrozole", "\\ud83e\\ude7a"), "pair.json")
    (stored,) = shelf.added()
    assert stored.trial.title.startswith("\N{STETHOSCOPE} in")
    assert stored.trial.warnings == ()


@pytest.mark.parametrize("nul", [b"\x00", b"\\u0000"], ids=["byte", "escape"])
def test_a_nul_is_kept_out_of_every_text(shelf: Shelf, nul: bytes) -> None:
    content = json.dumps(a_study(descriptionModule={"briefSummary": "before here after"}))
    shelf.bring(content.encode().replace(b"here", nul).replace(b"Letrozole", b"Letro" + nul + b"zole"), "nul.json")
    (stored,) = shelf.added()
    assert all("\x00" not in text for text in sections(stored.trial).values())
    assert "2 " in worded(stored.trial.warnings)[0]
    assert len(shelf.catalogue.index.search(TrialQuery(text="after"))) == 1


@pytest.mark.parametrize("text", ["trastuzumab\x00", "\x00", '"\x00', "tras\x00tuzumab*", "\ud83d", '"\udc00 her2"'])
def test_a_search_for_a_nul_or_half_a_character_is_no_error(shelf: Shelf, text: str) -> None:
    for query in (TrialQuery().with_text(text), parse_query(text, shelf.vocabularies.facets).query):
        assert len(shelf.catalogue.index.search(query)) <= 2
        assert len(shelf.catalogue.index.search(query, "relevance")) <= 2


def test_conflict_markers_are_called_by_their_name(shelf: Shelf) -> None:
    text = json.dumps(a_study(), indent=1).replace(
        '   "briefTitle"', '<<<<<<< HEAD\n   "briefTitle": "Ours",\n=======\n   "briefTitle"', 1
    )
    reason = shelf.refused(text.replace("\n  }", "\n>>>>>>> theirs\n  }", 1), "merged.json")
    assert "line 5 holds a git conflict marker" in reason


def test_json_in_windows_1252_is_read_and_says_so(shelf: Shelf) -> None:
    text = json.dumps(a_study(), ensure_ascii=False).replace("Letrozole", "L\xe9trozole \x96 caf\xe9")
    shelf.bring(text.replace("\x96", "–").encode("cp1252"), "old.json")
    (stored,) = shelf.added()
    assert stored.trial.title == "Létrozole – café in breast cancer"
    assert "Windows-1252" in worded(stored.trial.warnings)[0]


def test_real_json_in_windows_1252_is_read(shelf: Shelf, shared: Path) -> None:
    report = shelf.take(shared / "samples/malformed/full_studies_cp1252.json")
    assert report.count("saved") == len(report.documents) > 0
    assert all("Windows-1252" in worded(each.warnings)[0] for each in report.documents)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_json_cut_short_gives_its_whole_studies_and_says_where_it_breaks_off(shelf: Shelf, keep: float) -> None:
    studies = [json.loads(json.dumps(a_study()).replace(NUMBER, f"NCT0998{n:04}")) for n in range(20)]
    text = json.dumps(studies, indent=1)
    report = shelf.bring(text[: int(len(text) * keep)], "cut.json")
    *saved, last = report.documents
    assert [each.outcome for each in saved] == ["saved"] * int(20 * keep)
    assert [stored.trial.key for stored in shelf.added()] == [f"NCT0998{n:04}" for n in range(int(20 * keep))]
    assert_plain(last.reason, "cut.json")
    assert f"beyond its first {len(saved)} records: the JSON breaks off at line " in last.reason


@pytest.mark.parametrize(
    "text", ["null", "17", '"protocolSection"', "[]", "{}", '[{"protocolSection": null}]', "[[[]]]"]
)
def test_json_without_a_trial_is_refused(shelf: Shelf, text: str) -> None:
    shelf.refused(text, "other.json")
