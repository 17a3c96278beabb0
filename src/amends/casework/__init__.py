"""What the desk does: all acts, one module per activity."""
