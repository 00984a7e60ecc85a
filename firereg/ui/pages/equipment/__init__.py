"""The extinguishers and their stock."""
