"""What the file stores although it follows from the trials, and the version of the way in which it does.

Opening builds again what another version made.
"""

FACET_VALUES, SEARCH_TEXT, REGISTRY_DATES = "facet values", "search text", "registry dates"
"""The names under which the file stores the versions."""
VERSIONS = {
    # Raise it whenever `storing.pairs` gives other pairs for the same trial, or its line holds something else.
    FACET_VALUES: 11,
    # Raise it whenever `search_text` gives another text for the same trial.
    SEARCH_TEXT: 1,
    # Raise it whenever the same accounts give a trial other dates.
    REGISTRY_DATES: 1,
}
"""The versions of this program, by name."""
