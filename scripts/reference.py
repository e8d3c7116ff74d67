"""Writes the pages of docs/reference that say what the code says: `python -m scripts.reference`.

A test compares them, so that no page tells what was true once.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.config.settings.test")
django.setup()

from koers.access.matrix import MATRIX, Rule  # noqa: E402 - after Django is set up
from koers.access.roles import ROLE_PERMISSIONS, ROLE_REACH, Permission, Role  # noqa: E402

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "<!-- Made by `make docs`; change the code, not this page. -->\n"


def who(rule: Rule) -> str:
    if rule.is_public:
        return "everyone"
    if rule.for_respondent:
        return "parents through a link; staff are not known here"
    if rule.permission is None:
        return "signed in"
    held = [role.value for role in Role if rule.permission in ROLE_PERMISSIONS[role]]
    return f"`{rule.permission}`: " + (", ".join(held) or "nobody")


def address_rows() -> Iterator[str]:
    for name, rule in sorted(MATRIX.items()):
        bound = "a visible family" if rule.of_family else ""
        yield f"| `{name}` | {' '.join(sorted(rule.methods))} | {who(rule)} | {bound} |"


def role_rows() -> Iterator[str]:
    for permission in Permission:
        marks = ["●" if permission in ROLE_PERMISSIONS[role] else "" for role in Role]
        yield f"| `{permission}` | " + " | ".join(marks) + " |"


def access_matrix() -> str:
    heads = " | ".join(f"{role.value} ({ROLE_REACH[role]})" for role in Role)
    lines = [
        "# Who may come where",
        MADE,
        "An address that names a family answers 404 to whoever may not see that family, and 403 to whoever",
        "may see it but lacks the right. Without a session the answer is the sign-in page.",
        "",
        "## Addresses",
        "",
        "| address | methods | who | bound to |",
        "|---|---|---|---|",
        *address_rows(),
        "",
        "## Rights of roles, and the families they reach",
        "",
        f"| right | {heads} |",
        "|---|" + "---|" * len(Role),
        *role_rows(),
    ]
    return "\n".join(lines) + "\n"


PAGES = {"access-matrix.md": access_matrix}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
