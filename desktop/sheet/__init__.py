"""Describe a trial in words, without markup, for the window, the PDF and the tables."""
