"""Turn the sentences on what was repaired or omitted in a trial into codes with fields.

The sentences of older programs are written out here, so that later changes of the program do not change this migration.
Any other sentence is kept unchanged under a code of its own.
"""

import json
import re
import zlib
from typing import Any

_PAGE = 500
_CHECKSUM = 4


def up(_migrator: Any, db: Any) -> None:
    """Rewrite the records and accounts with such sentences; do not change others, or damaged ones."""
    run = db.connection().execute
    last = 0
    while trials := run("SELECT id, record FROM trial WHERE id > ? ORDER BY id LIMIT ?", (last, _PAGE)).fetchall():
        for number, record in trials:
            if changed := _changed(record):
                run("UPDATE trial SET record = ? WHERE id = ?", (changed, number))
        last = trials[-1][0]
    sources = run("SELECT trial_id, document_id FROM source WHERE account IS NOT NULL").fetchall()
    for source in sources:
        account = run("SELECT account FROM source WHERE trial_id = ? AND document_id = ?", source).fetchone()[0]
        if changed := _changed(account):
            run("UPDATE source SET account = ? WHERE trial_id = ? AND document_id = ?", (changed, *source))


def _changed(stored: Any) -> bytes | None:
    """Return a record with codes instead of sentences; None if it has no sentences or is damaged."""
    if not isinstance(stored, bytes) or zlib.crc32(stored[:-_CHECKSUM]).to_bytes(_CHECKSUM, "little") != stored[-4:]:
        return None
    try:
        text = zlib.decompress(stored[:-_CHECKSUM])
        if b'"warnings":' not in text:
            return None
        whole = json.loads(text)
        sentences = whole["trial"]["warnings"]
    except (zlib.error, ValueError, KeyError, TypeError):
        return None
    whole["trial"]["warnings"] = [_remark(each) if isinstance(each, str) else each for each in sentences]
    content = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    compressed = zlib.compress(content.encode("utf-8", "replace"), 1)
    return compressed + zlib.crc32(compressed).to_bytes(_CHECKSUM, "little")


def _remark(sentence: str) -> dict[str, Any]:
    for code, pattern, count in _PATTERNS:
        if match := pattern.fullmatch(sentence):
            fields = {
                name: int(text.replace(",", "")) if name in _NUMBERS else text
                for name, text in match.groupdict().items()
            }
            fields |= {"count": count} if count else {}
            return {"code": code, "fields": sorted(fields.items())} if fields else {"code": code}
    return {"code": "as_stored", "fields": [("text", sentence)]}


_NUMBERS = ("count", "cells", "columns", "length", "digits")
_SENTENCES: tuple[tuple[str, str, int], ...] = (
    (
        "read_as_cp1252",
        "The document is not valid UTF-8 and was read as Windows-1252 (cp1252): check accented letters and signs such as ≥.",
        0,
    ),
    (
        "characters_replaced",
        "One unreadable character was replaced by � when the document was read: compare such places with the source.",
        1,
    ),
    (
        "characters_replaced",
        "{count} unreadable characters were replaced by � when the document was read: compare such places with the source.",
        0,
    ),
    ("characters_lost", "One character of the record could not be read and became �.", 1),
    ("characters_lost", "{count} characters of the record could not be read and became �.", 0),
    ("turning_left_out", "One character that turns the direction of writing was left out.", 1),
    ("turning_left_out", "{count} characters that turn the direction of writing were left out.", 0),
    ("odd_name", "The archive gives this file an odd name: {name}.", 0),
    ("object_left_out", "{path} was left out: it is an object where the registry writes something else.", 0),
    ("list_left_out", "{path} was left out: it is a list of another kind where the registry writes something else.", 0),
    ("flag_left_out", "{path} was left out: it is a yes or no where the registry writes something else.", 0),
    ("text_left_out", "{path} was left out: it is a text where the registry writes something else.", 0),
    ("number_left_out", "{path} was left out: it is a number where the registry writes something else.", 0),
    ("long_number_left_out", "{path} was left out: it is a number of {digits} digits, too large to be true.", 0),
    ("large_number_left_out", "{path} was left out: it is a number too large to be true.", 0),
    ("no_date_left_out", '{path} was left out: it is "{written}", which is no date.', 0),
    ("more_left_out", "{count} more values of the record were left out in the same way.", 0),
    ("quotation_marks", "The quotation marks of its row do not match and were taken as they stand.", 0),
    ("short_row", "Its row has {cells} cells under {columns} column names; the last ones were taken as empty.", 0),
    ("column_twice", 'The column "{column}" stands twice with different values; the first was taken.', 0),
    ("no_title", "The table gives no title; the registry number stands in its place.", 0),
    ("no_date", '"{written}" under "{column}" is no date and was left out.', 0),
    ("no_patients", '"{written}" under "{column}" is no number of patients and was left out.', 0),
    (
        "outcomes_unranked",
        "The table does not tell primary from secondary outcomes; all stand under other outcomes.",
        0,
    ),
    (
        "inclusion_cut",
        "The inclusion criteria break off after {length} characters, as the registry cut them: see the original.",
        0,
    ),
    (
        "exclusion_cut",
        "The exclusion criteria break off after {length} characters, as the registry cut them: see the original.",
        0,
    ),
    (
        "interventions_cut",
        "The interventions break off after {length} characters, as the registry cut them: see the original.",
        0,
    ),
    (
        "outcomes_cut",
        "The outcomes break off after {length} characters, as the registry cut them: see the original.",
        0,
    ),
    (
        "signs_damaged",
        'Twice a sign such as ≥ or ≤ was damaged to "=" or "?" on its way here, first in "{first}": compare with the registry.',
        2,
    ),
    (
        "signs_damaged",
        'Once a sign such as ≥ or ≤ was damaged to "=" or "?" on its way here, first in "{first}": compare with the registry.',
        1,
    ),
    (
        "signs_damaged",
        '{count} times a sign such as ≥ or ≤ was damaged to "=" or "?" on its way here, first in "{first}": compare with the registry.',
        0,
    ),
    (
        "signs_dropped",
        'Signs such as ≥ or < seem to have been dropped from the criteria on their way here, first in "{first}": compare with the register.',
        0,
    ),
    ("enrolment_unreadable", 'The date of first enrolment, "{written}", is none that can be read.', 0),
    ("registration_unreadable", 'The date of registration, "{written}", is none that can be read.', 0),
    ("a_state_breaks_off", "The record of a member state breaks off before its end: download it again.", 0),
    ("newest_status", "The member states' records differ in status: {said}; the most recent is shown.", 0),
    ("newest_phase", "The member states' records differ in phase: {said}; the most recent is shown.", 0),
    ("phase_mended", 'The page has lost characters: its phase "{written}" was read as "{meant}".', 0),
    ("status_mended", 'The page has lost characters: its status "{written}" was read as "{meant}".', 0),
    ("heading_mended", 'The page has lost characters: its heading "{written}" was read as "{meant}".', 0),
    ("line_left_out", 'The line "{line}" at the top of the page was not understood and is left out.', 0),
    ("two_statuses", 'The page gives two statuses, "{shown}" at the top and "{status}" below; the second is used.', 0),
    (
        "signs_lost",
        'A sign such as ≥ or ≤ may have been lost from one criterion, first "{first}": compare with the registry\'s own record.',
        1,
    ),
    (
        "signs_lost",
        'A sign such as ≥ or ≤ may have been lost from {count} criteria, first "{first}": compare with the registry\'s own record.',
        0,
    ),
    ("arm_unsure", 'The columns of the arm "{arm}" could not be told apart with certainty.', 0),
    ("retracted", "This article was retracted.", 0),
    ("retracted_in", "This article was retracted. {notices}", 0),
    ("concern", "Expression of concern in: {notice}", 0),
    ("title_believed", "The phase field says “{phase}”, the title “{title}”; the title is believed.", 0),
    (
        "account_lost",
        "What {name} said of this trial is damaged, and its original is not kept; import {name} again.",
        0,
    ),
    (
        "account_not_given",
        "What {name} said of this trial is damaged, and its original does not give it; import {name} again.",
        0,
    ),
    ("no_number_left_out", "{path} was left out: it is {written}, which is no number.", 0),
    ("value_left_out", '{path} was left out: it is "{written}".', 0),
    ("state_breaks_off", "The record of {country} breaks off before its end: download it again.", 0),
    ("states_differ", "The member states' records differ in status: {said}.", 0),
)
"""(code, sentence, number) of every stored sentence; the number is 0 if the sentence contains it or has none."""


def _pattern(sentence: str) -> re.Pattern[str]:
    seen: set[str] = set()
    pattern = ""
    for place, part in enumerate(re.split(r"\{(\w+)\}", sentence)):
        if place % 2 == 0:
            pattern += re.escape(part)
        elif part in seen:
            pattern += f"(?P={part})"
        else:
            seen.add(part)
            pattern += f"(?P<{part}>{'[0-9,]+' if part in _NUMBERS else '.*'})"
    return re.compile(pattern)


_PATTERNS = tuple((code, _pattern(sentence), count) for code, sentence, count in _SENTENCES)
