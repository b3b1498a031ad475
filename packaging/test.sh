#!/bin/sh
# Runs all the tests: what can run side by side first, each worker with browsers of its own for
# whole files, then what needs the machine for itself.
set -eu

export QT_QPA_PLATFORM=offscreen
.venv/bin/pytest -n 2 -m "not e2e and not alone"
.venv/bin/pytest -n 2 --dist loadfile -m "e2e and not alone"
.venv/bin/pytest -m alone
