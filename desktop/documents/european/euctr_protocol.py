"""Hold one member state's protocol of the EU Clinical Trials Register.

The register numbers its questions ("E.1.1 Medical condition(s) being investigated"); a protocol's answers stand here
under the number and the words run together ("e11_medical_conditions_being_investigated"), as ctrdata writes them too.
"""

from dataclasses import dataclass, field

from desktop.documents.contents.absences import is_absent
from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.remarks import Remark

Answers = dict[str, list[str]]


@dataclass
class Protocol:
    """Hold one member state's answers: of the trial, of each sponsor and product, and the dictionary terms."""

    answers: Answers = field(default_factory=dict)
    sponsors: list[Answers] = field(default_factory=list)
    products: list[Answers] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    results_posted: bool | None = None
    warnings: list[Remark] = field(default_factory=list)

    def text(self, prefix: str) -> str:
        """Return the answer to a question, lines kept, in English where there is one; "" if there is none."""
        return answer(self.answers, prefix)

    def line(self, prefix: str) -> str:
        """Return the answer to a question in one line."""
        return one_line(self.text(prefix))

    @property
    def number(self) -> str:
        """Return the trial's EudraCT number as written."""
        return self.line("a2_") or self.line("eudractnumber")


def answer(answers: Answers, prefix: str) -> str:
    """Return the answer to the question whose key begins so, in English where there is one; "" if there is none."""
    # The shortest key is the question itself; one with "_es" after it is asked in Spanish.
    keys = sorted((key for key in answers if key.startswith(prefix)), key=len)
    return next((told for key in keys for told in answers[key] if not is_absent(told)), "")
