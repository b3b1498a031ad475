"""The composer: a message, whom it is for, when it goes out, and what becomes of it."""
