"""Answers in words: what a trial says, and why it may fit or does not. Never "eligible": the protocol decides that."""

from collections.abc import Callable, Collection, Iterator

from desktop.matching.answering import DOES_NOT_FIT, FITS, MAY_FIT, Answer, Fit, TrialFit
from desktop.matching.criteria import Criteria
from desktop.matching.patient import OTHERS, Patient
from desktop.matching.questions import Question
from desktop.trials.facets import Facets
from desktop.trials.people import ABOUT

FIT_WORDS: dict[Fit, str] = {FITS: "fits what was read", MAY_FIT: "may fit", DOES_NOT_FIT: "does not fit"}
FITS_WORDS: dict[Fit, str] = {FITS: "fit what was read", MAY_FIT: "may fit", DOES_NOT_FIT: "do not fit"}
"""The same for several trials."""
NOTE = (
    "“Fits” means: fits what was read in the record of the date beside it. Rules can err and records are shorter than "
    "protocols; whether a patient may enter, the protocol and the investigator decide."
)
SILENT = "says nothing of"


def value_words(question: Question, value: str, facets: Facets) -> str:
    """Return a value of a trial in words: "Positive", "at most 2", "up to 70 years"."""
    asks = question.criterion.asks
    if asks == "limits":
        side, _, years = value.removeprefix(ABOUT).partition(" ")
        return f"{years} years and older" if side == "from" else f"up to {years} years"
    if asks == "most":
        return f"at most {value}"
    if asks == "number" and question.standing(value) == "bars" and question.number is not None:
        return f"at least {value}" if int(value) > question.number else f"at most {value}" if int(value) else "none"
    facet = facets[question.criterion.shown_as]
    # What is asked of every patient has its full label: "None" alone would not say that no cancer is named.
    return facet.label_of(value) if question.criterion.is_of_all else facet.short_of(value)


def answer_words(answer: Answer, facets: Facets) -> str:
    """Return what the trial says to a criterion, in words; "not stated" if it says nothing."""
    question = answer.question
    if answer.standing == "silent":
        return "not stated" if answer.is_in_document else "not in this download"
    # Of an interval, the nearest end is enough.
    told = answer.values[:1] if question.criterion.asks in ("number", "most") else answer.values
    words = ", ".join(value_words(question, value, facets) for value in told)
    if answer.of_another_cohort:
        return f"{words} (of another cohort)"
    if answer.is_of_some:
        return f"{words} (required of some patients)"
    if question.criterion.asks == "markers" and answer.standing == "open":
        untested = [each for each in answer.values if question.standing(each) == "open"]
        return f"{words} (not known: {', '.join(untested)})"
    if question.criterion.asks == "name" and answer.standing == "bars":
        return f"no site in {next(iter(question.fits))}"
    return f"{words} (your value)" if answer.is_yours else words


def deciding(told: TrialFit) -> tuple[Answer, ...]:
    """Return the answers that decide how a trial fits: those that bar the patient, or else those that are open."""
    against = tuple(each for each in told.answers if each.fit == DOES_NOT_FIT)
    return against or tuple(each for each in told.answers if each.standing == "open")


def why_words(told: TrialFit, facets: Facets) -> str:
    """Return why a trial does not fit, or what is open and what it does not state; "" if all answers fit."""
    words = [f"{each.question.criterion.label}: {answer_words(each, facets)}" for each in deciding(told)]
    silent = silent_words(told)
    return "; ".join([*words, *([f"{SILENT}: {silent}"] if silent else [])])


def silent_words(told: TrialFit) -> str:
    """Return the criteria that a trial does not state, if it fits or may fit; "" if it does not fit."""
    silent = (each.question.criterion.label for each in told.answers if each.standing == "silent")
    return "" if told.fit == DOES_NOT_FIT else ", ".join(silent)


def patient_words(patient: Patient, criteria: Criteria, facets: Facets) -> tuple[tuple[str, str], ...]:
    """Return what is known about a patient as pairs of question and answer, in the order of the form."""
    classes = facets["drug_classes"]
    prior = None if patient.prior is None else prior_words(patient.prior, classes.label_of)
    told = (
        *_chosen(patient, criteria, "her2"),
        ("Oestrogen receptor", patient.er),
        ("Progesterone receptor", patient.pgr),
        *_chosen(patient, criteria, "setting"),
        ("Earlier lines for advanced disease", _number(patient.lines)),
        ("Earlier drugs and classes", prior or ""),
        ("ECOG", _number(patient.ecog)),
        *_chosen(patient, criteria, "brain"),
        ("Markers present", ", ".join(sorted(patient.present))),
        ("Markers absent", ", ".join(sorted(patient.absent))),
        ("Age", _number(patient.age, " years")),
        *_chosen(patient, criteria, "sex"),
        ("Country", patient.country),
    )
    return tuple((question, answer) for question, answer in told if answer)


def prior_words(prior: Collection[str], class_label: Callable[[str], str]) -> str:
    """Return earlier drug classes in words: "Taxane, Platinum", "Taxane, others", "none"."""
    return ", ".join(prior_names(prior, class_label)) or "none"


def prior_names(prior: Collection[str], class_label: Callable[[str], str]) -> list[str]:
    """Return the names of earlier drug classes; the last one says if there may be others."""
    named = [class_label(each) for each in sorted(prior) if each != OTHERS]
    return [*named, *([OTHERS] if OTHERS in prior else [])]


def _chosen(patient: Patient, criteria: Criteria, name: str) -> Iterator[tuple[str, str]]:
    choice = criteria[name].choice(getattr(patient, name))
    if choice:
        yield criteria[name].label, choice.label


def _number(number: int | None, unit: str = "") -> str:
    return "" if number is None else f"{number}{unit}"
