#!/bin/sh
# Runs each measurement and keeps the table that it printed.
set -eu
cd "$(dirname "$0")"
export QT_QPA_PLATFORM=offscreen PYTHONPATH=..
for name in click_to_accepted window_start audience_count guest_import broadcast statistics_overview floor_list row_reaction command_start guest_search guest_table_typing; do
  ../.venv/bin/python "$name.py" | tee "$name.txt"
done
