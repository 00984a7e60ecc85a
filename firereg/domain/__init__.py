"""The rules of the field: pure Python, no database, no window."""
