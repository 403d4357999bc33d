from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.facets.drugs.classes import find_drug_classes
from desktop.facets.drugs.vocabulary import load_drug_vocabulary
from desktop.paths import RESOURCES
from desktop.trials.finding import Finding
from desktop.trials.trial import Arm, Intervention, Section, Trial
from tests.examples import a_trial, drugs
from tests.facets.opened import opened

VOCABULARY = load_drug_vocabulary(RESOURCES / "vocabularies")


def findings(trial: Trial) -> list[Finding]:
    reading = opened(trial)
    found = find_drug_classes(reading, VOCABULARY)
    for finding in found:
        evidence = finding.evidence
        assert reading.sections[evidence.section][evidence.start : evidence.end] == evidence.quote
    return found


def classes(trial: Trial) -> set[str]:
    return {finding.value for finding in findings(trial) if finding.facet == "drug_classes"}


def drug_names(trial: Trial) -> set[str]:
    return {finding.value for finding in findings(trial) if finding.facet == "drugs"}


def role(trial: Trial, value: str) -> str:
    roles = {finding.role for finding in findings(trial) if finding.value == value}
    assert len(roles) == 1
    return roles.pop()


def test_the_drugs_of_a_regimen_come_in_one_order_however_the_words_are_hashed() -> None:
    trial = a_trial(
        title="Treatment before surgery",
        narrative=(
            Section("brief_summary", "To evaluate the efficacy of EC followed by THP regimens in breast cancer."),
        ),
    )
    names = [each.value for each in findings(trial) if each.facet == "drugs" and each.rule == "regimen:EC"]
    assert names == ["Epirubicin", "Cyclophosphamide"]


def interventions(line: str) -> tuple[Intervention, ...]:
    parts = [part.split(": ", 1) for part in line.split("|")]
    return tuple(Intervention(name, kind) for kind, name in parts)


def a_publication(title: str = "A trial of treatment", **parts: str) -> Trial:
    narrative = tuple(Section(name, text) for name, text in parts.items())
    return a_trial(kind="publication", title=title, narrative=narrative)


# --- the starter documents' intervention lines ---


def test_a_mixed_chemotherapy_list_with_a_supplement_and_a_kinase_inhibitor() -> None:
    line = (
        "DRUG: Quercetin|DRUG: Dasatinib|DRUG: Taxane/Anthracycline/Eribulin Mesylate/Vinorelbine/Capecitabine/"
        "Carboplatin/UTD1/platinum"
    )
    assert classes(a_trial(interventions=interventions(line))) == {
        "other_kinase_inhibitor",
        "supplement",
        "taxane",
        "anthracycline",
        "microtubule_inhibitor",
        "antimetabolite",
        "platinum",
    }


def test_an_antibody_a_kinase_inhibitor_and_a_salt() -> None:
    line = "DRUG: Inetetamab|DRUG: Pyrotinib|DRUG: Oral Vinorelbine Tartrate"
    trial = a_trial(interventions=interventions(line))
    assert classes(trial) == {"her2_antibody", "her2_tki", "microtubule_inhibitor"}
    assert drug_names(trial) == {"Inetetamab", "Pyrotinib", "Vinorelbine"}


def test_ten_interventions_of_nine_classes() -> None:
    line = (
        "DRUG: Trastuzumab|DRUG: Pertuzumab|DRUG: Nab paclitaxel|DRUG: Pyrotinib|DRUG: Capecitabine|DRUG: T-DM1|"
        "DRUG: Everolimus|DRUG: CDK4/6 inhibitor|DRUG: AI|DRUG: Anti-PD-1 monoclonal antibody"
    )
    assert classes(a_trial(interventions=interventions(line))) == {
        "her2_antibody",
        "taxane",
        "her2_tki",
        "antimetabolite",
        "her2_adc",
        "pi3k_akt_mtor_inhibitor",
        "cdk_inhibitor",
        "aromatase_inhibitor",
        "pd1_pdl1_inhibitor",
    }


def test_a_drug_of_the_arms_that_was_not_registered_counts() -> None:
    text = "patients will receive regular Trastuzumab treatment accompanied with NK immunotherapy."
    trial = a_trial(
        title="Combination of Trastuzumab and NK Immunotherapy",
        interventions=(Intervention("NK immunotherapy", "Biological"),),
        arms=(
            Arm("Trastuzumab and NK immunotherapy", "", text, ("NK immunotherapy", "Trastuzumab")),
            Arm("Trastuzumab", "", "patients will receive regular Trastuzumab", ("Trastuzumab",)),
        ),
    )
    assert classes(trial) == {"her2_antibody", "cell_or_gene_therapy"}
    assert role(trial, "her2_antibody") == "backbone"
    assert role(trial, "cell_or_gene_therapy") == "experimental"


def test_a_publication_gives_the_drug_of_its_title_and_methods_only() -> None:
    trial = a_publication(
        "A phase 2 trial of dasatinib in patients with advanced breast cancer",
        abstract_purpose="Dasatinib is a potent tyrosine kinase inhibitor. A trial of dasatinib was carried out.",
        abstract_experimental_design="Patients with progression after chemotherapy received twice daily dasatinib.",
        abstract_results="83% had received prior HER2-directed therapy, and 61% prior endocrine therapy.",
    )
    assert classes(trial) == {"other_kinase_inhibitor"}


def test_her2_drugs_never_set_another_facet() -> None:
    facets = {finding.facet for finding in findings(a_trial(interventions=drugs("Trastuzumab", "T-DXd")))}
    assert facets == {"drug_classes", "drugs"}


# --- roles ---


def arms_of(**kinds: tuple[str, ...]) -> tuple[Arm, ...]:
    return tuple(Arm(kind, kind.upper(), "", names) for kind, names in kinds.items())


def test_roles_follow_the_arms() -> None:
    trial = a_trial(
        interventions=drugs("Ribociclib", "Letrozole", "Placebo"),
        arms=arms_of(experimental=("Ribociclib", "Letrozole"), placebo_comparator=("DRUG: Placebo", "Letrozole")),
    )
    assert role(trial, "Ribociclib") == role(trial, "cdk_inhibitor") == "experimental"
    assert role(trial, "Letrozole") == role(trial, "aromatase_inhibitor") == "backbone"
    assert role(trial, "placebo") == "comparator"


def test_legacy_spellings_of_arm_types_are_the_same() -> None:
    trial = a_trial(
        interventions=drugs("Tucatinib", "Capecitabine"),
        arms=(
            Arm("A", "Experimental", "", ("Tucatinib",)),
            Arm("B", "Active Comparator", "", ("Capecitabine",)),
        ),
    )
    assert role(trial, "Tucatinib") == "experimental"
    assert role(trial, "Capecitabine") == "comparator"


def test_without_arms_the_role_is_unknown() -> None:
    assert role(a_trial(interventions=drugs("Tucatinib")), "Tucatinib") == "unknown"


def test_without_an_experimental_arm_what_is_compared_is_experimental() -> None:
    equals = a_trial(
        interventions=drugs("Docetaxel", "Paclitaxel"),
        arms=(Arm("A", "ACTIVE_COMPARATOR", "", ("Docetaxel",)), Arm("B", "ACTIVE_COMPARATOR", "", ("Paclitaxel",))),
    )
    assert role(equals, "Docetaxel") == role(equals, "Paclitaxel") == "experimental"


def test_what_every_randomised_arm_gives_is_the_backbone_though_all_are_called_experimental() -> None:
    arms = (
        Arm("TH", "Experimental", "", ("Paclitaxel", "Trastuzumab")),
        Arm("T", "Experimental", "", ("Paclitaxel",)),
    )
    told = {"interventions": drugs("Paclitaxel", "Trastuzumab"), "arms": arms}
    randomised = a_trial(design=(("Allocation", "RANDOMIZED"),), **told)
    assert role(randomised, "Paclitaxel") == "backbone"
    assert role(randomised, "Trastuzumab") == "experimental"
    cohorts = a_trial(design=(("Allocation", "NON_RANDOMIZED"),), **told)
    assert role(cohorts, "Paclitaxel") == "experimental"


def test_schedules_of_one_drug_are_compared_as_experimental() -> None:
    arms = (Arm("A", "Experimental", "", ("Radiotherapy",)), Arm("B", "Active Comparator", "", ("Radiotherapy",)))
    trial = a_trial(interventions=(Intervention("Radiotherapy", "RADIATION"),), arms=arms)
    assert role(trial, "radiotherapy") == "experimental"


def test_a_class_given_in_two_roles_is_found_in_both() -> None:
    trial = a_trial(
        interventions=drugs("Palbociclib", "Abemaciclib"),
        arms=arms_of(experimental=("Palbociclib",), active_comparator=("Abemaciclib",)),
    )
    roles = {finding.role for finding in findings(trial) if finding.value == "cdk_inhibitor"}
    assert roles == {"experimental", "comparator"}


@pytest.mark.parametrize(("allocation", "expected"), [("RANDOMIZED", "comparator"), ("NON_RANDOMIZED", "unknown")])
def test_a_choice_list_is_the_comparator_of_a_randomised_trial(allocation: str, expected: str) -> None:
    trial = a_trial(
        interventions=drugs("Sacituzumab govitecan", "Physician's choice: capecitabine or eribulin"),
        design=(("Allocation", allocation),),
    )
    assert classes(trial) == {"trop2_adc", "antimetabolite", "microtubule_inhibitor"}
    assert role(trial, "Eribulin") == role(trial, "Capecitabine") == expected
    assert role(trial, "Sacituzumab govitecan") == "unknown"
    assert any(finding.rule.endswith("(any of)") for finding in findings(trial) if finding.value == "Eribulin")


def test_a_choice_is_read_from_the_description() -> None:
    choice = Intervention("Treatment of physician's choice", "DRUG", "Eribulin, capecitabine or vinorelbine per label")
    trial = a_trial(interventions=(*drugs("Datopotamab deruxtecan"), choice))
    assert classes(trial) == {"trop2_adc", "antimetabolite", "microtubule_inhibitor"}


def test_a_choice_nobody_names_stays_standard_of_care() -> None:
    assert classes(a_trial(interventions=drugs("Treatment of physician's choice"))) == {"standard_of_care"}


# --- other places of a registration ---


def test_other_names_count_where_they_are_whole_names_of_cancer_drugs() -> None:
    first = Intervention("X4P-001", "DRUG", "CXCR4 inhibitor", ("Toripalimab Injection",))
    second = Intervention("3M GnRHa", "DRUG", "", ("Leuprorelin 11.25mg dosage", "TAM"))
    assert classes(a_trial(interventions=(first, second))) == {
        "other_targeted",
        "pd1_pdl1_inhibitor",
        "ovarian_suppression",
        "serm",
    }


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"title": "A study of QQX-77, a PD-1 inhibitor, in breast cancer"}, "pd1_pdl1_inhibitor"),
        ({"title": "QQX-77 in advanced tumours", "summary": "QQX-77 is an anti-HER2 ADC."}, "her2_adc"),
        ({"title": "QQX-77 (a CDK2 inhibitor) in breast cancer"}, "cdk_inhibitor"),
        ({"title": "The oral SERD QQX-77 in breast cancer"}, "serd"),
        ({"arms": (Arm("QQX-77", "Experimental", "QQX-77, an IL-2v fusion protein"),)}, "immunomodulator"),
    ],
)
def test_the_records_own_words_classify_an_unknown_code_name(told: dict[str, Any], expected: str) -> None:
    trial = a_trial(interventions=drugs("QQX-77"), **told)
    assert classes(trial) == {expected}
    assert drug_names(trial) == {"QQX-77"}
    assert {finding.basis for finding in findings(trial)} == {"derived"}


@pytest.mark.parametrize(
    ("title", "others"),
    [
        ("QQX-77 in combination with a PD-1 inhibitor", {"pd1_pdl1_inhibitor"}),
        ("QQX-77 after a PD-1 inhibitor", set()),
        ("QQX-77 and HER2-targeted therapy in breast cancer", {"her2_unspecified"}),
    ],
)
def test_words_about_another_drug_do_not_classify_a_code_name(title: str, others: set[str]) -> None:
    trial = a_trial(title=title, interventions=drugs("QQX-77"))
    assert classes(trial) == {"not_classified"} | others
    assert {each.value for each in findings(trial) if each.rule == "none"} == {"not_classified", "QQX-77"}


@pytest.mark.parametrize(
    "title",
    [
        "Everolimus and exemestane in breast cancer",
        "Everolimus combined with exemestane after surgery",
    ],
)
def test_a_drug_of_the_title_that_was_not_registered_counts(title: str) -> None:
    trial = a_trial(title=title, interventions=drugs("Everolimus"))
    assert drug_names(trial) == {"Everolimus", "Exemestane"}


@pytest.mark.parametrize(
    "title",
    [
        "Everolimus after exemestane in breast cancer",
        "Everolimus in patients previously treated with exemestane",
        "Everolimus in exemestane-resistant breast cancer",
        "Everolimus in women who progressed on letrozole plus exemestane",
        "Everolimus for patients receiving exemestane",
    ],
)
def test_a_drug_given_before_the_trial_does_not_count(title: str) -> None:
    assert drug_names(a_trial(title=title, interventions=drugs("Everolimus"))) == {"Everolimus"}


def test_drugs_of_the_title_are_background_where_no_drug_is_registered() -> None:
    trial = a_trial(title="Yoga during paclitaxel chemotherapy", interventions=(Intervention("Yoga", "BEHAVIORAL"),))
    assert classes(trial) == {"integrative_medicine"}


def test_drugs_of_eligibility_and_outcomes_do_not_count() -> None:
    trial = a_trial(
        interventions=drugs("Capecitabine"), conditions=("Breast cancer",), summary="Prior paclitaxel is allowed."
    )
    assert drug_names(trial) == {"Capecitabine"}


def test_an_arm_without_intervention_is_standard_of_care() -> None:
    trial = a_trial(
        interventions=(Intervention("Radiotherapy", "RADIATION"),),
        arms=(Arm("RT", "EXPERIMENTAL", "", ("Radiotherapy",)), Arm("Observation", "NO_INTERVENTION")),
    )
    assert classes(trial) == {"radiotherapy", "standard_of_care"}
    assert role(trial, "standard_of_care") == "comparator"


def test_tracers_of_an_imaging_trial_are_read_from_its_arms() -> None:
    trial = a_trial(
        interventions=(Intervention("Total-body PET imaging", "DIAGNOSTIC_TEST"),),
        arms=(Arm("PET", "EXPERIMENTAL", "Subjects injected with 18F-PSMA", ("Total-body PET imaging",)),),
    )
    assert classes(trial) == {"imaging", "imaging_agent"}


def test_a_laboratory_test_registered_as_a_device_is_both() -> None:
    trial = a_trial(interventions=(Intervention("Circulating tumor cells", "DEVICE"),))
    assert classes(trial) == {"laboratory_test", "device"}


def test_the_same_name_twice_has_evidence_in_its_own_line() -> None:
    trial = a_trial(interventions=(*drugs("Paclitaxel"), Intervention("Placebo", "", "of paclitaxel"), *drugs("AC")))
    for finding in findings(trial):
        if finding.value == "anthracycline":
            assert (finding.evidence.quote, finding.basis, finding.rule) == ("AC", "derived", "regimen:AC")


def test_a_trial_without_interventions_gives_nothing() -> None:
    title = "Outcomes of patients receiving first-line palbociclib"
    assert findings(a_trial(title=title, study_type="Observational")) == []


# --- publications ---


def test_an_unlabelled_abstract_is_read_by_its_sentences() -> None:
    trial = a_publication(
        "Treatment of early breast cancer",
        abstract=(
            "Anthracyclines are cardiotoxic. We randomly assigned 500 women to receive FEC or docetaxel. "
            "The hazard ratio was better with docetaxel than after tamoxifen."
        ),
    )
    assert drug_names(trial) == {"Fluorouracil", "Epirubicin", "Cyclophosphamide", "Docetaxel"}


def test_unspecified_chemotherapy_counts_only_where_no_drug_of_it_is_named() -> None:
    one = a_publication(abstract_methods="Patients received pertuzumab or placebo added to standard chemotherapy.")
    other = a_publication(abstract_methods="Patients received chemotherapy with docetaxel.")
    assert classes(one) == {"her2_antibody", "placebo", "chemotherapy_unspecified"}
    assert classes(other) == {"taxane"}


def test_exposures_and_introductions_of_an_abstract_are_read() -> None:
    one = a_publication(abstract_exposures="All women had triptorelin, and were assigned to letrozole or tamoxifen.")
    other = a_publication(
        abstract_introduction="Fatigue is common. We compared exemestane with palbociclib. Symptom management matters."
    )
    assert classes(one) == {"ovarian_suppression", "aromatase_inhibitor", "serm"}
    assert classes(other) == {"aromatase_inhibitor", "cdk_inhibitor"}


def test_background_results_and_outcomes_of_an_abstract_are_not_read() -> None:
    trial = a_publication(
        abstract_background="Trastuzumab improves survival.",
        abstract_methods="Women were assigned to neratinib.",
        abstract_main_outcomes="Survival compared with lapatinib.",
        abstract_results="Diarrhoea was treated with loperamide.",
    )
    assert drug_names(trial) == {"Neratinib"}


# --- whatever is imported ---


@given(
    names=st.lists(st.text(max_size=40), max_size=4),
    text=st.text(max_size=80),
    kind=st.sampled_from(["DRUG", "", "BEHAVIORAL"]),
)
def test_every_quote_is_the_text_at_its_offsets_whatever_is_read(names: list[str], text: str, kind: str) -> None:
    trial = a_trial(
        title=f"{text} trastuzumab",
        summary=text,
        interventions=tuple(Intervention(name, kind, text, (text, "Taxol")) for name in [*names, "QQX-77", "AC"]),
        arms=tuple(Arm(name, "Experimental", f"{text} letrozole", (name,)) for name in names),
    )
    assert findings(trial)


@pytest.mark.parametrize(
    "told",
    [
        {"title": "A Randomised Trial of Marimastat or Placebo"},
        {"official_title": "A Double-Blind, Placebo-Controlled Study of Marimastat"},
        {"arms": (Arm("Arm II", description="Patients receive oral placebo once daily"),)},
        {"narrative": (Section("detailed_description", "OUTLINE: This is a randomized, placebo-controlled study."),)},
    ],
)
def test_a_placebo_that_was_not_registered_counts(told: dict[str, Any]) -> None:
    trial = a_trial(interventions=drugs("marimastat"), **told)
    assert "placebo" in classes(trial)
    assert role(trial, "placebo") != "experimental"


def test_a_placebo_of_another_trial_does_not_count() -> None:
    told = (Section("detailed_description", "Letrozole was better in a placebo-controlled trial of 5,000 women."),)
    assert "placebo" not in classes(a_trial(interventions=drugs("letrozole"), narrative=told))


def test_other_names_tell_the_drugs_of_a_strategy_that_a_test_guides() -> None:
    strategy = Intervention("ctDNA-guided therapy", "Drug", other_names=("PARP inhibitor", "Fulvestrant"))
    assert {"parp_inhibitor", "serd"} <= classes(a_trial(interventions=(strategy,)))


def test_a_sign_that_only_its_plain_form_makes_letters_of_is_no_fault() -> None:
    assert classes(a_trial(interventions=(Intervention("x", "Drug", other_names=("㋀",)),))) == {"not_classified"}


def test_an_item_under_a_heading_of_another_time_is_not_given() -> None:
    description = (
        "Ribociclib is indicated for advanced disease:\nin combination with letrozole;\nin combination with fulvestrant"
    )
    assert classes(a_trial(interventions=(Intervention("Ribociclib", "DRUG", description),))) == {"cdk_inhibitor"}


def test_the_placebo_of_an_arm_is_read_from_its_words_not_from_its_kind() -> None:
    named = Arm("Placebo", "PLACEBO_COMPARATOR", "Placebo with letrozole")
    called = Arm("Standard dose", "PLACEBO_COMPARATOR", "Neratinib 240 mg", ("Neratinib",))
    assert "placebo" in classes(a_trial(interventions=drugs("Neratinib"), arms=(named,)))
    assert "placebo" not in classes(a_trial(interventions=drugs("Neratinib"), arms=(called,)))


def test_an_intervention_that_is_only_a_label_is_read_by_its_description() -> None:
    group = Intervention("Group 2", "BEHAVIORAL", "Standard general anesthesia. Pain is asked for every hour.")
    assert classes(a_trial(interventions=(group,))) == {"anaesthetic_or_analgesic"}


def test_a_record_without_interventions_gives_the_drug_of_its_title() -> None:
    assert classes(a_trial(title="Registry of biosimilar trastuzumab in early disease")) == {"her2_antibody"}
    assert classes(a_trial(title="177Lu-XYZ12 in patients with solid tumours")) == {"radiopharmaceutical"}


def test_an_antibody_is_not_counted_beside_its_radioactive_form() -> None:
    interventions = (
        Intervention("monoclonal antibody m999", "Biological"),
        Intervention("yttrium Y 90 monoclonal antibody m999", "Radiation"),
    )
    assert classes(a_trial(interventions=interventions)) == {"radiopharmaceutical"}


def test_a_heart_drug_that_protects_counts_as_supportive_too() -> None:
    trial = a_trial(title="Carvedilol to prevent cardiotoxicity", interventions=drugs("Carvedilol"))
    assert classes(trial) == {"repurposed_drug", "other_supportive"}


def test_a_placebo_arm_that_lists_the_one_drug_gives_its_placebo() -> None:
    trial = a_trial(
        interventions=drugs("Testosterone"),
        arms=(
            Arm("Anastrozole", "PLACEBO_COMPARATOR", "Anastrozole plus placebo", ("Testosterone",)),
            Arm("Both", "ACTIVE_COMPARATOR", "Anastrozole and testosterone", ("Testosterone",)),
        ),
    )
    assert role(trial, "Testosterone") == "experimental"
    assert role(trial, "Anastrozole") == "backbone"
    assert role(trial, "placebo") == "comparator"
