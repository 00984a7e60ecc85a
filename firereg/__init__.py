"""Offline registry of fire extinguishers and household support for a Vietnamese ward office."""

__version__ = "0.1.0"
