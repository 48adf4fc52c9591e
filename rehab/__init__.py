"""The clinical rules: pure, synchronous and clock-free."""
