"""`python -m bot` is the same program as `sitbone`."""

from bot.cli import main

main(prog_name="sitbone")
