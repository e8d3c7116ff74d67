"""Tags that templates use everywhere; built in, so no page has to load them."""

from typing import Any

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from koers.ui.forms import errors_of
from koers.ui.wording import role_name

register = template.Library()

ICONS = frozenset(
    {
        "arrow", "back", "check", "chevron", "cross", "flag", "paper",
        "people", "phone", "plus", "print", "talk", "talk-filled", "write",
    }
)  # fmt: skip
_SOLID = frozenset({"talk-filled"})


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the icons of components/sprite.html; it says nothing by itself, so a word stands beside it."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon {name!r}; choose from {sorted(ICONS)}.")
    look = "icon icon-solid" if name in _SOLID else "icon"
    return format_html(
        '<svg class="{}" width="20" height="20" aria-hidden="true"><use href="#icon-{}"/></svg>',
        look,
        name,
    )


@register.inclusion_tag("ui/components/badge.html")
def badge(level: str) -> dict[str, Any]:
    """level: "now" (eerst bespreken), "discuss" (bespreken) or "follow" (volgen)."""
    if level not in {"now", "discuss", "follow"}:
        raise template.TemplateSyntaxError(f"There is no level {level!r}; choose now, discuss or follow.")
    return {"level": level}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """Nothing while the form is valid or not sent."""
    return {"errors": errors_of(form) if form.is_bound else []}


@register.filter
def may_stay_empty(field: forms.BoundField) -> bool:
    """Whether a form is complete without it, whatever else was filled in; then the label says so.

    A choice says it by itself: with words for nothing, or by having been chosen already.
    """
    is_choice = isinstance(field.field, forms.ChoiceField)
    needed_sometimes = getattr(field.form, "NEEDED_SOMETIMES", ())
    return not (field.field.required or is_choice or field.name in needed_sometimes)


@register.filter
def role_word(value: str) -> str:
    return role_name(value)
