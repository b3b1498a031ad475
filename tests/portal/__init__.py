"""Tests of the portal, over real connections."""
