import json
from itertools import islice

import pytest

from desktop.documents.syntax.json_records import JsonRecord, json_records
from desktop.errors import DocumentError
from tests.steps import MOST_GROWTH, steps


def a_study(number: int, **more: object) -> dict[str, object]:
    return {"protocolSection": {"identificationModule": {"nctId": f"NCT0999{number:04}"}, **more}}


def records(text: str) -> list[JsonRecord | DocumentError]:
    return list(json_records(text, frozenset(("protocolSection",)), frozenset(("studies", "wrapped"))))


def numbers(text: str) -> list[str]:
    return [
        record.fields["protocolSection"]["identificationModule"]["nctId"]
        if isinstance(record, JsonRecord)
        else str(record)
        for record in records(text)
    ]


THREE = [a_study(1), a_study(2), a_study(3)]
FOUND = ["NCT09990001", "NCT09990002", "NCT09990003"]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(THREE),
        json.dumps(THREE, indent=2),
        json.dumps({"studies": THREE, "nextPageToken": "x"}),
        json.dumps({"totalCount": 3, "nextPageToken": "x", "studies": THREE}),
        json.dumps({"wrapped": {"studies": [{"n": 1, "wrapped": each} for each in THREE]}}),
        "\n".join(json.dumps(each) for each in THREE),
        "\n\n".join(json.dumps(each) for each in THREE) + "\n",
        "\n".join(json.dumps({"studies": [each]}) for each in THREE),
        json.dumps([{"derivedSection": {"protocol": [1, {}]}, "hasResults": True, **each} for each in THREE]),
        json.dumps(THREE).replace("}]", "},]"),
    ],
)
def test_records_are_found_however_they_are_wrapped(text: str) -> None:
    assert numbers(text) == FOUND


def test_a_record_comes_before_the_rest_is_looked_at() -> None:
    text = json.dumps([a_study(1)])[:-1] + ", @@@ this is no JSON @@@"
    (first,) = islice(json_records(text, frozenset(("protocolSection",)), frozenset()), 1)
    assert isinstance(first, JsonRecord)


def test_a_damaged_record_is_named_and_the_others_are_read() -> None:
    broken = json.dumps(a_study(2, note="n")).replace('"n"}', '"n" oops}')
    text = f"[{json.dumps(a_study(1))},\n{broken},\n{json.dumps(a_study(3))}]"
    assert numbers(text) == [
        "NCT09990001",
        "study 2 (NCT09990002): the JSON is damaged at line 2, column 84; download it again.",
        "NCT09990003",
    ]


def test_a_damaged_line_among_lines_is_named() -> None:
    text = f"{json.dumps(a_study(1))}\n{json.dumps(a_study(2))[:-2]}\n{json.dumps(a_study(3))}\n"
    first, second, third = numbers(text)
    assert (first, third) == ("NCT09990001", "NCT09990003")
    assert second.startswith("study 2 (NCT09990002): the JSON is damaged at line 3, column 1;")


def test_a_line_that_breaks_off_inside_a_text_does_not_swallow_the_next() -> None:
    text = f"{json.dumps(a_study(1))}\n{json.dumps(a_study(2))[:-6]}\n{json.dumps(a_study(3))}\n"
    first, second, third = numbers(text)
    assert (first, third) == ("NCT09990001", "NCT09990003")
    assert second.startswith("study 2: the JSON is damaged at line 2")


def test_rubbish_between_records_costs_none() -> None:
    text = f"[{json.dumps(a_study(1))} xyz, {json.dumps(a_study(2))}]"
    first, told, last = numbers(text)
    assert (first, last) == ("NCT09990001", "NCT09990002")
    assert told.startswith("after study 1: the JSON is damaged at line 1, column")


@pytest.mark.parametrize("cut", [3, 30, 60])
def test_an_array_that_breaks_off_gives_its_whole_records_first(cut: int) -> None:
    found = []
    with pytest.raises(DocumentError, match=r"breaks off at line 1; it was cut short: download it again\.$"):
        found.extend(
            record.place
            for record in json_records(json.dumps(THREE)[:-cut], frozenset(("protocolSection",)), frozenset())
            if isinstance(record, JsonRecord)
        )
    # A generator that raises inside extend has delivered what came before.
    assert found == [1, 2]


@pytest.mark.parametrize("odd", ["null", "17", '"text"', "{}", '{"studies": 3}'])
def test_an_item_that_is_no_record_is_named(odd: str) -> None:
    first, told, last = numbers(f"[{json.dumps(a_study(1))}, {odd}, {json.dumps(a_study(3))}]")
    assert (first, last) == ("NCT09990001", "NCT09990003")
    assert told == "study 2: it is not a study record; download it again."


@pytest.mark.parametrize("opening", ["[", '{"studies":', '{"protocolSection":', '{"a":[', '{"protocolSection":{"a":['])
def test_nesting_without_end_is_refused_whatever_its_depth(opening: str) -> None:
    def refuse(depth: int) -> None:
        with pytest.raises(DocumentError, match=r"nested deeper than any trial|breaks off"):
            records(opening * depth)

    assert steps(lambda: refuse(100_000)) <= MOST_GROWTH * steps(lambda: refuse(10_000))


def test_a_record_that_nests_without_end_does_not_take_others_along() -> None:
    deep = '{"protocolSection": ' + "[" * 100_000 + "]" * 100_000 + "}"
    first, told, last = numbers(f"[{json.dumps(a_study(1))}, {deep}, {json.dumps(a_study(3))}]")
    assert (first, last) == ("NCT09990001", "NCT09990003")
    assert told.startswith("study 2: what begins at line 1 is nested deeper")


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", ">>>>>>> 9c89203"])
def test_git_conflict_markers_are_called_by_their_name(marker: str) -> None:
    text = json.dumps(THREE, indent=1).replace('  "protocolSection"', f'{marker}\n  "protocolSection"', 1)
    with pytest.raises(DocumentError, match=r"line 3 holds a git conflict marker.*download"):
        records(text)


def test_what_only_looks_like_a_conflict_marker_is_text() -> None:
    assert numbers(json.dumps([a_study(1, note="<<<<<<< HEAD and >>>>>>> x")])) == FOUND[:1]


@pytest.mark.parametrize(
    ("written", "kept", "lost"),
    [
        (r"a\u0000b", "a\ufffdb", 1),
        (r"a\ud83db\uDE00", "a\ufffdb\ufffd", 2),
        (r"\ud83d\ude00", "\U0001f600", 0),
        (r"\\ud83d", r"\ud83d", 0),
        (r"\\\ud83d\\u0000", "\\\ufffd\\u0000", 1),
        (r"\u00e9\ud83d\ud83d\ude00", "é\ufffd\U0001f600", 1),
    ],
)
def test_escapes_of_no_character_are_replaced_and_counted(written: str, kept: str, lost: int) -> None:
    (record,) = records(f'[{{"protocolSection": {{"a": "{written}"}}}}]')
    assert isinstance(record, JsonRecord)
    assert (record.fields["protocolSection"]["a"], record.lost) == (kept, lost)


def test_a_line_end_inside_a_text_is_borne_with() -> None:
    (record,) = records('{"protocolSection": {"a": "one\ntwo\t"}}')
    assert isinstance(record, JsonRecord)
    assert record.fields["protocolSection"]["a"] == "one\ntwo\t"


def test_faults_without_end_come_to_an_end() -> None:
    def refuse(faults: int) -> None:
        with pytest.raises(DocumentError, match="damaged"):
            records('[{"protocolSection": @},' * faults)

    assert steps(lambda: refuse(50_000)) <= MOST_GROWTH * steps(lambda: refuse(5_000))


def test_damage_behind_a_number_that_python_refuses_for_its_length_is_a_fault_like_any_other() -> None:
    fault, record = records('[{"protocolSection": 1, "n": ' + "9" * 5_000 + ' "x"}, {"protocolSection": 2}]')
    assert isinstance(fault, DocumentError)
    assert "the JSON is damaged at line 1" in str(fault)
    assert isinstance(record, JsonRecord)
