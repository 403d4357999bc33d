import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.articles.abstracts import abstract_sections
from desktop.trials.trial import Section


def named(text: str) -> dict[str, str]:
    return {section.name: section.text for section in abstract_sections(text)}


def test_labels_with_colons_inside_a_paragraph_part_it() -> None:
    text = "Purpose: To see. Experimental Design: Women were treated. Results: 31% responded. Conclusion: It works."
    assert abstract_sections(text) == (
        Section("abstract_purpose", "To see."),
        Section("abstract_experimental_design", "Women were treated."),
        Section("abstract_results", "31% responded."),
        Section("abstract_conclusion", "It works."),
    )


def test_labels_in_capitals_need_no_colon() -> None:
    found = named("PURPOSE To see. PATIENTS AND METHODS Women were treated. RESULTS Of 70, 3 responded.")
    assert list(found) == ["abstract_purpose", "abstract_patients_and_methods", "abstract_results"]


def test_labels_on_lines_of_their_own_part_the_text() -> None:
    assert named("Background\nOne.\nMethods\nTwo.\nThree.") == {
        "abstract_background": "One.",
        "abstract_methods": "Two.\nThree.",
    }


def test_a_label_is_known_when_its_blank_is_lost() -> None:
    found = named("Background: Little is known. TrialDesign: Women get letrozole. StudyEndpoints: Response.")
    assert list(found) == ["abstract_background", "abstract_trial_design", "abstract_study_endpoints"]


def test_a_label_in_capitals_is_known_when_an_export_printed_its_i_small() -> None:
    found = named("BACKGROUND Little is known. TRiAL DESiGN This is a trial. AiMS Primary outcome is survival.")
    assert found == {
        "abstract_background": "Little is known.",
        "abstract_trial_design": "This is a trial.",
        "abstract_aims": "Primary outcome is survival.",
    }


@pytest.mark.parametrize("sign", ["—", " – ", " - ", " • "])
def test_a_label_may_end_with_a_dash_or_stand_before_a_bullet(sign: str) -> None:
    found = named(f"Background{sign}Little is known. Study Design{sign}Women had letrozole. Aims – survival.")
    assert list(found) == ["abstract_background", "abstract_study_design", "abstract_aims"]


def test_labels_like_the_first_words_of_sentences_part_the_text() -> None:
    text = (
        "Background Trastuzumab is old. Patients and methods We randomised 40 women. Methods Between 2001 and 2005 "
        "samples were taken. Results Of 40, 3 responded (8%). Conclusions This trial failed."
    )
    assert named(text) == {
        "abstract_background": "Trastuzumab is old.",
        "abstract_patients_and_methods": "We randomised 40 women.",
        "abstract_methods": "Between 2001 and 2005 samples were taken.",
        "abstract_results": "Of 40, 3 responded (8%).",
        "abstract_conclusions": "This trial failed.",
    }


@pytest.mark.parametrize(
    "text",
    [
        "We gave letrozole. Results HER2 by HER2 follow.",
        "Methods were sound. Results of 40 women follow. Conclusions are few.",
        "The Methods We chose and the Results Of 40 women follow.",
        "Patients HER2-positive were treated. Outcomes PFS and OS were seen.",
        "The TRiAL was of good DESiGN. TRiALS Were few.",
        "Treatment-related deaths were few. Treatment -free women did well. Disclosures were made.",
    ],
)
def test_words_of_a_sentence_are_no_labels(text: str) -> None:
    assert named(text) == {"abstract": text}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Patients and Methods", "abstract_patients_and_methods"),
        ("Aims", "abstract_aims"),
        ("Materials & Methods", "abstract_materials_methods"),
        ("Design, Setting, and Participants", "abstract_design_setting_and_participants"),
        ("Main Outcomes and Measures", "abstract_main_outcomes_and_measures"),
        ("Interpretation", "abstract_interpretation"),
        ("Trial registration", "abstract_trial_registration"),
        ("Purpose/Objective", "abstract_purpose_objective"),
        ("BACKGROUND", "abstract_background"),
        ("Translational Relevance", "abstract_translational_relevance"),
        ("Key Eligibility Criteria", "abstract_key_eligibility_criteria"),
        ("Study Population", "abstract_study_population"),
        ("Treatment Schedule", "abstract_treatment_schedule"),
        ("Statistical Considerations", "abstract_statistical_considerations"),
        ("Specific Aims", "abstract_specific_aims"),
        ("Disclosures", "abstract_disclosures"),
    ],
)
def test_labels_of_many_journals_are_known(label: str, name: str) -> None:
    assert named(f"{label}: Words.") == {name: "Words."}


def test_text_without_labels_is_the_abstract() -> None:
    assert named("We treated women. The results: none. In conclusion, it works.") == {
        "abstract": "We treated women. The results: none. In conclusion, it works."
    }


def test_text_before_the_first_label_is_kept() -> None:
    assert named("A trial in women. Results: 31%.") == {"abstract": "A trial in women.", "abstract_results": "31%."}


def test_nothing_gives_nothing() -> None:
    assert abstract_sections("") == ()


@given(st.lists(st.sampled_from(["Results: ", "Methods: ", "One two. ", "x ", "\n", "METHODS "]), max_size=10))
def test_only_labels_are_left_out(parts: list[str]) -> None:
    kept = "".join(section.text for section in abstract_sections("".join(parts)))
    assert kept.count("One") == parts.count("One two. ")
    assert kept.count("x") == parts.count("x ")
