#!/bin/sh
# Renews the lock for all platforms at once: `make lock` keeps what still fits, `make lock UPGRADE=--upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."
uv=build/lock/bin/uv
[ -x "$uv" ] || { "${PYTHON:-python3}" -m venv build/lock && build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv; }

compile() { # compile OUTPUT [more arguments]
    output=$1
    shift
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --strip-extras \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header ${UPGRADE:-} "$@" --output-file "$output"
}
# The runtime comes first and holds the versions of the others, so that all four agree.
compile requirements.txt
compile requirements-dev.txt --extra dev --constraint requirements.txt
compile requirements-bench.txt --extra bench --constraint requirements-dev.txt
compile requirements-freeze.txt --extra freeze --constraint requirements-dev.txt
