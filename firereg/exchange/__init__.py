"""Workbooks and texts that come into the registry and leave it."""
