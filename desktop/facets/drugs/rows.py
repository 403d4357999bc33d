"""What the drug vocabulary holds: the rows of its files, and all of them together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.facets.drugs.giving_words import GivingWords

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
    ``added`` is true for a row of the user's own list, which counts before every other row of the same name.
    """

    name: str
    class_id: str
    specific: bool
    verified: bool
    synonyms: tuple[str, ...] = ()
    whole_only: tuple[str, ...] = ()
    ncit_code: str = ""
    added: bool = False


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
class Aim:
    """Hold in which company, or under which title, a drug belongs to another class; explained in aims.toml."""

    id: str
    classes: tuple[str, ...]
    drugs: tuple[str, ...]
    beside: tuple[str, ...]
    words: str
    details: str
    becomes: str
    keeps: bool
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True)
class Care:
    """Hold the classes that treat complaints, not cancer, and those that may stand beside them (see aims.toml)."""

    treats: tuple[str, ...]
    beside: tuple[str, ...]
    always: tuple[str, ...]
    joined: tuple[str, ...]
    meanwhile: tuple[str, ...]
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """Hold texts in which an expression of matching.toml must be found, and texts in which it must not."""

    pattern: str
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """Hold the words that matching steps over, keeps together or heeds; explained in matching.toml."""

    filler_words: tuple[str, ...]
    protected: tuple[str, ...]
    separators: str
    explaining: tuple[str, ...]
    circumstance: str
    field_labels: str
    naming_fields: tuple[str, ...]
    placebo_words: str
    serves_as_placebo: str
    articles: str
    placebo_of: str
    placebo_given: str
    placebo_told: str
    no_placebo: str
    in_strata: str
    aids_of_irradiation: str
    irradiation: str
    chemotherapy_words: str
    choice_words: str
    choice_named: str
    told_after: str
    product_words: str
    control_words: str
    goes_along: tuple[str, ...]
    vehicles: tuple[str, ...]
    body_substances: tuple[str, ...]
    umbrellas: tuple[str, ...]
    untreated_told: str
    untreated_words: str
    usual_care_told: str
    untreated_label: str
    given_nothing: str
    qualifiers: str
    label_only: str
    empty_name: str
    screening_name: str
    support_for: str
    field_heads: str
    arm_prefix: str
    no_treatment_label: str
    companion: str
    outline: str
    how_well: str
    outline_observed: str
    outline_hints: tuple[str, ...]
    premedication: tuple[str, ...]
    ordinary_words: tuple[str, ...]
    regimens_not_in_text: tuple[str, ...]
    regimen_counts: str
    letters_in_chains_only: tuple[str, ...]
    short_regimens: tuple[str, ...]
    short_regimen_before: str
    no_regimen_before: str
    labelled_before: str
    labelled_behind: str
    regimen_follows: str
    not_a_method: str
    control_named: str
    controls_had: str
    controls_are_people: str
    given_to_enrolled: str
    end_points_told: str
    own_design: str
    design_of_others: str
    named_trial: str
    observing: str
    beside_standard: str
    compared_standard: str
    purpose: str
    for_a_place: str
    only_permitted: str
    joining: str
    joins_to_registered: str
    adds: str
    randomised_to: str
    assay_words: str
    guided_by: str
    percentages: str
    doses: str
    allocated: str
    studied: str
    beside_words: str
    title_slot: str
    title_slot_behind: str
    joins_in_criteria: str
    beside_chemotherapy: str
    marker_in_title: str
    marker_measured: str
    title_means: str
    disease_words: str
    title_care: str
    title_care_told: str
    title_care_behind: str
    title_care_named: str
    title_left_out: str
    title_together: str
    title_borders: str
    looked_at: str
    type_of_study: str
    blinded: str
    vehicle_used: str
    only_observed: str
    had_by_people: str
    found_out: str
    listed_in_account: str
    part_in_criteria: str
    tried: str
    tried_briefly: str
    tried_care: str
    of_people: str
    explained: str
    explains_harm: str
    care_groups: tuple[str, ...]
    not_care: str
    allocated_groups: tuple[str, ...]
    slot_hints: tuple[str, ...]
    telling_rules: str
    product_nouns: str
    people_between: str
    done_in_arms: str
    done_groups: tuple[str, ...]
    randomised: str
    not_randomised: str
    amounts: str
    listed_in_front: str
    dose_behind: str
    dosed_name: str
    joined_names: str
    target_ends: str
    clause_border: str
    two_targets: str
    antibodies_against: str
    form_of: str
    joins_only: str
    plus: str
    vaccine_noun: str
    controls: str
    dosed_controls: str
    respectively: str
    explained_by: str
    any_scan: str
    antibody_stem: str
    bare_antibody: str
    small_words: str
    shortened_field: str
    alternatives: str
    programme_noun: str
    called: str
    numbered_places: str
    plain_regimens: str
    behind_cycles: str
    before_regimen: str
    behind_regimen: str
    behind_follows: str
    behavioural_kinds: tuple[str, ...]
    kinds_without_drugs: tuple[str, ...]
    kinds_beside_treatment: tuple[str, ...]
    kind_classes: Mapping[str, str]
    short_in_text: Mapping[str, str]
    regimen_letters: Mapping[str, str]
    examples: tuple[Example, ...]


@dataclass(frozen=True, eq=False)
class DrugVocabulary:
    """Hold the whole vocabulary; ``version`` is a short hash of the files' content."""

    classes: tuple[DrugClass, ...]
    drugs: tuple[Drug, ...]
    regimens: tuple[Regimen, ...]
    term_rules: tuple[TermRule, ...]
    class_rules: tuple[ClassRule, ...]
    wording: Wording
    giving: GivingWords
    aims: tuple[Aim, ...]
    care: Care
    version: str
