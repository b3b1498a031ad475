"""The subscribe code for a whole screen."""
