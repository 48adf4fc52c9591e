"""The methods by which a bot learns what happened: polling, webhooks, files, answers to presses."""

from telegram import File, WebhookInfo

from sandbox.account import Account
from sandbox.callbacks import CallbackAnswer
from sandbox.params import Params
from sandbox.polling import MAX_TIMEOUT, WEBHOOK_ACTIVE, WEBHOOK_SET
from sandbox.replies import Answer, ApiError
from sandbox.shapes import render
from sandbox.updates import DEFAULT_KINDS
from sandbox.webhooks import WebhookSettings

GET_UPDATES = frozenset({"offset", "limit", "timeout", "allowed_updates"})
DELETE_WEBHOOK = frozenset({"drop_pending_updates"})
SET_WEBHOOK = DELETE_WEBHOOK | {"url", "secret_token", "max_connections", "allowed_updates", "ip_address"}
GET_FILE = frozenset({"file_id"})
ANSWER_CALLBACK = frozenset({"callback_query_id", "text", "show_alert", "url", "cache_time"})


async def get_updates(account: Account, params: Params) -> Answer:
    """Updates not yet confirmed, waiting for the first if need be."""
    if account.webhook.active:
        await account.polling.refuse(WEBHOOK_ACTIVE)
    account.updates.allow(_kinds(params))
    offset, limit = params.integer("offset"), params.integer("limit", 100, 1, 100)
    return Answer(await account.polling.get_updates(offset, limit, params.integer("timeout", 0, 0, MAX_TIMEOUT)))


def set_webhook(account: Account, params: Params) -> Answer:
    """Have updates delivered; without a `url`, the same as `deleteWebhook`."""
    settings = WebhookSettings.read(params)
    description = account.webhook.change(settings, account.clock.now())
    if settings.url:
        account.polling.abort(WEBHOOK_SET)
        account.updates.allow(_kinds(params))
    return _changed(account, params, description)


def delete_webhook(account: Account, params: Params) -> Answer:
    """Go back to polling."""
    return _changed(account, params, account.webhook.change(WebhookSettings(), account.clock.now()))


def get_webhook_info(account: Account, _params: Params) -> Answer:
    """Where updates go, how many wait, and what went wrong last."""
    settings, error = account.webhook.settings, account.webhook.last_error
    info = WebhookInfo(
        settings.url,
        has_custom_certificate=False,
        pending_update_count=len(account.updates.pending()),
        max_connections=settings.connections if settings.url else None,
        ip_address="127.0.0.1" if settings.url else None,
        last_error_date=error[0] if error else None,
        last_error_message=error[1] if error else None,
        allowed_updates=None if account.updates.allowed == DEFAULT_KINDS else sorted(account.updates.allowed),
    )
    return Answer(render(info))


def get_file(account: Account, params: Params) -> Answer:
    """A link to a file of up to 20 MB, good for an hour."""
    file = account.files.link(params.text("file_id"), account.clock.now())
    return Answer(render(File(file.file_id, file.unique_id, len(file.data), file.path)))


def answer_callback_query(account: Account, params: Params) -> Answer:
    """Tell a person something after a press, or just stop their button's spinner."""
    answer = CallbackAnswer(params.text("text"), params.flag("show_alert"), params.text("url") or None)
    account.callbacks.answer(params.text("callback_query_id"), answer)
    return Answer(result=True)


def _kinds(params: Params) -> list[str] | None:
    """The `allowed_updates` of a call; None when it does not say, or says something unreadable."""
    if not params.text("allowed_updates"):
        return None
    try:
        return [str(one).lower() for one in params.sequence("allowed_updates", "can't parse allowed updates")]
    except ApiError:
        return None


def _changed(account: Account, params: Params, description: str) -> Answer:
    if params.flag("drop_pending_updates"):
        account.updates.clear()
    account.webhook.announce()
    return Answer(result=True, description=description)
