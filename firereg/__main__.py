"""`python -m firereg` and the start of the frozen program."""

import sys


def main() -> int:
    """The exit status of the program."""
    from firereg.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
