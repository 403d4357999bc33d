"""The questions that the report of an import answers, each with the query that counts and shows its trials."""

import tomllib
from functools import cache
from typing import NamedTuple

from desktop.paths import RESOURCES


class ImportQuestion(NamedTuple):
    """Hold a question: its heading, its words, and its query, in which ``{import}`` means the number of the import."""

    group: str
    label: str
    query: str

    def about(self, number: int) -> str:
        """Return the query for one import."""
        return self.query.replace("{import}", str(number))


@cache
def import_questions() -> tuple[ImportQuestion, ...]:
    """Return the questions in the order of the report."""
    told = tomllib.loads((RESOURCES / "import_questions.toml").read_text(encoding="utf-8"))
    return tuple(ImportQuestion(**each) for each in told["question"])
