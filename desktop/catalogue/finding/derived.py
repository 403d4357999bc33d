"""The stored data that follow from the trials, each with the version of the code that makes them.

Opening a catalogue makes again what another version made.
"""

FACET_VALUES, SEARCH_TEXT, REGISTRY_DATES = "facet values", "search text", "registry dates"
"""The names under which the file stores the versions."""
VERSIONS = {
    # Increase it if `storing.pairs` gives other pairs for the same trial, or if the line holds other data.
    FACET_VALUES: 12,
    # Increase it if `search_text` gives another text for the same trial.
    SEARCH_TEXT: 1,
    # Increase it if the same accounts give a trial other dates.
    REGISTRY_DATES: 1,
}
"""The versions of this program, by name."""
