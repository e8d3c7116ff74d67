"""The name that a question has in the form and on the page."""

PREFIX = "answer-"


def field_of(item_id: str) -> str:
    return f"{PREFIX}{item_id}"
