"""A faithful local Bot API server, and a chat page to try the bot on."""
