"""Rounds of support: planned, listed, given."""
