"""A test digit of MNIST."""

TEST_DIGIT = "Test digit {index}, a {label}"
