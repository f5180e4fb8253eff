"""Training: data, augmentation, the elastic training loop and its evaluation. Run it with `python -m training`."""
