"""XML of many records that breaks off, lacks its end, or is damaged in one of them."""

from collections.abc import Callable

import pytest

from desktop.errors import DocumentError
from tests.reading import ReadDocument, read_document

ICTRP = "<Trial><TrialID>NCT0600000{0}</TrialID><Public_title>Trial {0} of many</Public_title></Trial>\n"
STUDY = (
    "<clinical_study><id_info><nct_id>NCT0600000{0}</nct_id></id_info>"
    "<brief_title>Trial {0} of many</brief_title></clinical_study>\n"
)
KINDS = [
    (ICTRP, "Trials_downloaded_from_ICTRP", "Trial"),
    (STUDY, "search_results", "clinical_study"),
]


def whole(record: str, root: str) -> str:
    return f"<?xml version='1.0'?>\n<{root}>\n{''.join(record.format(number) for number in (1, 2, 3))}</{root}>\n"


def keys(document: ReadDocument) -> list[str]:
    return [each.key[-1] for each in document.trials]


@pytest.mark.parametrize(("record", "root", "name"), KINDS)
def test_a_missing_end_loses_nothing_and_is_told_at_the_last_record(record: str, root: str, name: str) -> None:
    text = whole(record, root).replace(f"</{root}>", "")
    document = read_document(text.encode(), "x.xml")
    assert (keys(document), document.failures) == (["1", "2", "3"], ())
    assert [[told.code for told in each.warnings] for each in document.trials] == [[], [], ["no_end"]]
    assert not any(each.warnings for each in read_document(whole(record, root).encode(), "x.xml").trials)


@pytest.mark.parametrize(("record", "root", "name"), KINDS)
@pytest.mark.parametrize("at", ["Trial 3", "NCT06000003", "3 of many"])
def test_the_whole_records_before_the_break_are_kept_and_the_break_is_told(
    record: str, root: str, name: str, at: str
) -> None:
    text = whole(record, root)
    document = read_document(text[: text.index(at) + 5].encode(), "x.xml")
    assert keys(document) == ["1", "2"]
    (told,) = document.failures
    assert told.startswith("x.xml cannot be read beyond its first 2 records: the XML breaks off at line 5")


@pytest.mark.parametrize(("record", "root", "name"), KINDS)
@pytest.mark.parametrize(("sound", "damaged"), [("Trial 2 of", "Trial <2 of"), ("Trial 2 of", "Trial & of")])
def test_a_damaged_record_is_told_in_its_place_and_those_after_it_are_read(
    record: str, root: str, name: str, sound: str, damaged: str
) -> None:
    document = read_document(whole(record, root).replace(sound, damaged).encode(), "x.xml")
    assert keys(document) == ["1", "3"]
    (told,) = document.failures
    assert f"the <{name}> that begins at line 4 is damaged" in told


@pytest.mark.parametrize(("record", "root", "name"), KINDS)
def test_every_prefix_gives_its_whole_records_or_is_refused(record: str, root: str, name: str) -> None:
    text = whole(record, root)
    for end in range(len(text)):
        start = text[:end]
        expected = start.count(f"</{name}>")
        try:
            assert len(read_document(start.encode(), "x.xml").trials) == expected
        except DocumentError:
            assert expected == 0


def test_a_single_study_that_breaks_off_is_refused_as_before(sample: Callable[[str], str]) -> None:
    text = sample("study.xml")
    with pytest.raises(DocumentError, match=r"breaks off at line \d+; it was cut short"):
        read_document(text[: text.rindex("</clinical_study>")].encode(), "x.xml")
