"""Remember whether all findings of a catalogue are of one version of the program, its rules and the vocabulary."""

from desktop import __version__
from desktop.catalogue.catalogue import Catalogue
from desktop.facets.vocabularies import Vocabularies

_SETTING = "rules of all findings"
_MIXED = "several"


def rules_of(vocabularies: Vocabularies) -> str:
    """Return the id of the present rules."""
    return f"{__version__} {vocabularies.version}"


def begin_with_rules(catalogue: Catalogue, vocabularies: Vocabularies) -> bool:
    """Return whether all stored findings are of the present rules, and store the answer; call this before saving.

    Raises:
        StorageError: it was not stored.
    """
    present = rules_of(vocabularies)
    if len(catalogue) and catalogue.setting(_SETTING) != present:
        note_rules(catalogue, _MIXED)
        return False
    note_rules(catalogue, present)
    return True


def note_rules(catalogue: Catalogue, rules: str) -> None:
    """Store the id of the rules of all stored findings.

    Raises:
        StorageError: it was not stored.
    """
    if catalogue.setting(_SETTING) != rules:
        catalogue.remember(_SETTING, rules)
