"""What the labelled parts of an abstract are about."""

import pytest

from tests.facets.opened import ABSTRACT_PARTS


@pytest.mark.parametrize(
    ("section", "kinds"),
    [
        ("abstract_background", {"background"}),
        ("abstract_patients_and_methods", {"people", "methods"}),
        ("abstract_design_setting_and_participants", {"design", "setting", "people"}),
        ("abstract_main_outcomes_and_measures", {"outcomes", "measures"}),
        ("abstract_conclusions_and_relevance", {"conclusions", "relevance"}),
        ("abstract_something_else", set()),
        ("abstract", set()),
        ("background", set()),
        ("inclusion_criteria", set()),
    ],
)
def test_the_label_of_a_part_tells_what_it_is_about(section: str, kinds: set[str]) -> None:
    assert ABSTRACT_PARTS.kinds(section) == kinds
