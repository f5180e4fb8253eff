"""The LeNet Lab dashboard: draw a digit and walk through every stage of the network that reads it."""
