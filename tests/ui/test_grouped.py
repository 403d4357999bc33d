from desktop.ui.look.grouped import grouped, grouped_in


def test_thousands_are_set_apart_by_commas() -> None:
    assert [grouped(each) for each in (0, 999, 1_000, 560_000)] == ["0", "999", "1,000", "560,000"]


def test_only_the_number_itself_changes_in_the_words_around_it() -> None:
    assert grouped_in("16000 trials", 16_000) == "16,000 trials"
    assert grouped_in("5 trials", 5) == "5 trials"
