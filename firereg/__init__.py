"""Offline registry of fire extinguishers and household support for a Vietnamese ward office."""
