"""The rules: when something happens to a guest, what the program does by itself."""
