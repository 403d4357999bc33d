"""Where a trial comes from: its documents, what was taken from which, where they differ, and what changed."""

from collections.abc import Iterator
from html import escape

from desktop.catalogue.storing.merging import Disagreement
from desktop.catalogue.storing.stored import Change, StoredTrial
from desktop.registry_words import ordinary
from desktop.trials.date_words import day_in_words
from desktop.ui.look.plain_html import plain_html
from desktop.ui.trial_detail.marked_text import tr

_MOST_CHANGES = 30
_LONGEST_VALUE = 160
_CODED = ("phase", "status", "study_type")


def sources_html(stored: StoredTrial) -> str:
    """Return the documents of a trial, and everything that several of them bring with them."""
    return _documents(stored) + _disagreements(stored) + _twins(stored) + _changes(stored)


def field_label(field: str) -> str:
    """Return how a field of a trial is called."""
    return field.replace("_", " ").capitalize()


def _documents(stored: StoredTrial) -> str:
    html = ""
    for number, source in enumerate(stored.sources):
        taken = [field_label(field) for field, index in stored.provenance.items() if index == number]
        told = f"<br>{escape(tr('Taken from here:'))} {escape(', '.join(taken))}" if taken else ""
        day = source.imported[:16].replace("T", " ")
        html += (
            f"<p>{escape(source.file)}<br><span class='muted'>{escape(source.format)} · "
            f"{escape(tr('imported'))} {escape(day)}{told}</span></p>"
        )
    return html


def _disagreements(stored: StoredTrial) -> str:
    items = ""
    for each in stored.disagreements:
        said = "; ".join(_said(each, stored))
        items += f"<li>{escape(field_label(each.field))}: {escape(said)}</li>"
    return f"<h4>{escape(tr('Sources disagree (the first is believed)'))}</h4><ul>{items}</ul>" if items else ""


def _said(disagreement: Disagreement, stored: StoredTrial) -> Iterator[str]:
    for value, index, date in disagreement.dated:
        day = day_in_words(date) if disagreement.field == "status" else ""
        yield f"“{_shown(disagreement.field, value)}” ({', '.join(filter(None, (day, stored.sources[index].file)))})"


def _twins(stored: StoredTrial) -> str:
    items = "".join(f"<li>{escape(title)} ({escape(key)})</li>" for key, title in stored.twins)
    return f"<h4>{escape(tr('Possible duplicate: the same title'))}</h4><ul>{items}</ul>" if items else ""


def _changes(stored: StoredTrial) -> str:
    items = "".join(map(_change, stored.changes[:_MOST_CHANGES]))
    return f"<h4>{escape(tr('What later documents changed'))}</h4><ul>{items}</ul>" if items else ""


def _change(change: Change) -> str:
    before, after = (plain_html(_short(_shown(change.field, value))) or "—" for value in (change.before, change.after))
    where = f"{change.changed[:10]}, {change.file}"
    return (
        f"<li>{escape(field_label(change.field))}: {before} → {after} <span class='muted'>({escape(where)})</span></li>"
    )


def _shown(field: str, value: str) -> str:
    return ordinary(value) if field in _CODED else value


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE].rpartition(" ")[0] + " …"
