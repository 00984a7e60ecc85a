"""The desk: the window over the services."""
