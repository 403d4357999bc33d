"""Define a trial: frozen dataclasses that every other part uses."""
