"""Trials to files."""
