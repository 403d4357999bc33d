"""Reviews and comments have no patients of their own: what they tell of trials of others gives them no values."""

from dataclasses import replace

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


def test_a_review_keeps_kind_cancer_site_and_setting() -> None:
    assert {"kind", "cancer_site", "setting"} <= facets(an_article("Review"))


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


VIEWS = (
    "After surgery HER2-positive breast cancer still comes back in 25 %. In a phase III trial X was active after "
    "trastuzumab, and we expect it to find a place for such patients."
)


def titled(title: str, text: str, *absent: str) -> Trial:
    return replace(an_article("Article", text=text), title=title, absent=absent)


@pytest.mark.parametrize("title", ["The role of X in HER2-driven breast cancer", "X in breast cancer: an update"])
def test_an_article_with_the_title_of_a_review_and_no_study_of_its_own_is_a_review(title: str) -> None:
    assert facets(titled(title, VIEWS)).isdisjoint({"phase", "her2", "drug_classes"})


@pytest.mark.parametrize(
    "more", [" We enrolled 40 of them.", " A total of 40 women were treated.", " HR 0.5 (95% CI 0.3 to 0.8)."]
)
def test_an_article_that_tells_of_a_study_of_its_own_is_none_whatever_its_title(more: str) -> None:
    assert "her2" in facets(titled("The role of X in HER2-positive breast cancer", VIEWS + more))
    assert "her2" in facets(titled("X in HER2-positive breast cancer", VIEWS))


def test_an_abstract_that_breaks_off_does_not_tell_that_there_is_no_study() -> None:
    assert "her2" in facets(titled("The role of X in HER2-positive breast cancer", VIEWS, "phase"))


def test_the_keywords_of_a_review_tell_no_setting() -> None:
    review = replace(titled("The role of X in HER2-driven breast cancer", VIEWS), keywords=("Chemotherapy, Adjuvant",))
    assert "setting" not in facets(review)
