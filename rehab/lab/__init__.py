"""The laboratory: whole histories at once, away from any patient."""
