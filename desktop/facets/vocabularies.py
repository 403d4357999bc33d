"""Everything the facets know, loaded once from resources and handed around whole."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from desktop.facets.definitions import Facets, FacetValue, load_facets
from desktop.facets.drugs.checks import drug_vocabulary_faults
from desktop.facets.drugs.vocabulary import DrugVocabulary, load_drug_vocabulary
from desktop.facets.rules import Rules, load_rules, rule_faults


@dataclass(frozen=True)
class Vocabularies:
    """Hold the facets, the rules that read them from text, and the drugs; ``version`` changes with any file."""

    facets: Facets
    rules: Rules
    drugs: DrugVocabulary
    version: str


def load_vocabularies(resources: Path) -> Vocabularies:
    """Return the vocabularies of a resources folder.

    Raises:
        VocabularyError: a file is missing or at fault; the message names file, row and fault.
    """
    drugs = load_drug_vocabulary(resources / "vocabularies")
    rules = load_rules(resources / "rules")
    classes = [FacetValue(each.id, each.label, each.short, group=each.group_label) for each in drugs.classes]
    unknown = FacetValue("not_classified", "Not classified", help="Named in the trial, not in our drug vocabulary.")
    facets = load_facets(resources / "facets.toml", [*classes, unknown])
    version = hashlib.sha256(f"{drugs.version} {rules.version}".encode()).hexdigest()[:8]
    return Vocabularies(facets, rules, drugs, version)


def vocabulary_faults(resources: Path) -> tuple[str, ...]:
    """Return every fault of the vocabularies and rules, one plain sentence each; none means sound."""
    return (*drug_vocabulary_faults(resources / "vocabularies"), *rule_faults(resources / "rules"))
