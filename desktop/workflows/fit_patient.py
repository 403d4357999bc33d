"""Find the trials that fit one patient, and the reasons for excluding the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.facet_index import as_mask
from desktop.catalogue.finding.fitting import FitSets
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.trial_row import TrialRow
from desktop.errors import QueryError
from desktop.facets.drugs.terms import DrugTerms, key_of
from desktop.matching.answering import DOES_NOT_FIT, FITS, MAY_FIT, Answer, Fit, TrialFit, answer_trial
from desktop.matching.criteria import Criteria
from desktop.matching.patient import Patient
from desktop.matching.questions import Question, questions
from desktop.matching.words import answer_words, value_words
from desktop.trials.facets import Facets
from desktop.trials.parts import Parts
from desktop.trials.stored import DamagedTrial

NO_COHORT = "cohorts"
"""The id of the reason for trials of which each cohort excludes her by another criterion."""
_PAGE = 200
_READ: Parts = frozenset(("sites", "findings"))
_MOST_PARTS = 4
_PLACE = ("quote", "section", "start", "end")


@dataclass(frozen=True)
class Reason:
    """Hold one reason: a criterion, the set of trials that exclude her by it, and ``parts``: (words, trials) by value.

    ``near`` is the set of trials that exclude her only by this criterion.
    """

    id: str
    label: str
    trials: int
    parts: tuple[tuple[str, int], ...]
    near: int

    @property
    def words(self) -> str:
        """Return the values in words, with their numbers of trials: "Positive", "none (3), at least 2 (1)"."""
        is_one = len(self.parts) == 1
        told = [words if is_one else f"{words} ({number:,})" for words, number in self.parts[:_MOST_PARTS]]
        return ", ".join([*told, *(["…"] if len(self.parts) > _MOST_PARTS else [])])


@dataclass(frozen=True)
class PatientFit:
    """Hold how all trials of a query fit a patient: the ids, best first, and the reasons of those that do not fit.

    ``would_open`` are (marker, set of trials): trials that may fit and need this marker, which is unknown for her.
    """

    asked: tuple[Question, ...]
    fits: tuple[int, ...]
    may_fit: tuple[int, ...]
    does_not_fit: tuple[int, ...]
    reasons: tuple[Reason, ...]
    would_open: tuple[tuple[str, int], ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Return all trials, best first."""
        return (*self.fits, *self.may_fit, *self.does_not_fit)

    @property
    def by_fit(self) -> tuple[tuple[Fit, tuple[int, ...]], ...]:
        """Return (fit, trials) for each kind of fit, best first."""
        return ((FITS, self.fits), (MAY_FIT, self.may_fit), (DOES_NOT_FIT, self.does_not_fit))

    def in_order(self, trials: int) -> tuple[int, ...]:
        """Return the ids of a set of trials, best first."""
        ids = self.ids
        mask = as_mask(trials, max(ids, default=0) + 1)
        return tuple(each for each in ids if mask[each])


def fit_patient(
    catalogue: Catalogue,
    facets: Facets,
    criteria: Criteria,
    patient: Patient,
    query: TrialQuery,
    *,
    only_open: bool = False,
) -> PatientFit:
    """Return how the trials of a query fit a patient; with ``only_open`` only trials that recruit."""
    asked = questions(patient, criteria)
    there = [("country", patient.country)] if patient.country else []
    first = [pairs for group in criteria.first for pairs in ([group, *there], [group])]
    sets, ids = catalogue.index.fitted(query, asked, first, criteria.only if only_open else ())
    fits, open_to = sets.fits.bit_count(), sets.fits.bit_count() + sets.may_fit.bit_count()
    return PatientFit(
        asked,
        tuple(ids[:fits]),
        tuple(ids[fits:open_to]),
        tuple(ids[open_to:]),
        _reasons(asked, sets, facets),
        tuple(sorted(sets.untested.items(), key=lambda each: -each[1].bit_count())),
    )


def _reasons(asked: Sequence[Question], sets: FitSets, facets: Facets) -> tuple[Reason, ...]:
    """Return why trials do not fit, first the reason that excludes most trials."""
    reasons = [
        Reason(
            each.criterion.id,
            each.criterion.label,
            sets.barred[each.criterion.id],
            _by_words(each, sets.barred_by[each.criterion.id], facets),
            sets.near[each.criterion.id],
        )
        for each in asked
    ]
    reasons.append(Reason(NO_COHORT, "No single cohort fits", sets.scattered, (), 0))
    return tuple(sorted(filter(_counts, reasons), key=lambda each: -each.trials.bit_count()))


def answers_of(
    catalogue: Catalogue, facets: Facets, asked: Sequence[Question], ids: Sequence[int]
) -> Iterator[tuple[TrialRow, TrialFit | DamagedTrial]]:
    """Yield (line, answers) of each trial, read in pages; for a damaged trial (line, damaged trial)."""
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        found = dict(catalogue.trials.many(page, _READ))
        for row in catalogue.index.rows(page):
            stored = found.get(row.id)
            if isinstance(stored, DamagedTrial):
                yield row, stored
            elif stored is not None:
                yield row, answer_trial(asked, stored, facets)


def fit_as_json(row: TrialRow, fit: Fit, told: TrialFit | DamagedTrial, facets: Facets) -> dict[str, object]:
    """Return one trial as JSON fields for `fit --json`; a damaged one has no criteria, only the fit of its values."""
    answers = () if isinstance(told, DamagedTrial) else told.answers
    return {
        "key": row.key,
        "fit": fit,
        "cohort": None if isinstance(told, DamagedTrial) else told.cohort or None,
        "criteria": [_answer_as_json(each, facets) for each in answers],
        "registry_updated": row.registry_date or None,
        **({"damage": "record"} if isinstance(told, DamagedTrial) else {}),
    }


def classes_named(names: Sequence[str], facets: Facets, drugs: DrugTerms) -> frozenset[str]:
    """Return the ids of the drug classes that are named by id, by label, or by the name of a drug or regimen.

    Raises:
        QueryError: the vocabulary does not know a name or its class.
    """
    known = {
        name.lower(): value.id
        for value in facets["drug_classes"].values
        if not value.is_bucket
        for name in (value.id, value.label, value.short)
    }
    found: set[str] = set()
    for name in filter(None, map(str.strip, names)):
        classes = {known[name.lower()]} if name.lower() in known else _classes_of_drug(name, drugs)
        if not classes:
            raise QueryError(f"“{name}” is no drug or drug class of the word lists; `facets` lists the classes.")
        found |= classes
    return frozenset(found)


def names_of_drugs(facets: Facets, drugs: DrugTerms) -> list[str]:
    """Return the names for completion: the labels of drug classes, then the preferred names of drugs."""
    classes = [each.label for each in facets["drug_classes"].values if not each.is_bucket]
    return [*classes, *sorted({drug.name for drug in drugs.drugs.values() if drug.specific}, key=str.lower)]


def _classes_of_drug(name: str, terms: DrugTerms) -> set[str]:
    regimen = terms.regimens.get(key_of(name))
    drugs = [terms.by_key.get(key_of(each)) for each in (regimen.components if regimen else (name,))]
    return {drug.class_id for drug in drugs if drug}


def _answer_as_json(answer: Answer, facets: Facets) -> dict[str, object]:
    place = answer.evidence
    return {
        "criterion": answer.question.criterion.id,
        "answer": answer.fit,
        **(asdict(place) if place else dict.fromkeys(_PLACE)),
        "said": answer_words(answer, facets),
        "values": list(answer.values),
    }


def _counts(reason: Reason) -> bool:
    return bool(reason.trials or reason.near)


def _by_words(question: Question, by_value: Mapping[str, int], facets: Facets) -> tuple[tuple[str, int], ...]:
    if question.criterion.asks == "name":
        return ()
    told = ((value_words(question, value, facets), bits.bit_count()) for value, bits in by_value.items())
    return tuple(sorted(told, key=lambda each: -each[1]))
