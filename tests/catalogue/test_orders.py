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
