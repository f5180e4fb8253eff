"""Pure functions from numbers to figures: Plotly's heatmaps and bars, and SVG for a page without scripts."""
