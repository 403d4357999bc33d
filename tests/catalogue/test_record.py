"""A record as bytes and back."""

from dataclasses import replace

from desktop.catalogue.storing.record import Record, from_record, to_record
from desktop.trials.finding import Evidence, Finding
from tests.examples import a_trial


def test_findings_with_and_without_the_words_that_tell_of_whom_they_speak_come_back_equal() -> None:
    plain = Finding("her2", "positive", "rule", "stated", Evidence("title", 0, 5, "HER2+"), cohort="Cohort A")
    record = Record(a_trial(), (plain, replace(plain, value="negative", cue=(6, 14))))
    assert from_record(to_record(record)) == record
