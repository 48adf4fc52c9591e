"""One repository per kind of thing: frozen records in and out, sealing and opening on the way."""
