"""Handovers, their receipts, and the signed papers that come back."""
