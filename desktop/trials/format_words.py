"""The names of formats of documents in words."""

from desktop.trials.sources import source_format, stored_format


def format_in_words(format_: str) -> str:
    """Return the name of a format in the list of readable formats; an id that is not in the table is unchanged."""
    described = source_format(format_).described if stored_format(format_) else format_
    return described[:1].upper() + described[1:]
