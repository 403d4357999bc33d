"""Hold one member state's protocol of the EU Clinical Trials Register.

The register numbers its questions ("E.1.1 Medical condition(s) being investigated"). The keys of answers are number and
words joined ("e11_medical_conditions_being_investigated"), as in ctrdata.
"""

from dataclasses import dataclass, field

from desktop.documents.contents.absences import is_absent
from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.remarks import Remark

Answers = dict[str, list[str]]


@dataclass
class Protocol:
    """Hold one member state's answers on the trial, on each sponsor and product, and the dictionary terms."""

    answers: Answers = field(default_factory=dict)
    sponsors: list[Answers] = field(default_factory=list)
    products: list[Answers] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    results_posted: bool | None = None
    warnings: list[Remark] = field(default_factory=list)

    def text(self, prefix: str) -> str:
        """Return the answer to a question with its lines, in English if possible; "" if there is none."""
        return answer(self.answers, prefix)

    def line(self, prefix: str) -> str:
        """Return the answer to a question in one line."""
        return one_line(self.text(prefix))

    @property
    def number(self) -> str:
        """Return the trial's EudraCT number as written."""
        return self.line("a2_") or self.line("eudractnumber")


def answer(answers: Answers, prefix: str) -> str:
    """Return the answer to the question whose key begins with ``prefix``, in English if possible; else ""."""
    # The shortest key is the question itself; a key with "_es" is the same question in Spanish.
    keys = sorted((key for key in answers if key.startswith(prefix)), key=len)
    return next((told for key in keys for told in answers[key] if not is_absent(told)), "")
