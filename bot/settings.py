"""Settings, read once at the edge from the environment and `.env`. All problems are reported together."""

import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.addresses import Listen, is_on_this_machine, is_origin, is_web_address, listen_at, webhook_address
from storage.vault import keyring
from usecases.retention import Periods

TELEGRAM = "https://api.telegram.org"
LONGEST_KEPT = 36_500  # days
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_TOKEN = re.compile(r"\d{4,}:[A-Za-z0-9_-]{20,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram takes
_CODE = re.compile(r"[A-Za-z0-9_-]{8,64}")
ON_THIS_MACHINE = "TELEGRAM_API_URL is on this machine (127.0.0.1)"
NO_TOKEN = "0000:no-token-is-needed-for-this"
# A line left empty, as in `.env.example`, is a setting that is not set.
FROM = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)


class SettingsError(ValueError):
    """The settings cannot be used; one line per problem, each with the name of its setting."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Settings(BaseSettings):
    """What an operator sets; see `.env.example`."""

    model_config = FROM

    bot_token: SecretStr
    database_url: str = "sqlite+aiosqlite:///data/sitbone.db"
    telegram_api_url: str = TELEGRAM
    clinic_timezone: str = "Europe/London"
    encryption_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    owner_code: SecretStr | None = None
    protocol: Path | None = None
    clock_speed: Annotated[float, Field(gt=0, le=86400)] = 1.0
    log_level: str = "INFO"
    listen: Annotated[Listen | None, NoDecode] = None
    webhook_secret: SecretStr | None = None
    webhook_url: str | None = None
    heartbeat_url: SecretStr | None = None
    keep_traffic_days: Annotated[int, Field(ge=35, le=LONGEST_KEPT)] = 90
    keep_unfinished_days: Annotated[int, Field(ge=14, le=LONGEST_KEPT)] = 30
    keep_prompts_days: Annotated[int, Field(ge=35, le=LONGEST_KEPT)] = 365
    keep_ended_days: Annotated[int, Field(ge=1, le=LONGEST_KEPT)] | None = None

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        if not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("is not a token from @BotFather, such as 123456789:AA…")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except (ArgumentError, ValueError) as error:
            raise ValueError("is not a database address") from error
        if url.drivername not in {"sqlite+aiosqlite", "postgresql+psycopg"}:
            raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+psycopg://")
        if not url.database or url.database == ":memory:" or url.database.endswith("/"):
            raise ValueError("must name a database: a file, or a database of the server")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _origin(cls, value: str) -> str:
        if not is_origin(value):
            raise ValueError(f"must be an origin such as {TELEGRAM}, without a path")
        return value.rstrip("/")

    @field_validator("clinic_timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in _zones():
            raise ValueError("is not a zone of the IANA database, such as Europe/London")
        return value

    @field_validator("encryption_keys", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(filter(None, re.split(r"[,\s]+", value))) if isinstance(value, str) else value

    @field_validator("encryption_keys")
    @classmethod
    def _keys(cls, value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        try:
            for key in value:
                keyring([key.get_secret_value()])
        except ValueError as error:
            raise ValueError("each key must be 32 bytes in URL-safe base64, newest first") from error
        return value

    @field_validator("owner_code")
    @classmethod
    def _code(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _CODE.fullmatch(value.get_secret_value()):
            raise ValueError("must be 8 to 64 characters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("protocol")
    @classmethod
    def _file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("there is no such file")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value not in LEVELS:
            raise ValueError(f"must be one of {', '.join(LEVELS)}")
        return value

    @field_validator("clock_speed")
    @classmethod
    def _real_people_live_in_real_time(cls, value: float, info: ValidationInfo) -> float:
        server = info.data.get("telegram_api_url", TELEGRAM)
        if value != 1 and not is_on_this_machine(server):
            raise ValueError(f"must be 1 unless {ON_THIS_MACHINE}")
        return value

    @property
    def periods(self) -> Periods:
        """For how long things are kept."""
        return Periods(
            traffic=timedelta(days=self.keep_traffic_days),
            unfinished=timedelta(days=self.keep_unfinished_days),
            prompts=timedelta(days=self.keep_prompts_days),
            ended=None if self.keep_ended_days is None else timedelta(days=self.keep_ended_days),
        )

    @property
    def is_local(self) -> bool:
        """Whether the Bot API server is on this machine, so that no real person is on the other side."""
        return is_on_this_machine(self.telegram_api_url)

    @field_validator("listen", mode="before")
    @classmethod
    def _listen(cls, value: object) -> object:
        return listen_at(value) if isinstance(value, str) else value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("must be 1 to 256 characters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str | None, info: ValidationInfo) -> str | None:
        # What is wrong itself is told by itself; only what is not set at all is missed here.
        needed = (("listen", "LISTEN"), ("webhook_secret", "WEBHOOK_SECRET"))
        missing = [name for field, name in needed if info.data.get(field, field) is None]
        if value is not None and missing:
            raise ValueError(f"needs {' and '.join(missing)} as well")
        return None if value is None else webhook_address(value)

    @field_validator("heartbeat_url")
    @classmethod
    def _heartbeat(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not is_web_address(value.get_secret_value()):
            raise ValueError("is not a web address such as https://example.org/ping")
        return value


@cache
def _zones() -> set[str]:
    return available_timezones()  # looked up in hundreds of files


def read_settings(*, token_needed: bool = True) -> Settings:
    """The settings from the environment and `.env`; some commands never talk to Telegram and need no token.

    Raises:
        SettingsError: with every problem.
    """
    given: dict[str, Any] = {} if token_needed else {"bot_token": NO_TOKEN}
    try:
        return Settings(**given)
    except ValidationError as error:
        problems = [_problem(e["loc"], e["msg"], e["type"]) for e in error.errors()]
        raise SettingsError(problems) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([".env: cannot be read as UTF-8 text"]) from error


def _problem(loc: tuple[int | str, ...], message: str, kind: str) -> str:
    plain = message.removeprefix("Value error, ").replace("Input should", "should")
    if not loc:
        return plain
    return f"{str(loc[0]).upper()}: {'is missing' if kind == 'missing' else plain}"
