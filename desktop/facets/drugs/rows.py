"""What the drug vocabulary holds: the rows of its files, and all of them together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Stage = Literal["early", "late"]
NOT_CLASSIFIED = "not_classified"


@dataclass(frozen=True)
class DrugClass:
    """Hold one class; ``group`` is the id of the group it stands in, ``ncit_code`` its NCI Thesaurus concept or ""."""

    id: str
    label: str
    short: str
    group: str
    group_label: str
    ncit_code: str


@dataclass(frozen=True)
class Drug:
    """Hold one row of drugs.csv.

    ``specific`` is false for a whole class named as a drug ("CDK4/6 inhibitor"). ``verified`` is false where no open
    source knows the name. ``whole_only`` are names that count only as a whole intervention or a whole part of one.
    """

    name: str
    class_id: str
    specific: bool
    verified: bool
    synonyms: tuple[str, ...]
    whole_only: tuple[str, ...]
    ncit_code: str


@dataclass(frozen=True)
class Regimen:
    """Hold one regimen; ``components`` are names of drugs.csv."""

    name: str
    aliases: tuple[str, ...]
    components: tuple[str, ...]


@dataclass(frozen=True)
class TermRule:
    """Hold what a short or shared term means; the fields are explained in ambiguous_terms.toml."""

    id: str
    terms: tuple[str, ...]
    means: str
    needs: str
    unless: str
    unless_kinds: tuple[str, ...]
    otherwise: str
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True)
class ClassRule:
    """Hold words that tell a class; the fields are explained in class_words.toml."""

    id: str
    class_id: str
    pattern: str
    stage: Stage
    prose: bool
    exceptions: tuple[str, ...]
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """Hold the words that matching steps over, keeps together or heeds; explained in matching.toml."""

    filler_words: tuple[str, ...]
    protected: tuple[str, ...]
    placebo_words: str
    placebo_of: str
    placebo_given: str
    placebo_told: str
    choice_words: str
    not_given_before: str
    not_given_directly_before: str
    given_now: str
    not_given_after: str
    not_a_method: str
    behavioural_kinds: tuple[str, ...]
    kind_classes: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class DrugVocabulary:
    """Hold the whole vocabulary; ``version`` is a short hash of the files' content."""

    classes: tuple[DrugClass, ...]
    drugs: tuple[Drug, ...]
    regimens: tuple[Regimen, ...]
    term_rules: tuple[TermRule, ...]
    class_rules: tuple[ClassRule, ...]
    wording: Wording
    version: str
