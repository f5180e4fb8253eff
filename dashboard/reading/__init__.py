"""What a request says, checked, and the reading it asks for."""
