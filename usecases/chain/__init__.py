"""A plan's chain from outside the bot: read as a whole, checked link by link, derived again, and written down."""
