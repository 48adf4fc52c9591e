"""The command line in this process."""

from collections.abc import Mapping

from click.testing import CliRunner, Result

from bot.cli import main


def sitbone(*arguments: str, given: str | bytes | None = None, env: Mapping[str, str] | None = None) -> Result:
    """What it answers; nothing may come out as a traceback."""
    result = CliRunner().invoke(main, arguments, input=given, prog_name="sitbone", env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
