"""What the program runs on: its clock, its engine thread, and the mark that it is running."""
