import random
import sqlite3

import pytest

from desktop.catalogue.finding.facet_index import FacetIndex, bits_of
from desktop.catalogue.finding.orders import Orders

IDS = random.Random(7).sample(range(1, 2_000), 1_000)


@pytest.fixture
def orders() -> Orders:
    index = FacetIndex({})
    index.fill(bits_of(IDS), ())
    known = Orders(sqlite3.connect(":memory:"), index)
    known.learn("title", IDS.copy())
    return known


def test_a_title_in_quotation_marks_stands_where_its_first_word_belongs() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE trial (id INTEGER PRIMARY KEY, title TEXT)")
        titles = ['"The Efficacy"', "3D", "‘a’ trial", "the efficacy", "Zoladex", "[Breast]"]
        connection.executemany("INSERT INTO trial (title) VALUES (?)", [(title,) for title in titles])
        assert Orders(connection, FacetIndex({})).ids("title") == [2, 3, 6, 4, 1, 5]
    connection.close()


@pytest.mark.parametrize("size", [0, 1, 2, 30, 31, 32, 33, 500, 999, 1_000])
def test_few_trials_and_many_stand_in_the_same_order(orders: Orders, size: int) -> None:
    chosen = set(random.Random(size).sample(IDS, size))
    assert orders.sorted(bits_of(chosen), "title") == [each for each in IDS if each in chosen]


def test_a_change_of_the_result_does_not_change_the_order(orders: Orders) -> None:
    orders.sorted(bits_of(IDS), "title").clear()
    assert orders.ids("title") == IDS


def test_those_doubts_come_first_of_which_most_depends() -> None:
    facets = {
        "review": ("her2_undecided", "unknown_drug"),
        "shortlist": ("Board",),
        "recruitment": ("open", "opening", "closed"),
        "cancer_site": ("breast", "other"),
    }
    index = FacetIndex(facets)
    doubts = {"her2_undecided": (1, 3, 4, 6, 8), "unknown_drug": (2, 5, 7)}
    sets = {
        ("shortlist", "Board"): (5, 6),
        ("recruitment", "open"): (2, 3, 6),
        ("recruitment", "opening"): (4,),
        ("recruitment", "closed"): (1, 5, 7, 8),
        ("cancer_site", "breast"): (1, 2, 3, 5, 6, 7),
        ("cancer_site", "other"): (4, 8),
        **{("review", value): ids for value, ids in doubts.items()},
    }
    index.fill(bits_of(range(1, 9)), ((facet, value, bits_of(ids)) for (facet, value), ids in sets.items()))
    orders = Orders(sqlite3.connect(":memory:"), index)
    on_shortlist, open_in_breast, other_open, rest = [6, 5], [3, 2], [4], [1, 8, 7]
    assert orders.ids("review") == [*on_shortlist, *open_in_breast, *other_open, *rest]
