"""Whether everything in a catalogue was read with one version of the program, its rules and the vocabulary."""

from desktop import __version__
from desktop.catalogue.catalogue import Catalogue
from desktop.facets.vocabularies import Vocabularies

_SETTING = "rules of all findings"
_MIXED = "several"


def rules_of(vocabularies: Vocabularies) -> str:
    """Return what names the rules by which findings are made now."""
    return f"{__version__} {vocabularies.version}"


def begin_with_rules(catalogue: Catalogue, vocabularies: Vocabularies) -> bool:
    """Tell, before findings of these rules are saved, whether all stored ones are of them too; and note it if not.

    Raises:
        StorageError: it was not noted.
    """
    present = rules_of(vocabularies)
    if len(catalogue) and catalogue.setting(_SETTING) != present:
        note_rules(catalogue, _MIXED)
        return False
    note_rules(catalogue, present)
    return True


def note_rules(catalogue: Catalogue, rules: str) -> None:
    """Keep by which rules all stored findings were made.

    Raises:
        StorageError: it was not kept.
    """
    if catalogue.setting(_SETTING) != rules:
        catalogue.remember(_SETTING, rules)
