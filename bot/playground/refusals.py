"""How Discord refuses a request: HTTP status, JSON error code and text.

The codes are those of Discord's public list ("Opcodes and Status Codes", JSON error codes).
"""

from collections.abc import Mapping

from bot.playground.entities import Json


class RefusedError(Exception):
    """The request is answered with an error, as Discord would answer it."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        errors: Json | None = None,
        extra: Json | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.headers = headers or {}
        self.body: Json = {"message": message, "code": code} | (extra or {})
        if errors:
            self.body["errors"] = errors


def by_status(status: int, reason: str) -> RefusedError:
    """Refuse without a code of its own: ``{"message": "404: Not Found", "code": 0}``."""
    return RefusedError(status, 0, f"{status}: {reason}")


def unauthorized() -> RefusedError:
    """Refuse a request whose token is missing or unknown."""
    return by_status(401, "Unauthorized")


def unknown_application() -> RefusedError:
    """Refuse an application that is not this one."""
    return RefusedError(404, 10002, "Unknown Application")


def unknown_channel() -> RefusedError:
    """Refuse a channel that does not exist."""
    return RefusedError(404, 10003, "Unknown Channel")


def unknown_guild() -> RefusedError:
    """Refuse a server that does not exist or that the caller is not in."""
    return RefusedError(404, 10004, "Unknown Guild")


def unknown_member() -> RefusedError:
    """Refuse a user who is not in the server."""
    return RefusedError(404, 10007, "Unknown Member")


def unknown_message() -> RefusedError:
    """Refuse a message that does not exist, or no longer."""
    return RefusedError(404, 10008, "Unknown Message")


def unknown_user() -> RefusedError:
    """Refuse a user who does not exist."""
    return RefusedError(404, 10013, "Unknown User")


def unknown_webhook() -> RefusedError:
    """Refuse a token that belongs to no answered interaction."""
    return RefusedError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> RefusedError:
    """Refuse a first response that comes too late, or to nothing."""
    return RefusedError(404, 10062, "Unknown interaction")


def unknown_command() -> RefusedError:
    """Refuse a command that is not registered."""
    return RefusedError(404, 10063, "Unknown application command")


def already_acknowledged() -> RefusedError:
    """Refuse a second first response."""
    return RefusedError(400, 40060, "Interaction has already been acknowledged.")


def too_large() -> RefusedError:
    """Refuse a body or a file above the size limit."""
    return RefusedError(413, 40005, "Request entity too large")


def bots_only() -> RefusedError:
    """Refuse a member who asks for what only bots may."""
    return RefusedError(403, 20002, "Only bots can use this endpoint")


def members_only() -> RefusedError:
    """Refuse a bot that asks for what only members may."""
    return RefusedError(403, 20001, "Bots cannot use this endpoint")


def missing_access() -> RefusedError:
    """Refuse a channel or server the caller may not see."""
    return RefusedError(403, 50001, "Missing Access")


def not_your_message() -> RefusedError:
    """Refuse to edit what somebody else wrote."""
    return RefusedError(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> RefusedError:
    """Refuse a message with nothing in it."""
    return RefusedError(400, 50006, "Cannot send an empty message")


def missing_permissions() -> RefusedError:
    """Refuse what the caller's permissions do not cover."""
    return RefusedError(403, 50013, "Missing Permissions")


def wrong_channel_type() -> RefusedError:
    """Refuse what channels of this kind do not have."""
    return RefusedError(400, 50024, "Cannot execute action on this channel type")


def already_published() -> RefusedError:
    """Refuse to publish a message twice."""
    return RefusedError(400, 40033, "This message has already been crossposted.")


def expired_webhook_token() -> RefusedError:
    """Refuse a token more than fifteen minutes old."""
    return RefusedError(401, 50027, "Invalid Webhook Token")


def no_direct_messages() -> RefusedError:
    """Refuse a direct conversation that cannot be."""
    return RefusedError(400, 50007, "Cannot send messages to this user")


def invalid_form(errors: Json) -> RefusedError:
    """Refuse a body, naming what is wrong where."""
    return RefusedError(400, 50035, "Invalid Form Body", errors=errors)


def invalid_json() -> RefusedError:
    """Refuse a body that is no JSON object."""
    return RefusedError(400, 50109, "The request body contains invalid JSON.")


def thread_exists() -> RefusedError:
    """Refuse a second thread on one message."""
    return RefusedError(400, 160004, "A thread has already been created for this message")


def no_reply_without_history() -> RefusedError:
    """Refuse a reply where the past cannot be read."""
    return RefusedError(400, 160002, "Cannot reply without permission to read message history")
