"""Compare trials side by side: one column for each trial, one row for each fact of the table of rows."""

from collections import Counter
from collections.abc import Sequence

from desktop.comparison.cells import Compared, damaged_cell
from desktop.comparison.parts import Column, Comparison, Row
from desktop.comparison.rows import ROWS, RowMaker
from desktop.comparison.sites import countries_of
from desktop.sheet.describe import sheet_of
from desktop.sheet.facts import facet_fact
from desktop.sheet.parts import words_of
from desktop.sheet.subject import Subject
from desktop.sheet.wording import Wording
from desktop.trials.remarks import DAMAGE


def compare(
    subjects: Sequence[Subject], words: Wording, country: str = "", rows: Sequence[RowMaker] = ROWS
) -> Comparison:
    """Return a comparison of trials in their order; sites are counted in ``country``, or everywhere if it is "".

    Only facts are aligned: for example, single arms of two trials are never matched with each other.
    """
    trials = [Compared(subject, sheet_of(subject, words), words, country) for subject in subjects]
    counted = sum((Counter(countries_of(subject.trial.sites)) for subject in subjects), Counter[str]())
    return Comparison(
        columns=tuple(map(_column, trials)),
        rows=tuple(
            Row(
                row.id,
                row.label(words, country),
                tuple((damaged_cell if _is_damaged(each.subject) else row.make)(each) for each in trials),
                row.is_of_patient,
            )
            for row in rows
        ),
        country=country,
        countries=tuple(name for name, _ in counted.most_common()),
    )


def _column(trial: Compared) -> Column:
    record, subject = trial.subject.trial, trial.subject
    is_damaged = _is_damaged(subject)
    status = "" if is_damaged else words_of(facet_fact("status", subject, trial.words).text)
    title = " ".join(trial.sheet.title.split())
    return Column(record.key, subject.identifier, record.acronym or title, title, status, is_damaged)


def _is_damaged(subject: Subject) -> bool:
    return any(remark.code in DAMAGE for remark in subject.trial.warnings)
