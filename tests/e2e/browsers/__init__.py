"""Real browsers behind one small interface."""
