"""The small parts that the screens share."""
