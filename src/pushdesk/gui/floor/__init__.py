"""The home screen: scan, the guest's card, what was sent lately."""
