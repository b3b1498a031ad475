"""What has been sent."""
