"""How forms look: one renderer for all of Koers, a mixin, and choices drawn as cards."""

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _


class KoersFormRenderer(TemplatesSetting):
    """Set as FORM_RENDERER: every form and field takes our markup without being asked."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class RadioCards(forms.RadioSelect):
    """Choices as cards of at least one target; `is_row` puts them side by side on a wide screen."""

    template_name = "ui/forms/radio_cards.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, is_row: bool = False) -> None:
        super().__init__(attrs)
        self.is_row = is_row

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["is_row"] = self.is_row
        return context


class CheckboxCards(forms.CheckboxSelectMultiple):
    template_name = "ui/forms/radio_cards.html"


class DateInput(forms.DateInput):
    """The browser's own date field, which wants ISO dates whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class FormError:
    """target: id of the first control of the field, empty for an error of the whole form."""

    target: str
    message: str


class KoersFormMixin:
    """Our words for errors instead of the browser's, no colon after labels."""

    use_required_attribute = False
    label_suffix = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", self.label_suffix)
        super().__init__(*args, **kwargs)
        for field in cast(forms.BaseForm, self).fields.values():
            _name_the_field(field)


def _name_the_field(field: forms.Field) -> None:
    """In the summary on top of a page "this field is required" does not say which."""
    is_own_text = field.error_messages.get("required") != forms.Field.default_error_messages["required"]
    if field.label and not is_own_text:
        field.error_messages["required"] = _("Still empty: %(label)s.") % {"label": field.label}


class Form(KoersFormMixin, forms.Form):
    """The form to inherit from. NEEDED_SOMETIMES: fields that another answer makes necessary."""

    NEEDED_SOMETIMES: ClassVar[tuple[str, ...]] = ()


def errors_of(form: forms.BaseForm) -> list[FormError]:
    """All errors in the order of the page, each with the control it belongs to."""
    found = [FormError("", str(message)) for message in form.non_field_errors()]
    for bound in form:
        target = _first_control(bound)
        found += [FormError(target, str(message)) for message in bound.errors]
    return found


def _first_control(bound: forms.BoundField) -> str:
    if bound.is_hidden:
        return ""
    is_group = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if is_group else str(bound.id_for_label or bound.auto_id)
