"""Tests of the webpush room."""
