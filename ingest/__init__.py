"""Messy files in, clean articles and their passages out."""
