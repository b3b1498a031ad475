"""The screen that says who is called, where, for the whole room."""
