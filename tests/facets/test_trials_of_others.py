"""Reviews and comments have no patients of their own: what they tell of trials of others gives them no values."""

import pytest

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.trial import Citation, Section, Trial
from tests.examples import a_trial

VOCABULARIES = load_vocabularies(RESOURCES)
TITLE = "Pertuzumab after surgery"
OF_A_TRIAL = (
    "A phase 3 trial randomly assigned women with HER2-positive, hormone-receptor-negative early breast cancer to "
    "pertuzumab or placebo. Women with brain metastases were excluded."
)


def an_article(*types: str, text: str = OF_A_TRIAL) -> Trial:
    citation = Citation(publication_types=types)
    return a_trial(kind="publication", title=TITLE, narrative=(Section("abstract", text),), citation=citation)


def facets(trial: Trial) -> set[str]:
    return {each.facet for each in annotate(trial, VOCABULARIES)}


@pytest.mark.parametrize(
    "types", [("Journal Article", "Review"), ("Editorial",), ("Journal Article", "Comment"), ("Systematic Review",)]
)
def test_a_review_or_a_comment_has_no_phase_no_receptors_and_no_drugs(types: tuple[str, ...]) -> None:
    assert facets(an_article(*types)).isdisjoint({"phase", "her2", "hr", "drug_classes", "drugs", "brain_metastases"})


def test_a_review_keeps_kind_and_setting() -> None:
    assert {"kind", "setting"} <= facets(an_article("Review"))


@pytest.mark.parametrize("types", [("Journal Article",), ("Letter",), ("Review", "Randomized Controlled Trial"), ()])
def test_an_article_on_a_trial_of_its_own_has_them(types: tuple[str, ...]) -> None:
    assert {"phase", "her2", "hr", "drug_classes"} <= facets(an_article(*types))


@pytest.mark.parametrize(
    "text",
    ["In this review, we ask what the trial means. ", "This commentary discusses one trial. "],
)
def test_authors_may_say_themselves_that_they_review(text: str) -> None:
    assert "her2" not in facets(an_article("Journal Article", text=text + OF_A_TRIAL))


@pytest.mark.parametrize("text", ["Scans had central review. ", "In this study we reviewed the charts of the women. "])
def test_a_review_of_scans_or_charts_is_no_review_article(text: str) -> None:
    assert "her2" in facets(an_article("Journal Article", text=text + OF_A_TRIAL))


def test_a_registration_whose_title_speaks_of_a_review_keeps_its_values() -> None:
    trial = a_trial(title="In this review of drug doses, HER2-positive breast cancer", summary=OF_A_TRIAL)
    assert "her2" in facets(trial)
