"""Commands, components and messages to send."""

from typing import Any

PING = {"name": "ping", "description": "Says something"}

ASK = {
    "name": "ask",
    "description": "Asks something",
    "options": [
        {"type": 3, "name": "question", "description": "What", "required": True, "max_length": 20},
        {"type": 4, "name": "year", "description": "When", "min_value": 1917, "max_value": 1991},
        {
            "type": 3,
            "name": "side",
            "description": "Whose",
            "choices": [{"name": "Moscow", "value": "su"}, {"name": "Beijing", "value": "cn"}],
        },
        {"type": 6, "name": "reader", "description": "Who"},
        {"type": 5, "name": "private", "description": "Whether"},
        {"type": 3, "name": "topic", "description": "About", "autocomplete": True},
    ],
}

QUIZ = {
    "name": "quiz",
    "description": "Quizzes",
    "options": [
        {
            "type": 2,
            "name": "event",
            "description": "Events",
            "options": [
                {
                    "type": 1,
                    "name": "create",
                    "description": "Makes one",
                    "options": [{"type": 3, "name": "title", "description": "Its title"}],
                }
            ],
        },
        {"type": 1, "name": "stop", "description": "Stops"},
    ],
}

ABOUT_THIS = {"name": "Ask about this", "type": 3}

V2 = 1 << 15
EPHEMERAL = 1 << 6


def option(name: str, value: object, kind: int = 3, **more: object) -> dict[str, Any]:
    """Return an option as a client sends it."""
    return {"type": kind, "name": name, "value": value, **more}


def text(content: str = "Text") -> dict[str, Any]:
    """Return a text display."""
    return {"type": 10, "content": content}


def button(custom_id: str | None = "go", **more: object) -> dict[str, Any]:
    """Return a button."""
    return {"type": 2, "style": 1, "label": "Go", "custom_id": custom_id, **more}


def row(*inside: object) -> dict[str, Any]:
    """Return an action row."""
    return {"type": 1, "components": list(inside)}


def select(*values: str, **more: object) -> dict[str, Any]:
    """Return a select of texts."""
    options = [{"label": value, "value": value} for value in values]
    return {"type": 3, "custom_id": "choose", "options": options, **more}


def container(*inside: object) -> dict[str, Any]:
    """Return a container."""
    return {"type": 17, "components": list(inside)}


def card(*inside: object) -> dict[str, Any]:
    """Return the body of a message of components V2."""
    return {"flags": V2, "components": [container(*inside)]}
