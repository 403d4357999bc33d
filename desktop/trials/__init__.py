"""What a trial is: frozen dataclasses that every other part shares."""
