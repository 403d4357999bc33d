"""What holds for all eligibility facets: exact evidence, sameness, values that exist."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.facets.annotate import annotate
from desktop.facets.reading import Reading
from desktop.facets.vocabularies import load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.sections import sections
from desktop.trials.trial import Criterion, Eligibility, Section
from tests.examples import a_trial

VOCABULARIES = load_vocabularies(RESOURCES)
LEXICON = VOCABULARIES.eligibility
FACETS = ("lines", "prior_cdk46", "prior_her2_adc", "biomarkers", "age", "sex")
# The words of the rules' own examples, so that random texts reach the depths of the grammars.
WORDS = st.sampled_from(
    sorted(
        {word for rule in (*LEXICON.lines, *LEXICON.people) for text in rule.match for word in text.split()}
        | {word for each in LEXICON.words.lists for text in each.match for word in text.split()}
    )
)
TEXT = st.lists(WORDS, max_size=30).map(" ".join)


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
@settings(max_examples=150)
def test_quotes_are_the_text_at_their_offsets_and_values_are_listed(
    title: str, parent: str, child: str, exclusion: str, undivided: str
) -> None:
    inclusion = (Criterion(f"{parent}:"), Criterion(child, 1))
    eligibility = Eligibility(inclusion, (Criterion(exclusion),), undivided)
    for each in (eligibility, Eligibility()):
        trial = a_trial(title=title, eligibility=each, narrative=(Section("abstract", undivided),))
        texts = sections(trial)
        found = [finding for finding in annotate(trial, VOCABULARIES) if finding.facet in FACETS]
        for finding in found:
            place = finding.evidence
            assert place.quote
            assert texts[place.section][place.start : place.end] == place.quote
            assert VOCABULARIES.facets.is_value(finding.facet, finding.value)
        assert found == [finding for finding in annotate(trial, VOCABULARIES) if finding.facet in FACETS]


def test_a_trial_without_any_text_has_no_findings() -> None:
    trial = a_trial(title="")
    assert Reading(trial).kept == {}
    assert [finding for finding in annotate(trial, VOCABULARIES) if finding.facet in FACETS] == []


def test_a_trial_of_no_cancer_has_no_lines_and_no_brain_metastases() -> None:
    eligibility = Eligibility(
        (Criterion("At least one prior line of systemic therapy"),), (Criterion("CNS disease or lesions of the brain"),)
    )
    found = annotate(a_trial(title="Drug X in lupus", conditions=("Lupus",), eligibility=eligibility), VOCABULARIES)
    assert not {"lines", "brain_metastases"} & {each.facet for each in found}
    found = annotate(a_trial(title="Drug X", conditions=("Breast cancer",), eligibility=eligibility), VOCABULARIES)
    assert {"lines", "brain_metastases"} <= {each.facet for each in found}
