"""On paper a sentence stands once for all values that were read from it, and no value loses a sentence."""

from desktop.sheet.parts import Quote, Reading
from desktop.sheet.same_sentences import unfolded

BOTH = "Tumours may be HER2-low or HER2-zero"


def quote(sentence: str, words: str, where: str = "Inclusion criteria") -> Quote:
    before, found, after = sentence.partition(words)
    assert found
    return Quote(before, words, after, where, "a rule", 0)


def reading(value: str, *quotes: Quote, facet: str = "her2", more: int = 0, is_replaced: bool = False) -> Reading:
    return Reading(facet, "HER2 status", value, quotes=quotes, more=more, is_replaced=is_replaced)


def told(*readings: Reading) -> list[tuple[str, list[str]]]:
    return [(each.value, [quote.sentence for quote in each.quotes]) for each in unfolded(readings)]


def test_values_of_the_same_sentences_stand_together_with_the_words_of_each_marked() -> None:
    (row,) = unfolded((reading("Low", quote(BOTH, "HER2-low")), reading("Zero", quote(BOTH, "HER2-zero"))))
    assert (row.value, [each.sentence for each in row.quotes]) == ("Low; Zero", [BOTH])
    assert {words for words, is_evidence, _ in row.quotes[0].stretches if is_evidence} == {"HER2-low", "HER2-zero"}


def test_what_only_one_value_was_read_from_stands_behind_with_this_value() -> None:
    title, cohort = "HER2-low disease", "Cohort 2: HER2-low or HER2-zero"
    low = reading("Low", quote(BOTH, "HER2-low"), quote(title, "HER2-low"), quote(cohort, "HER2-low"))
    zero = reading("Zero", quote(BOTH, "HER2-zero"))
    assert told(low, zero) == [("Low; Zero", [BOTH]), ("Low", [title, cohort])]


def test_further_sentences_that_are_shared_stand_once_too() -> None:
    title = "HER2-low or HER2-zero disease"
    low = reading("Low", quote(BOTH, "HER2-low"), quote(title, "HER2-low"))
    zero = reading("Zero", quote(BOTH, "HER2-zero"), quote(title, "HER2-zero"))
    assert told(low, zero) == [("Low; Zero", [BOTH]), ("Low; Zero", [title])]


def test_sentences_that_are_not_shown_are_counted_once() -> None:
    low = reading("Low", quote(BOTH, "HER2-low"), quote("HER2-low", "HER2-low"), more=3)
    zero = reading("Zero", quote(BOTH, "HER2-zero"), more=2)
    assert [(each.value, each.more) for each in unfolded((low, zero))] == [("Low; Zero", 2), ("Low", 3)]


def test_values_of_another_filter_another_place_or_a_replaced_one_stay_alone() -> None:
    low = reading("Low", quote(BOTH, "HER2-low"))
    elsewhere = reading("Zero", quote(BOTH, "HER2-zero", "Summary"))
    other = reading("Positive", quote(BOTH, "HER2"), facet="hr")
    replaced = reading("Zero", quote(BOTH, "HER2-zero"), is_replaced=True)
    assert list(unfolded((low, elsewhere, other, replaced))) == [low, elsewhere, other, replaced]
