"""The page "Model": what the model card states, as figures and tables."""
