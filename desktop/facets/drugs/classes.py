"""Trial to findings of the facets "drug_classes" and "drugs"."""

from desktop.facets.drugs.given import Given, with_any_of
from desktop.facets.drugs.interventions import given_in_registration
from desktop.facets.drugs.publications import given_in_publication
from desktop.facets.drugs.roles import Roles
from desktop.facets.drugs.rows import NOT_CLASSIFIED, DrugVocabulary
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms, drug_terms
from desktop.facets.reading import Reading
from desktop.trials.finding import Finding, Role

_DRUG_CLASSES = ("radiopharmaceutical", "imaging_agent", NOT_CLASSIFIED)


def find_drug_classes(reading: Reading, vocabulary: DrugVocabulary) -> list[Finding]:
    """Return the drug classes and drugs a trial gives, each value once per role, with role, rule and evidence.

    Facet "drug_classes" holds class ids, or "not_classified" for a name nothing is known of; facet "drugs" holds
    preferred names, for unknown names the words as registered. Definitions: design of the facet "Drug class".
    """
    terms = drug_terms(vocabulary)
    roles = Roles(reading.trial)
    if reading.trial.kind == "publication" and not reading.trial.interventions:
        given = given_in_publication(reading, terms)
    else:
        given = given_in_registration(reading, terms, roles)
    kinds = _arm_kinds(given)
    findings: dict[tuple[str, str, Role], Finding] = {}
    for each in given:
        role = _role(each, kinds[each.name], roles)
        for facet, value in _values(each, terms):
            told = with_any_of(each)
            finding = Finding(facet, value, told.rule, told.basis, told.evidence, role)
            findings.setdefault((facet, value, role), finding)
    return list(findings.values())


def _arm_kinds(given: list[Given]) -> dict[str, frozenset[str]]:
    """Return the kinds of arms by drug: one drug may be registered under several names."""
    kinds: dict[str, frozenset[str]] = {}
    for each in given:
        kinds[each.name] = kinds.get(each.name, frozenset()) | each.arm_kinds
    return kinds


def _role(given: Given, arm_kinds: frozenset[str], roles: Roles) -> Role:
    role = roles.role(arm_kinds)
    if role == "unknown" and given.any_of and roles.randomised:
        return "comparator"
    return role


def _values(given: Given, terms: DrugTerms) -> list[tuple[str, str]]:
    values = [("drug_classes", given.class_id)]
    if terms.groups.get(given.class_id) in TREATMENT_GROUPS or given.class_id in _DRUG_CLASSES:
        values.append(("drugs", given.name))
    return values
