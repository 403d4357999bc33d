from desktop.documents.medpath.places import sites_of
from desktop.trials.trial import Site


def test_the_flag_parts_a_facility_from_its_place() -> None:
    lines = [
        "Locations (2)",
        "",
        "One Hospital",
        "",
        "🇨🇳",
        "",
        "Guangzhou, Guangdong, China",
        "Two",
        "🇫🇷",
        "Paris, France",
    ]
    assert sites_of(lines) == (
        Site("One Hospital", "Guangzhou", "Guangdong", "China"),
        Site("Two", "Paris", "", "France"),
    )


def test_countries_with_a_comma_are_whole() -> None:
    assert sites_of(["A", "🇰🇷", "Seoul, Korea, Republic of"]) == (Site("A", "Seoul", "", "Korea, Republic of"),)
    assert sites_of(["A", "🇮🇷", "Tehran, Tehran, Iran, Islamic Republic of"])[0].state == "Tehran"


def test_a_page_without_flags_has_facility_and_place_in_turn() -> None:
    assert sites_of(["A", "Paris, France", "B", "Italy", "C"]) == (
        Site("A", "Paris", "", "France"),
        Site("B", "", "", "Italy"),
        Site("C"),
    )


def test_a_flag_with_a_lost_half_is_still_a_flag() -> None:
    assert sites_of(["A", "🇸", "Stockholm, Sweden"]) == (Site("A", "Stockholm", "", "Sweden"),)


def test_a_facility_without_a_place_is_kept() -> None:
    assert sites_of(["A", "🇫🇷", "Paris, France", "B"])[-1] == Site("B")


def test_no_lines_are_no_sites() -> None:
    assert sites_of(["Locations (0)", ""]) == ()
