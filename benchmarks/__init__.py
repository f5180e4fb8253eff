"""Side-by-side measurements, run by hand: `python -m benchmarks NAME`. Ratios, since times depend on the machine."""
