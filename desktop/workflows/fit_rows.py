"""Make the first rows of a comparison, which say how trials fit a patient."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.comparison.cells import Compared, facet_cell
from desktop.comparison.parts import Cell, Line
from desktop.comparison.rows import RowMaker
from desktop.matching.answering import TrialFit, answer_trial
from desktop.matching.questions import Question
from desktop.matching.words import FIT_WORDS, answer_words, why_words
from desktop.trials.facets import Facets


def fit_rows(asked: Sequence[Question], facets: Facets) -> tuple[RowMaker, ...]:
    """Return the rows for how trials fit a patient, in all and by criterion; empty if nothing is asked."""
    if not asked:
        return ()
    answered: dict[str, TrialFit] = {}

    def told(trial: Compared) -> TrialFit:
        stored = trial.subject.stored
        if stored.trial.key not in answered:
            answered[stored.trial.key] = answer_trial(asked, stored, facets)
        return answered[stored.trial.key]

    def whole(trial: Compared) -> Cell:
        fit = told(trial)
        notes = tuple(filter(None, (fit.cohort, why_words(fit, facets))))
        return Cell((Line(_capital(FIT_WORDS[fit.fit]), notes),))

    def row(place: int, question: Question) -> RowMaker:
        read = facet_cell(question.criterion.shown_as)

        def make(trial: Compared) -> Cell:
            answer = told(trial).answers[place]
            line = Line(_capital(FIT_WORDS[answer.fit]), (answer_words(answer, facets),))
            return replace(read(trial), lines=(line,), values=(), is_silent=answer.standing == "silent")

        label = f"Fit: {question.criterion.label}"
        return RowMaker(f"fit {question.criterion.id}", lambda _words, _country: label, make, is_of_patient=True)

    first = RowMaker("fit", lambda _words, _country: "Fit", whole, is_of_patient=True)
    return (first, *(row(place, each) for place, each in enumerate(asked)))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
