"""What a trial says to one question."""

from typing import Literal

Standing = Literal["fits", "bars", "open", "silent"]
"""What a trial says to a question: it fits or bars the patient, is open (decides nothing), or is silent (no values)."""
