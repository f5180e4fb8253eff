"""A trace as the stages that the page shows: their panes, words, kernels, and how a chosen number came about."""
