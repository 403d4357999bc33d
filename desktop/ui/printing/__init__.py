"""Printing pages to PDF."""
