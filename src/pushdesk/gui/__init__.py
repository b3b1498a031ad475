"""The desk window: the only room that knows Qt."""
