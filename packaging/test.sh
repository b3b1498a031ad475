#!/bin/sh
# Runs all the tests: what can run side by side first, then what needs the machine for itself.
set -eu

export QT_QPA_PLATFORM=offscreen
.venv/bin/pytest -n 2 -m "not e2e and not alone"
.venv/bin/pytest -m "e2e or alone"
