"""The description of an export: which trials, how they were chosen, their dates, and the program that made it."""

from dataclasses import dataclass

from desktop.exports.board.options import BoardOptions
from desktop.sheet.wording import Wording

NOTHING_TICKED = BoardOptions()


@dataclass(frozen=True)
class ExportContext:
    """Hold the description of an export, and its words for trials.

    ``query_text`` is the query in the query language, ``query_words`` the same in words ("" for no filter);
    ``scope_words`` says which trials were exported ("3 selected trials"). ``oldest`` and ``newest`` are registry dates
    of its trials, ISO month or year, "" if there are none; ``undated`` is the number of registrations without one.
    ``imported`` is the ISO date of the last import, ``made`` an ISO date or date and time. ``own`` decides what is
    written of the user's own work.
    """

    query_text: str
    query_words: str
    scope_words: str
    oldest: str
    newest: str
    undated: int
    imported: str
    made: str
    program_version: str
    vocabulary_version: str
    wording: Wording
    own: BoardOptions = NOTHING_TICKED
