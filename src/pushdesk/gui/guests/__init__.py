"""The guests: found as one types, shown as a record, read from lists and written to them."""
