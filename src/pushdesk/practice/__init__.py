"""A push service on loopback and simulated phones, for training, tests and benchmarks."""
