"""The composition root: settings, wiring, command line, start and stop."""
