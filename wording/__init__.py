"""What people read: the message catalogue, and the text and pictures of every message kind."""
