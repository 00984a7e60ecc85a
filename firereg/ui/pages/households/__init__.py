"""The households: found, entered, moved, merged."""
