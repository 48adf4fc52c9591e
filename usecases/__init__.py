"""What can happen, one function each, and the ports they need."""
