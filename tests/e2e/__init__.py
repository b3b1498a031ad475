"""The program in real browsers, against push services and a notification daemon of our own."""
