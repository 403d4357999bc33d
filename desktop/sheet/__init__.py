"""A trial described in words, before any markup: what the window, the PDF and the tables show of it."""
