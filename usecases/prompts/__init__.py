"""What is owed to a patient: laid out, sent, reminded of, closed, and shown on one card each."""
