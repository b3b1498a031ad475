"""The pages and addresses that guests' phones talk to."""
