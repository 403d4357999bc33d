"""Write dates in words, only as exact as they are. The start needs only this, so dates are read elsewhere."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_in_words(date: str) -> str:
    """Return the month of an ISO partial date: "Nov 2021" for "2021-11-03" and "2021-11", "2021" for "2021"."""
    return day_in_words(date[:7])


def day_in_words(date: str) -> str:
    """Return an ISO partial date in words: "3 Nov 2021", "Nov 2021", "2021"; any other text unchanged."""
    year, *rest = date.split("-")
    numbers = [int(part) for part in rest if part.isdecimal()]
    if len(numbers) < len(rest) or not 1 <= (numbers[0] if numbers else 1) <= len(_MONTHS):
        return date
    return " ".join((*map(str, numbers[1:2]), *(_MONTHS[number - 1] for number in numbers[:1]), year))


def span_in_words(oldest: str, newest: str) -> str:
    """Return a range of dates by month: "Nov 2015 – Mar 2024"; one date if both are equal, "" if there are none."""
    return " – ".join(dict.fromkeys(filter(None, map(month_in_words, (oldest, newest)))))
