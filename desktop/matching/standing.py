"""What a trial says to one question."""

from typing import Literal

Standing = Literal["fits", "bars", "open", "silent"]
"""What the values of a trial say to a question; "silent" where it has none."""
