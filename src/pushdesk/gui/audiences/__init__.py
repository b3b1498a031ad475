"""The audiences: lists kept by hand, and conditions that find their guests."""
