"""The words for every remark, for the window, the exports and the command line."""

from collections.abc import Iterable, Mapping

from desktop.trials.remarks import AS_STORED, DOUBTFUL_PHASE, Remark

_OTHER_KIND = "{path} was left out: it is {kind} where the registry writes something else."

WORDINGS: Mapping[str, str | Mapping[int, str]] = {
    AS_STORED: "{text}",
    # The document
    "read_as_cp1252": (
        "The document is not valid UTF-8 and was read as Windows-1252 (cp1252): "
        "check accented letters and signs such as ≥."
    ),
    "read_as_guessed": ("The document is not valid UTF-8 and was read as {encoding}: check that its words make sense."),
    "misread_mended": (
        "Some characters of the record had been read in a wrong encoding before it came here (“â‰¥” for ≥); "
        "they are put right."
    ),
    "lines_as_cp1252": {
        0: "{count} lines of the document are not valid UTF-8 and were read as Windows-1252: check accented letters.",
        1: "One line of the document is not valid UTF-8 and was read as Windows-1252: check accented letters.",
    },
    "characters_replaced": {
        0: "{count} unreadable characters were replaced by \N{REPLACEMENT CHARACTER} when the document was read: "
        "compare such places with the source.",
        1: "One unreadable character was replaced by \N{REPLACEMENT CHARACTER} when the document was read: "
        "compare such places with the source.",
    },
    "characters_lost": {
        0: "{count} characters of the record could not be read and became \N{REPLACEMENT CHARACTER}.",
        1: "One character of the record could not be read and became \N{REPLACEMENT CHARACTER}.",
    },
    "turning_left_out": {
        0: "{count} characters that turn the direction of writing were left out.",
        1: "One character that turns the direction of writing was left out.",
    },
    "many_interventions": "It has {count} interventions; what it gives was read from the first {most}.",
    "no_end": "The document ends after this record without its closing mark: it may lack records that were exported.",
    "odd_name": "The archive gives this file an odd name: {name}.",
    # Values of JSON records
    "object_left_out": _OTHER_KIND.replace("{kind}", "an object"),
    "list_left_out": _OTHER_KIND.replace("{kind}", "a list of another kind"),
    "flag_left_out": _OTHER_KIND.replace("{kind}", "a yes or no"),
    "text_left_out": _OTHER_KIND.replace("{kind}", "a text"),
    "number_left_out": _OTHER_KIND.replace("{kind}", "a number"),
    "long_number_left_out": "{path} was left out: it is a number of {digits} digits, too large to be true.",
    "large_number_left_out": "{path} was left out: it is a number too large to be true.",
    "no_number_left_out": "{path} was left out: it is {written}, which is no number.",
    "no_date_left_out": '{path} was left out: it is "{written}", which is no date.',
    "value_left_out": '{path} was left out: it is "{written}".',
    "more_left_out": "{count} more values of the record were left out in the same way.",
    # Rows of tables
    "quotation_marks": "The quotation marks of its row do not match and were taken as they stand.",
    "short_row": "Its row has {cells} cells under {columns} column names; the last ones were taken as empty.",
    "column_twice": 'The column "{column}" stands twice with different values; the first was taken.',
    "no_title": "The table gives no title; the registry number stands in its place.",
    "no_date": '"{written}" under "{column}" is no date and was left out.',
    "date_order_undecided": 'Nothing in the table tells whether day or month comes first in dates such as "{written}" '
    'under "{column}"; the month was taken first.',
    "no_patients": '"{written}" under "{column}" is no number of patients and was left out.',
    "outcomes_unranked": ("The table does not tell primary from secondary outcomes; all stand under other outcomes."),
    # Records of registries
    "inclusion_cut": "The inclusion criteria break off after {length:,} characters, as the registry cut them: "
    "see the original.",
    "exclusion_cut": "The exclusion criteria break off after {length:,} characters, as the registry cut them: "
    "see the original.",
    "interventions_cut": "The interventions break off after {length:,} characters, as the registry cut them: "
    "see the original.",
    "outcomes_cut": "The outcomes break off after {length:,} characters, as the registry cut them: see the original.",
    "signs_damaged": {
        0: '{count} times a sign such as ≥ or ≤ was damaged to "=" or "?" on its way here, '
        'first in "{first}": compare with the registry.',
        1: 'Once a sign such as ≥ or ≤ was damaged to "=" or "?" on its way here, '
        'first in "{first}": compare with the registry.',
        2: 'Twice a sign such as ≥ or ≤ was damaged to "=" or "?" on its way here, '
        'first in "{first}": compare with the registry.',
    },
    "signs_dropped": "Signs such as ≥ or < seem to have been dropped from the criteria on their way here, "
    'first in "{first}": compare with the register.',
    "no_country": "What stands in the place of a country is none and was kept as a place: {said}.",
    "enrolment_unreadable": 'The date of first enrolment, "{written}", is none that can be read.',
    "registration_unreadable": 'The date of registration, "{written}", is none that can be read.',
    "states_differ": "The member states' records differ in status: {said}.",
    "state_breaks_off": "The record of {country} breaks off before its end: download it again.",
    "a_state_breaks_off": "The record of a member state breaks off before its end: download it again.",
    "newest_status": "The member states' records differ in status: {said}; the most recent is shown.",
    "newest_phase": "The member states' records differ in phase: {said}; the most recent is shown.",
    # Pages
    "copied_in_part": (
        'The page was copied in part: it ends under "{place}". What stands further down on the page is missing here; '
        "copy the page whole, or import the record of its registry or library."
    ),
    "line_ends_lost": (
        "The page stands in one line: its parts were told apart by their labels, and its lists are not divided. "
        "Copy the page again, or import the record of its registry."
    ),
    "phase_mended": 'The page has lost characters: its phase "{written}" was read as "{meant}".',
    "status_mended": 'The page has lost characters: its status "{written}" was read as "{meant}".',
    "heading_mended": 'The page has lost characters: its heading "{written}" was read as "{meant}".',
    "line_left_out": 'The line "{line}" at the top of the page was not understood and is left out.',
    "two_statuses": ('The page gives two statuses, "{shown}" at the top and "{status}" below; the second is used.'),
    "signs_lost": {
        0: 'A sign such as ≥ or ≤ may have been lost from {count} criteria, first "{first}": '
        "compare with the registry's own record.",
        1: 'A sign such as ≥ or ≤ may have been lost from one criterion, first "{first}": '
        "compare with the registry's own record.",
    },
    "arm_unsure": 'The columns of the arm "{arm}" could not be told apart with certainty.',
    # Articles
    "patients_from_abstract": "The number of patients, {patients:,}, was read from the abstract.",
    "retracted": "This article was retracted.",
    "retracted_in": "This article was retracted. {notices}",
    "concern": "Expression of concern in: {notice}",
    # What was read
    "title_believed": "The phase field says “{phase}”, the title “{title}”; the title is believed.",
    DOUBTFUL_PHASE: "Copied pages of European trials say “{phase}” whatever their phase is: look into the EU register.",
    # What is stored
    "account_lost": ("What {name} said of this trial is damaged, and its original is not kept; import {name} again."),
    "account_not_given": (
        "What {name} said of this trial is damaged, and its original does not give it; import {name} again."
    ),
    "record_damaged": (
        "The record of {key} (“{title}”) is damaged; import its documents again, or let `check --repair` read the "
        "originals that are kept. All other trials are there."
    ),
    "illegible_record_damaged": (
        "The record of a trial that can be made out as {key} (“{title}”) is damaged; import its documents again, or "
        "let `check --repair` read the originals that are kept. All other trials are there."
    ),
}
"""{code: {count: sentence}}; the count is 0 for every other number, and for a sentence without a ``count``."""


def in_words(remark: Remark) -> str:
    """Return the sentence for a remark."""
    fields = dict(remark.fields)
    wording = WORDINGS[remark.code]
    if not isinstance(wording, str):
        count = int(fields["count"])
        wording = wording.get(count, wording[0])
    return wording.format(**fields)


def all_in_words(remarks: Iterable[Remark]) -> tuple[str, ...]:
    """Return the sentences for several remarks."""
    return tuple(map(in_words, remarks))
