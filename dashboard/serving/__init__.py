"""What stands between the network and the panels: files, compression, static markup, security."""
