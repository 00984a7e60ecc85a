"""Workbooks and texts that leave the registry."""
