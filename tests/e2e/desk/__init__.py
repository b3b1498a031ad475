"""The real program and its guests, driven from outside: commands, pages, keys, screenshots."""
