"""Countries in all the spellings of the registries."""

import csv
import re

import pytest

from desktop.paths import RESOURCES
from desktop.trials.countries import countries_in, country_name, is_larger, part_of_country


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        (
            "South Korea",
            "Korea, Republic of|Republic of Korea|Korea (Republic of)|KOREA|Korea, South|Korea (South)|South-Korea|KOR",
        ),
        ("North Korea", "Korea, Democratic People's Republic of|Democratic People’s Republic of Korea|DPRK"),
        ("Türkiye", "Turkey|Turkiye|TÜRKİYE|Turkey (Türkiye)|Republic of Türkiye|Türkei"),
        ("Czechia", "Czech Republic|The Czech Republic|Czech Republic (Czechia)|Česká republika|CZE"),
        ("Iran", "Iran, Islamic Republic of|Iran (Islamic Republic of)|Islamic Republic of Iran|IRAN"),
        ("Hong Kong", "Hongkong|Hong Kong SAR|Hong Kong, China|China, Hong Kong|Hong Kong SAR, China|香港"),
        ("Vietnam", "Viet Nam|Viet-Nam|Socialist Republic of Viet Nam|VNM"),
        ("Russia", "Russian Federation|Russian Federation (the)|The Russian Federation"),
        ("United States", "USA|U.S.A.|U.S.|United States of America|The United States|United States (USA)"),
        ("United Kingdom", "UK|U.K.|England|Scotland|Wales|Northern Ireland|Great Britain|United Kingdom (England)"),
        ("Taiwan", "Taiwan, Province of China|Chinese Taipei|Taiwan (Province of China)|TAIWAN, R.O.C."),
        ("China", "P.R. China|People's Republic of China|China (Mainland)|PRC|中国"),
        ("Netherlands", "The Netherlands|Holland|Netherlands (the)|Netherlands (Kingdom of the)"),
        ("Moldova", "Moldova, Republic of|Republic of Moldova"),
        ("North Macedonia", "Macedonia, The Former Yugoslav Republic of|Macedonia|FYROM"),
        ("Côte d'Ivoire", "Cote D'Ivoire|Côte d’Ivoire|Ivory Coast"),
        ("Palestine", "Palestinian Territories, Occupied|Palestinian Territory, occupied|State of Palestine"),
        ("Democratic Republic of the Congo", "Congo, The Democratic Republic of the|Congo (Kinshasa)"),
        ("Tanzania", "Tanzania, United Republic of|United Republic of Tanzania"),
        ("Venezuela", "Venezuela, Bolivarian Republic of|Venezuela (Bolivarian Republic of)"),
        ("Laos", "Lao People's Democratic Republic|Lao PDR"),
        ("Brunei", "Brunei Darussalam"),
        ("Syria", "Syrian Arab Republic"),
        ("Bosnia and Herzegovina", "Bosnia & Herzegovina|Bosnia-Herzegovina|BOSNIA AND HERZEGOVINA"),
        ("Serbia and Montenegro", "Former Serbia and Montenegro"),
    ],
)
def test_every_spelling_is_one_name(name: str, spellings: str) -> None:
    for spelling in (name, *spellings.split("|")):
        assert country_name(spelling) == name, spelling
        assert country_name(f" {spelling}; ") == name


@pytest.mark.parametrize(
    "written",
    [
        "Ghent",
        "Seoul",
        "Example Hospital",
        "Hospital of Korea",
        "Europe",
        "Worldwide",
        "NA",
        "N/A",
        "",
        "-",
        "Texas",
        "?",
    ],
)
def test_towns_hospitals_and_continents_are_no_countries(written: str) -> None:
    assert country_name(written, alone=True) == ""


def test_two_letters_are_a_country_only_where_nothing_stands_beside_them() -> None:
    assert (country_name("CA"), country_name("CA", alone=True)) == ("", "Canada")
    assert (country_name("DE"), country_name("DE", alone=True)) == ("", "Germany")
    assert country_name("in", alone=True) == ""


def test_names_that_begin_alike_stay_apart() -> None:
    names = (
        "Guinea",
        "Guinea-Bissau",
        "Equatorial Guinea",
        "Papua New Guinea",
        "Niger",
        "Nigeria",
        "Ireland",
        "Iceland",
    )
    names += (
        "Austria",
        "Australia",
        "Dominica",
        "Dominican Republic",
        "Samoa",
        "American Samoa",
        "Sudan",
        "South Sudan",
    )
    assert [country_name(name) for name in names] == list(names)


@pytest.mark.parametrize(
    ("written", "countries"),
    [
        ("Argentina South Africa", ("Argentina", "South Africa")),
        ("Argentina, Brazil and Chile", ("Argentina", "Brazil", "Chile")),
        ("Korea, Republic of, Ireland; United States", ("South Korea", "Ireland", "United States")),
        ("Italy/Spain", ("Italy", "Spain")),
        ("Congo\nKenya", ("Republic of the Congo", "Kenya")),
        ("Guinea; Guinea-Bissau", ("Guinea", "Guinea-Bissau")),
        ("Europe, Japan", ("Japan",)),
        ("England, Wales and France", ("United Kingdom", "France")),
        ("Asia except Japan", ()),
        ("Ghent, Belgium", ()),
        ("Outside EU/EEA", ()),
        ("", ()),
    ],
)
def test_a_list_is_taken_apart_if_it_holds_countries_only(written: str, countries: tuple[str, ...]) -> None:
    assert countries_in(written) == countries


def test_a_long_run_of_signs_is_looked_through_once() -> None:
    # Hours, if each sign began a look at all behind it.
    assert countries_in("3" + "&" * 300_000 + "x") == ()


def test_parts_and_larger_regions_are_known_as_such() -> None:
    assert (part_of_country("ENGLAND"), part_of_country("France")) == ("England", "")
    assert (is_larger("European Union"), is_larger("the EU"), is_larger("France")) == (True, True, False)


def test_the_list_of_countries_is_sound() -> None:
    with (RESOURCES / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len([row for row in rows if row["code"]]) == 250
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"(?:[A-Z]{2})?", row["code"])
        assert re.fullmatch(r"(?:[A-Z]{3})?", row["code3"])
        for spelling in (row["name"], *filter(None, row["spellings"].split("; "))):
            # A spelling that another country has as well would be read as that one.
            assert country_name(spelling) == row["name"], spelling
