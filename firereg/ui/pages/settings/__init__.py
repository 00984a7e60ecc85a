"""Settings, accounts and the journal."""
