"""Who stands at the desk: PINs, the lock, and what each role gets to see."""
