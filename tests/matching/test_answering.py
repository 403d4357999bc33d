"""One patient and one trial: what each criterion answers, in which cohort, and where that was read."""

import tomllib

import pytest

from desktop.facets.annotate import annotate
from desktop.facets.shown import shown_facets
from desktop.facets.vocabularies import load_vocabularies
from desktop.matching.answering import DOES_NOT_FIT, FITS, MAY_FIT, Answer, TrialFit, answer_trial
from desktop.matching.criteria import FILE, load_criteria
from desktop.matching.patient import Patient, as_answers, from_answers
from desktop.matching.questions import questions
from desktop.matching.words import answer_words
from desktop.paths import RESOURCES
from desktop.trials.facets import NOT_STATED
from desktop.trials.finding import Evidence, Finding
from desktop.trials.own_work import Correction
from desktop.trials.sections import sections
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Eligibility, Site
from tests.examples import a_trial, criteria

FACETS = shown_facets(RESOURCES)
CRITERIA = load_criteria(RESOURCES, FACETS)
CELLS = ("0", "ultralow", "1+", "2+/ISH-", "2+/ISH+", "3+")


def stored(*values: tuple[str, ...], **fields: object) -> StoredTrial:
    """Return a trial with findings, each (facet, value) or (facet, value, cohort)."""
    place = Evidence("title", 0, 1, "A")
    found = tuple(Finding(v[0], v[1], "test", "stated", place, cohort=(*v, "")[2]) for v in values)
    return StoredTrial(a_trial(**fields), found, ())


def fit(patient: Patient, trial: StoredTrial) -> TrialFit:
    return answer_trial(questions(patient, CRITERIA), trial, FACETS)


def answer(patient: Patient, trial: StoredTrial, criterion: str) -> Answer:
    return next(each for each in fit(patient, trial).answers if each.question.criterion.id == criterion)


@pytest.mark.parametrize(
    ("values", "fitting", "undecided"),
    [
        (("positive",), ("2+/ISH+", "3+"), ()),
        (("negative",), ("0", "ultralow", "1+", "2+/ISH-"), ()),
        (("low",), ("1+", "2+/ISH-"), ()),
        (("low", "ultralow"), ("ultralow", "1+", "2+/ISH-"), ()),
        # IHC 0 of ASCO-CAP includes faint staining.
        (("zero",), ("0",), ("ultralow",)),
        (("any",), CELLS, ()),
        (("needs_review",), (), CELLS),
        (("positive", "needs_review"), ("2+/ISH+", "3+"), ("0", "ultralow", "1+", "2+/ISH-")),
        (("mutated",), (), CELLS),
        ((), (), CELLS),
    ],
)
def test_each_of_the_six_cells_fits_the_groups_that_hold_it(
    values: tuple[str, ...], fitting: tuple[str, ...], undecided: tuple[str, ...]
) -> None:
    trial = stored(*(("her2", value) for value in values))
    said = {cell: answer(Patient(her2=cell), trial, "her2").fit for cell in CELLS}
    assert said == {c: FITS if c in fitting else MAY_FIT if c in undecided else DOES_NOT_FIT for c in CELLS}


@pytest.mark.parametrize(
    ("er", "pgr", "hr"),
    [
        ("positive", "", "positive"),
        ("negative", "positive", "positive"),
        ("negative", "negative", "negative"),
        ("negative", "", ""),
        ("low", "negative", "low"),
        ("low", "positive", "positive"),
        ("", "", ""),
    ],
)
def test_hormone_receptors_are_negative_only_if_both_are(er: str, pgr: str, hr: str) -> None:
    assert Patient(er=er, pgr=pgr).hr == hr


def test_weakly_positive_receptors_fit_any_status_and_leave_the_others_open() -> None:
    said = {
        value: answer(Patient(er="low"), stored(("hr", value)), "hr").fit for value in ("positive", "negative", "any")
    }
    assert said == {"positive": MAY_FIT, "negative": MAY_FIT, "any": FITS}


@pytest.mark.parametrize(
    ("patient", "stage"),
    [
        (Patient(lines=2), "metastatic"),
        (Patient(lines=0), ""),
        (Patient(brain="stable"), "metastatic"),
        (Patient(brain="none"), ""),
        (Patient(setting="locally_advanced", lines=1), "locally_advanced"),
    ],
)
def test_lines_for_advanced_disease_and_brain_metastases_tell_the_setting(patient: Patient, stage: str) -> None:
    assert patient.stage == stage
    asked = {each.criterion.id for each in questions(patient, CRITERIA)}
    assert ("setting" in asked) == bool(stage)


def test_earlier_lines_fit_inside_the_interval_and_more_than_seven_where_seven_and_more_do() -> None:
    trial = stored(("lines", "1"), ("lines", "2"))
    said = [answer(Patient(lines=number), trial, "lines") for number in (0, 1, 2, 3)]
    assert [each.fit for each in said] == [DOES_NOT_FIT, FITS, FITS, DOES_NOT_FIT]
    assert [each.values[0] for each in said] == ["1", "1", "2", "2"]
    assert answer(Patient(lines=9), stored(("lines", "6"), ("lines", "7")), "lines").fit == FITS


@pytest.mark.parametrize(
    ("prior", "value", "expected"),
    [
        (("cdk_inhibitor",), "required", FITS),
        (("cdk_inhibitor",), "allowed", FITS),
        (("cdk_inhibitor", "taxane"), "excluded", DOES_NOT_FIT),
        (("taxane",), "required", DOES_NOT_FIT),
        ((), "required", DOES_NOT_FIT),
        ((), "excluded", FITS),
    ],
)
def test_an_earlier_class_is_asked_of_all_that_she_had(prior: tuple[str, ...], value: str, expected: str) -> None:
    assert answer(Patient(prior=frozenset(prior)), stored(("prior_cdk46", value)), "prior_cdk46").fit == expected


@pytest.mark.parametrize(("prior", "expected"), [(("cdk_inhibitor",), FITS), (("her2_adc",), MAY_FIT)])
def test_a_class_that_one_receptor_group_alone_must_have_had_is_undecided_for_who_had_none(
    prior: tuple[str, ...], expected: str
) -> None:
    asked = (
        "Advanced breast cancer of any receptor status",
        "Patients with HR-positive tumours must have progressed on a CDK4/6 inhibitor",
    )
    trial = a_trial(eligibility=criteria(asked))
    own = StoredTrial(trial, annotate(trial, load_vocabularies(RESOURCES)), ())
    assert own.values("prior_cdk46") == ("allowed",)
    told = answer(Patient(prior=frozenset(prior)), own, "prior_cdk46")
    assert (told.fit, told.values) == (expected, ("allowed",))
    assert answer_words(told, FACETS) == ("Allowed" if expected == FITS else "Allowed (required of some patients)")


@pytest.mark.parametrize(
    ("brain", "value", "expected"),
    [
        ("none", "excluded", FITS),
        ("none", "allowed", FITS),
        ("none", "required", DOES_NOT_FIT),
        ("stable", "allowed", FITS),
        ("stable", "required", MAY_FIT),
        ("stable", "excluded", DOES_NOT_FIT),
        ("active", "allowed", MAY_FIT),
        ("active", "required", MAY_FIT),
        ("active", "excluded", DOES_NOT_FIT),
    ],
)
def test_brain_metastases_are_told_apart_by_whether_they_are_stable(brain: str, value: str, expected: str) -> None:
    assert answer(Patient(brain=brain), stored(("brain_metastases", value)), "brain").fit == expected


@pytest.mark.parametrize(
    ("present", "absent", "required", "expected"),
    [
        (("PIK3CA",), (), ("PIK3CA",), FITS),
        ((), ("PIK3CA",), ("PIK3CA",), DOES_NOT_FIT),
        ((), (), ("PIK3CA",), MAY_FIT),
        # Whether one or all are needed, only the sentence tells.
        (("PIK3CA",), ("PTEN",), ("PIK3CA", "PTEN"), MAY_FIT),
        ((), ("PIK3CA",), ("PIK3CA", "PTEN"), MAY_FIT),
        (("AKT1",), (), ("PI3K/AKT/mTOR pathway",), FITS),
        (("PIK3CA",), (), (), MAY_FIT),
    ],
)
def test_a_marker_that_nobody_tested_leaves_a_trial_undecided(
    present: tuple[str, ...], absent: tuple[str, ...], required: tuple[str, ...], expected: str
) -> None:
    patient = Patient(ecog=1, present=frozenset(present), absent=frozenset(absent))
    trial = stored(("ecog_max", "1"), *(("biomarkers", each) for each in required))
    assert answer(patient, trial, "biomarkers").fit == expected
    assert (fit(patient, trial).fit == FITS) == (expected == FITS or not required)


def test_age_counts_by_the_limits_of_the_record_and_is_undecided_inside_a_group_that_only_criteria_give() -> None:
    by_record = stored(eligibility=Eligibility(minimum_age="18 Years", maximum_age="70 Years"))
    said = [answer(Patient(age=age), by_record, "age").fit for age in (17, 18, 70, 71)]
    assert said == [DOES_NOT_FIT, FITS, FITS, DOES_NOT_FIT]
    by_criteria = stored(("age", "18_to_64"))
    assert [answer(Patient(age=age), by_criteria, "age").fit for age in (17, 40, 65)] == [
        DOES_NOT_FIT,
        MAY_FIT,
        DOES_NOT_FIT,
    ]
    assert answer(Patient(age=40), by_criteria, "age").evidence == Evidence("title", 0, 1, "A")


def test_a_trial_without_a_site_in_her_country_does_not_fit_and_one_without_sites_may() -> None:
    abroad = stored(sites=(Site(country="France"),))
    assert answer(Patient(country="Germany"), abroad, "country").fit == DOES_NOT_FIT
    assert answer(Patient(country="France"), abroad, "country").fit == FITS
    assert answer(Patient(country="Germany"), stored(), "country").standing == "silent"


def test_a_trial_fits_in_one_cohort_and_not_across_two() -> None:
    read = (("her2", "low", "A"), ("hr", "positive", "A"), ("her2", "negative", "B"), ("hr", "negative", "B"))
    assert fit(Patient(her2="1+", er="positive"), stored(*read)).cohort == "A"
    assert fit(Patient(her2="1+", er="negative", pgr="negative"), stored(*read)).cohort == "B"
    mixed = (("her2", "low", "A"), ("hr", "positive", "A"), ("her2", "positive", "B"), ("hr", "negative", "B"))
    assert fit(Patient(her2="3+", er="positive"), stored(*mixed)).fit == DOES_NOT_FIT


def test_what_is_not_stated_keeps_nobody_out_but_one_answer_must_fit() -> None:
    assert fit(Patient(her2="3+", ecog=1), stored(("her2", "positive"))).fit == FITS
    assert fit(Patient(her2="3+", ecog=1), stored()).fit == MAY_FIT
    assert fit(Patient(her2="3+", ecog=1), stored(("her2", "positive"), ("ecog_max", "0"))).fit == DOES_NOT_FIT


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        (("breast",), FITS),
        (("breast", "other"), FITS),
        (("other",), DOES_NOT_FIT),
        (("unspecified",), MAY_FIT),
        (("other", "unspecified"), MAY_FIT),
        (("none",), DOES_NOT_FIT),
        ((), FITS),
    ],
)
def test_a_trial_of_another_cancer_or_of_none_does_not_fit_and_one_of_solid_tumours_may(
    sites: tuple[str, ...], expected: str
) -> None:
    trial = stored(("ecog_max", "1"), *(("cancer_site", each) for each in sites))
    assert fit(Patient(ecog=1), trial).fit == expected


def test_no_trial_fits_by_the_site_of_the_cancer_alone() -> None:
    assert fit(Patient(ecog=1), stored(("cancer_site", "breast"))).fit == MAY_FIT


def test_nothing_is_asked_of_a_patient_of_whom_nothing_is_known() -> None:
    assert questions(Patient(), CRITERIA) == ()
    assert fit(Patient(), stored(("her2", "positive"))).fit == MAY_FIT


def test_a_clinicians_own_value_counts_and_is_told_as_hers() -> None:
    trial = stored(("her2", "negative"))
    own = Correction("her2", ("positive",), ("negative",), "", "2026-11-20T10:00:00+01:00")
    corrected = StoredTrial(trial.trial, trial.findings, (), own_work=(own,))
    said = answer(Patient(her2="3+"), corrected, "her2")
    assert (said.fit, said.is_yours, said.evidence) == (FITS, True, None)


def test_a_document_without_criteria_is_told_apart_from_one_that_is_silent() -> None:
    assert answer(Patient(ecog=1), stored(), "ecog").is_in_document
    assert not answer(Patient(ecog=1), stored(absent=("eligibility",)), "ecog").is_in_document


def test_every_answer_that_was_read_in_a_text_opens_its_place() -> None:
    trial = a_trial(
        title="A study of a new conjugate in breast cancer",
        eligibility=criteria(
            (
                "HER2-low (IHC 1+ or 2+/ISH-) metastatic breast cancer",
                "One or two prior lines of chemotherapy in the metastatic setting",
                "ECOG performance status 0 or 1",
            ),
            ("Active brain metastases",),
        ),
    )
    findings = annotate(trial, load_vocabularies(RESOURCES))
    patient = Patient(her2="3+", lines=1, ecog=2, brain="stable", setting="metastatic")
    told = answer_trial(questions(patient, CRITERIA), StoredTrial(trial, findings, ()), FACETS)
    texts = sections(trial)
    places = {each.question.criterion.id: each.evidence for each in told.answers if each.evidence}
    assert set(places) == {"her2", "lines", "ecog", "brain", "setting", "cancer_site"}
    assert all(texts[each.section][each.start : each.end] == each.quote for each in places.values())
    assert {each.question.criterion.id for each in told.answers if each.fit == DOES_NOT_FIT} == {"her2", "ecog"}


def test_what_is_said_of_another_cohort_decides_nothing_and_opens_its_sentence() -> None:
    read = (("her2", "low", "A"), ("hr", "positive", "B"), ("hr", "negative", "C"))
    told = answer(Patient(her2="1+", er="positive"), stored(*read), "hr")
    assert (told.fit, told.of_another_cohort, told.evidence) == (MAY_FIT, True, Evidence("title", 0, 1, "A"))
    assert answer_words(told, FACETS) == "Positive, Negative (of another cohort)"
    assert answer(Patient(her2="1+"), stored(("her2", "low", "A")), "her2").evidence is not None


def test_every_value_of_the_table_is_one_of_its_facet() -> None:
    content = tomllib.loads((RESOURCES / FILE).read_text(encoding="utf-8"))
    for criterion in CRITERIA.all:
        known = {*criterion.values, *(each.id for each in FACETS[criterion.shown_as].values)}
        for choice in criterion.choices:
            assert choice.fits | choice.open <= known - {NOT_STATED}, criterion.id
        assert {*criterion.shown_by, *(each for by in criterion.shown_by.values() for each in by)} <= known
        assert criterion.classes <= {each.id for each in FACETS["drug_classes"].values}
    assert len(content["criterion"]) == len(CRITERIA.all)
    assert all(FACETS.is_value(*pair) for pair in CRITERIA.first)


def test_a_patient_is_kept_as_texts_and_comes_back_equal() -> None:
    whole = Patient(
        her2="2+/ISH-",
        er="positive",
        lines=2,
        prior=frozenset(("taxane", "cdk_inhibitor")),
        ecog=1,
        present=frozenset(("PIK3CA",)),
        absent=frozenset(("ESR1",)),
        age=58,
        country="Germany",
    )
    for patient in (whole, Patient(), Patient(prior=frozenset()), Patient(lines=0)):
        assert from_answers(as_answers(patient)) == patient


@pytest.mark.parametrize("answer", ["ecog=9", "ecog=one", "lines=²", "name=Example", "her2", ""])
def test_an_answer_that_cannot_be_is_left_out(answer: str) -> None:
    assert from_answers((answer, "age=58")) == Patient(age=58)
