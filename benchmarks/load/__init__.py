"""`python -m benchmarks load`: many learners at once, and more than the server can take."""
