from desktop.ui.look.thousands import with_thousands, with_thousands_in


def test_thousands_are_set_apart_by_commas() -> None:
    assert [with_thousands(each) for each in (0, 999, 1_000, 560_000)] == ["0", "999", "1,000", "560,000"]


def test_only_the_number_itself_changes_in_the_words_around_it() -> None:
    assert with_thousands_in("16000 trials", 16_000) == "16,000 trials"
    assert with_thousands_in("5 trials", 5) == "5 trials"
