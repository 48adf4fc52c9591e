"""What can be expected to go wrong ends in one line with its setting, and never in a traceback."""

import pytest

from bot.addresses import ListenError, WebhookRefusedError
from bot.exits import run_to_end


@pytest.mark.parametrize(
    ("error", "code"),
    [(ListenError("LISTEN: cannot be used"), 1), (WebhookRefusedError("WEBHOOK_URL: Telegram does not take it"), 2)],
)
def test_an_address_that_cannot_be_used_is_told(
    capsys: pytest.CaptureFixture[str], error: Exception, code: int
) -> None:
    """A place that is taken is an answer; an address that nobody could use is bad input."""

    async def fails() -> None:
        raise error

    with pytest.raises(SystemExit) as ended:
        run_to_end(fails())
    assert ended.value.code == code
    assert capsys.readouterr().err == f"{error}\n"
