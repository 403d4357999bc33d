"""The step at which a page fits, without laying anything out: heights are given."""

from hypothesis import example, given
from hypothesis import strategies as st

from desktop.ui.printing.page_fitting import Rate, fitting_of
from desktop.workflows.printed_pages import PageToPrint

ROOM = 3_000.0
lengths = st.lists(st.integers(1, 40_000), min_size=1, max_size=24).map(lambda found: sorted(found, reverse=True))


def page_of(found: list[int]) -> PageToPrint:
    """Return a page that is as many letters long at each step as is said."""
    return PageToPrint(lambda step: "x" * found[step], steps=len(found) - 1)


@given(lengths, st.floats(0.05, 1.0), st.floats(0.05, 1.0), st.floats(0.05, 3.0))
@example([9_000, 8_000], 0.4, 0.05, 0.05)
def test_a_step_is_found_that_fits_and_before_which_none_would_add_more_than_a_line_or_two(
    found: list[int], rate: float, guessed: float, further: float
) -> None:
    heights = [length * rate for length in found]
    fitting = fitting_of(page_of(found), lambda html: len(html) * rate, ROOM, Rate(guessed, further))
    first = next((step for step, height in enumerate(heights) if height <= ROOM), None)
    assert fitting.fits == (first is not None)
    if first is None:
        assert fitting.step == len(found) - 1
    else:
        assert heights[fitting.step] <= ROOM
        assert fitting.step == first or heights[fitting.step] > ROOM * 0.96


@given(lengths, st.lists(st.floats(0.05, 1.0), min_size=24, max_size=24))
def test_a_step_that_is_found_fits_whatever_the_letters_foretold(found: list[int], rates: list[float]) -> None:
    by_length = {length: length * rate for length, rate in zip(found, rates, strict=False)}
    fitting = fitting_of(page_of(found), lambda html: by_length[len(html)], ROOM, Rate())
    assert not fitting.fits or by_length[found[fitting.step]] <= ROOM
    assert fitting.fits or by_length[found[-1]] > ROOM


def test_a_page_like_the_one_before_is_laid_out_twice_at_most() -> None:
    found, laid_out = list(range(24_000, 0, -1_000)), list[int]()

    def height_of(html: str) -> float:
        laid_out.append(len(html))
        return len(html) * 0.3

    assert fitting_of(page_of(found), height_of, ROOM, Rate(0.3)).step == found.index(10_000)
    assert len(laid_out) <= 2


def test_what_a_further_letter_takes_is_learnt_from_the_pages_before() -> None:
    found = list(range(24_000, 8_000, -100))

    def height_of(html: str) -> float:
        return 1_000 + (len(html) - 8_000) * 0.6

    rate = Rate(0.4, 2.0)
    for _ in range(6):
        rate = fitting_of(page_of(found), height_of, ROOM, rate).rate
    assert abs(rate.further - 0.6) < 0.1
    assert abs(rate.letter - ROOM / 11_333) < 0.02
