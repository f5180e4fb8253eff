"""`python -m benchmarks load`: many learners at once, and more than the server can take."""

# What is measured: two kinds of requests, a class of learners, and memory in a long run.
LIVE, SETTINGS_CHANGE, CLASS, MEMORY = PARTS = ("live", "settings", "learners", "memory")
