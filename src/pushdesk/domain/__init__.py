"""The rules of the trade, without any input or output: standard library only."""
