"""Time in, messages out: ticks, the dispatcher, the inbox worker, the send limiter."""
