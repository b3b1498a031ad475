"""Stand-ins for the outside world: push services, notification daemon, proxy, guest page."""
