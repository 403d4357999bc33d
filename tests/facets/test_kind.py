"""Kind of document."""

from desktop.facets.kind import find_kind
from desktop.facets.rules import load_rules
from tests.conftest import PROJECT
from tests.examples import a_trial
from tests.facets.opened import opened

RULES = load_rules(PROJECT / "resources" / "rules")


def test_the_kind_is_that_of_the_document() -> None:
    for kind in ("registration", "publication"):
        (finding,) = find_kind(opened(a_trial(kind=kind)), RULES)
        assert (finding.value, finding.evidence.section) == (kind, "title")


def test_a_document_without_any_text_has_no_evidence_and_no_finding() -> None:
    assert find_kind(opened(a_trial(title="")), RULES) == []
