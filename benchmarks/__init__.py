"""What firereg costs beside the least that would do the same: `python -m benchmarks` (docs/benchmarks.md)."""
