"""`main.py fit`: which trials fit one patient, as far as she is described, and why the others do not."""

import argparse

from desktop.cli.printing import add_json, counted, print_json
from desktop.cli.selection import add_query, query_in
from desktop.errors import QueryError
from desktop.matching.answering import DOES_NOT_FIT, TrialFit
from desktop.matching.criteria import Criteria, Criterion, load_criteria
from desktop.matching.patient import MOST_LINES, OTHERS, WORST_ECOG, Patient
from desktop.matching.words import FIT_WORDS, FITS_WORDS, NOTE, answer_words
from desktop.trials.countries import country_name
from desktop.trials.facets import Facets
from desktop.trials.people import OLDEST
from desktop.workflows.fit_patient import PatientFit, answers_of, classes_named, fit_as_json, fit_patient
from desktop.workflows.patient_part import saved_patient
from desktop.workspace import Workspace

_NO_DRUGS = "none"
_HIGHEST = {"lines": MOST_LINES, "ecog": WORST_ECOG, "age": OLDEST}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the patient, the query and the number of trials. An answer that is not given is unknown."""
    add_query(parser)
    told = parser.add_argument_group("the patient (all optional)")
    told.add_argument("--saved", default="", metavar="LABEL", help="a patient saved in the window, and nothing else")
    told.add_argument("--her2", default="", metavar="CELL", help="0, ultralow, 1+, 2+/ISH-, 2+/ISH+ or 3+")
    for name, words in (("hr", "hormone receptors"), ("er", "oestrogen receptor"), ("pgr", "progesterone receptor")):
        told.add_argument(f"--{name}", default="", metavar="STATUS", help=f"{words}: positive, low or negative")
    settings = "dcis, before_surgery, after_surgery, locally_advanced or metastatic"
    told.add_argument("--setting", default="", metavar="SETTING", help=settings)
    told.add_argument("--lines", type=int, metavar="N", help="earlier lines of systemic treatment for advanced disease")
    told.add_argument(
        "--prior", metavar="A,B", help="all earlier drugs and drug classes, or none; with “others” if there may be more"
    )
    told.add_argument("--ecog", type=int, metavar="N", help="0 to 4")
    told.add_argument("--brain", default="", metavar="STATE", help="brain metastases: none, stable or active")
    told.add_argument("--present", default="", metavar="A,B", help="markers found; those not named are untested")
    told.add_argument("--absent", default="", metavar="A,B", help="markers looked for and not found")
    told.add_argument("--age", type=int, metavar="YEARS", help="in full years")
    told.add_argument("--sex", default="", metavar="SEX", help="female or male")
    told.add_argument("--country", default="", metavar="NAME", help="where she can be treated")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="at most so many trials (0: all)")
    add_json(parser)


def usage_fault(request: argparse.Namespace) -> str:
    """Return a sentence if a number is impossible, else ""."""
    for name, highest in _HIGHEST.items():
        number = getattr(request, name)
        if number is not None and not 0 <= number <= highest:
            return f"--{name} is a number from 0 to {highest}"
    return "--hr says it already; leave out --er and --pgr" if request.hr and (request.er or request.pgr) else ""


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print the trials, those that fit first; without ``--json`` also the counted reasons of the others."""
    facets, catalogue = workspace.facets, workspace.catalogue
    criteria = load_criteria(workspace.resources, facets)
    saved = request.saved
    patient = saved_patient(catalogue, saved) if saved else _patient(request, criteria, workspace)
    found = fit_patient(catalogue, facets, criteria, patient, query_in(request, workspace))
    left = request.limit or len(found.ids)
    for fit, ids in found.by_fit:
        if ids and not request.json:
            print(f"{counted(len(ids), 'trial')}: {(FIT_WORDS if len(ids) == 1 else FITS_WORDS)[fit]}")
        if fit == DOES_NOT_FIT and not request.json:
            _print_reasons(found)
        for row, told in answers_of(catalogue, facets, found.asked, ids[:left]):
            if request.json:
                print_json(fit_as_json(row, fit, told, facets))
            else:
                print("  " + row.as_line())
                _print_answers(told if isinstance(told, TrialFit) else None, row.registry_date, facets)
        left -= min(left, len(ids))
    if not request.json:
        print(NOTE)
    return 0


def _print_reasons(found: PatientFit) -> None:
    for reason in found.reasons:
        near = f"; {reason.near.bit_count():,} by this alone" if reason.near else ""
        print(f"  {reason.trials.bit_count():,}: {reason.label}{f': {reason.words}' if reason.words else ''}{near}")
    for marker, trials in found.would_open:
        print(f"  {counted(trials.bit_count(), 'trial')} that may fit would be decided by {marker}")


def _print_answers(told: TrialFit | None, date: str, facets: Facets) -> None:
    if told is None:
        print("    its record is damaged; see `check`")
        return
    print(f"    record of {date or 'unknown date'}{f' · {told.cohort}' if told.cohort else ''}")
    for each in told.answers:
        quote = f" “{' '.join(each.evidence.quote.split())}” ({each.evidence.section})" if each.evidence else ""
        print(f"    {each.question.criterion.label}: {FIT_WORDS[each.fit]}, {answer_words(each, facets)}{quote}")


def _patient(request: argparse.Namespace, criteria: Criteria, workspace: Workspace) -> Patient:
    hr = criteria["hr"]
    both = _choice(hr, request.hr, "hr")
    er, pgr = (both, both) if both else (_choice(hr, request.er, "er"), _choice(hr, request.pgr, "pgr"))
    markers = criteria["biomarkers"]
    return Patient(
        her2=_choice(criteria["her2"], request.her2, "her2"),
        er=er,
        pgr=pgr,
        setting=_choice(criteria["setting"], request.setting, "setting"),
        lines=request.lines,
        prior=_prior(request.prior, workspace),
        ecog=request.ecog,
        brain=_choice(criteria["brain"], request.brain, "brain"),
        present=_markers(markers, request.present),
        absent=_markers(markers, request.absent),
        age=request.age,
        sex=_choice(criteria["sex"], request.sex, "sex"),
        country=_country(request.country),
    )


def _choice(criterion: Criterion, given: str, option: str) -> str:
    if not given or given.lower() == "unknown":
        return ""
    choice = criterion.choice(given)
    if choice is None:
        known = ", ".join(each.id for each in criterion.choices)
        raise QueryError(f"--{option} cannot be “{given}”; choose from: {known}, unknown.")
    return choice.id


def _prior(given: str | None, workspace: Workspace) -> frozenset[str] | None:
    if given is None or given.lower() == "unknown":
        return None
    names = [each.strip() for each in given.split(",")]
    others = {OTHERS} & {each.lower() for each in names}
    named = [each for each in names if each.lower() not in (_NO_DRUGS, OTHERS)]
    return classes_named(named, workspace.facets, workspace.drugs) | others


def _markers(criterion: Criterion, given: str) -> frozenset[str]:
    names = [each.strip() for each in given.split(",") if each.strip()]
    strange = [each for each in names if not criterion.value(each)]
    if strange:
        raise QueryError(f"There is no marker “{strange[0]}”; the markers are: {', '.join(criterion.values)}.")
    return frozenset(map(criterion.value, names))


def _country(given: str) -> str:
    if not given or given.lower() == "unknown":
        return ""
    name = country_name(given, alone=True)
    if not name:
        raise QueryError(f"“{given}” is no country; write its English name.")
    return name
