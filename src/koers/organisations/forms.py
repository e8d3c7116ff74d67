"""People, teams, settings and rules of an organisation."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koers.access.roles import Role
from koers.organisations.models import FormOfAddress, OrganisationSettings, SignalExtent, Team
from koers.organisations.policies import TEAM_ROLES
from koers.organisations.policy_keys import NumberRule
from koers.organisations.sample_texts import (
    INVITATION,
    REMINDER,
    has_stray_brace,
    known_names,
    unknown_names,
    written_name,
    written_names,
)
from koers.ui.forms import Form, RadioCards
from koers.ui.wording import role_name

USER_NAME = RegexValidator(
    r"^[\w.@-]+\Z", gettext_lazy("Use letters, figures, dots, hyphens and @ only, without spaces.")
)


def user_name_field(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=60,
        required=required,
        validators=[USER_NAME],
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )


def roles() -> list[tuple[str, str]]:
    return [(role.value, role_name(role.value).capitalize()) for role in Role]


class RoleForm(Form):
    """A role, and the team through which it sees families."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=roles)
    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        required=False,
        help_text=gettext_lazy("Needed for whoever works with families; others have none."),
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._teams = {str(team.pk): team for team in teams}
        field = cast(forms.ChoiceField, self.fields["team"])
        field.choices = [("", _("No team")), *((key, team.name) for key, team in self._teams.items())]
        if len(teams) == 1:
            field.initial = next(iter(self._teams))

    @property
    def chosen_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    @property
    def chosen_team(self) -> Team | None:
        """None also where a role without a team was chosen: who sees no families needs none."""
        if self.chosen_role not in TEAM_ROLES:
            return None
        return self._teams.get(self.cleaned_data["team"])

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        needs_team = cleaned.get("role") in {role.value for role in TEAM_ROLES}
        if needs_team and not cleaned.get("team"):
            self.add_error("team", _("Choose the team: without one this person sees no families."))
        return cleaned


class AddPersonForm(RoleForm):
    full_name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    username = user_name_field(gettext_lazy("User name"))

    field_order = ("full_name", "username", "role", "team")


class TeamForm(Form):
    name = forms.CharField(label=gettext_lazy("Name of the team"), max_length=80)


class OrganisationForm(Form):
    name = forms.CharField(label=gettext_lazy("Name of the organisation"), max_length=120)


def days_field(label: Any, help_text: Any, *, lowest: int, highest: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=lowest,
        max_value=highest,
        widget=forms.NumberInput({"class": "input-short"}),
    )


def chance_field(label: Any, help_text: Any = "") -> forms.FloatField:
    return forms.FloatField(
        label=label,
        help_text=help_text,
        min_value=0.05,
        max_value=0.99,
        localize=False,
        widget=forms.NumberInput({"class": "input-short", "step": "0.01"}),
    )


class FirstSettingsForm(Form):
    """What every organisation has to choose once; the rest has defaults."""

    form_of_address = forms.ChoiceField(
        label=gettext_lazy("How do pages and messages speak to parents?"),
        choices=[(FormOfAddress.U.value, gettext_lazy("u")), (FormOfAddress.JE.value, gettext_lazy("je"))],
        widget=RadioCards(is_row=True),
    )
    sender = forms.CharField(
        label=gettext_lazy("Name of the organisation in messages"),
        help_text=gettext_lazy("At most 16 characters, so that a text message fits in one."),
        max_length=16,
        required=False,
    )
    telephone = forms.CharField(
        label=gettext_lazy("Telephone number for parents"),
        help_text=gettext_lazy(
            "Stands on the pages of parents, for questions. Without it they can call nobody."
        ),
        max_length=20,
        required=False,
        validators=[RegexValidator(r"^[0-9 +()-]*\Z", gettext_lazy("Use figures, spaces, + and - only."))],
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )
    interval_days = days_field(
        gettext_lazy("Days between two lists"),
        gettext_lazy("30 is a list a month. Shorter gives a course sooner and asks more of parents."),
        lowest=7,
        highest=180,
    )
    signals = forms.ChoiceField(
        label=gettext_lazy("Talking points that Koers names"),
        choices=[
            (SignalExtent.FULL.value, gettext_lazy("All: rising, not falling, difference between parents")),
            (
                SignalExtent.DIFFERENCE_ONLY.value,
                gettext_lazy("Only differences between scores, and whether those may be chance"),
            ),
            (SignalExtent.OFF.value, gettext_lazy("None: the figure without talking points")),
        ],
        help_text=gettext_lazy("Works at once, on every page. What was judged before stays stored."),
        widget=RadioCards,
    )

    @classmethod
    def initial_of(cls, settings: OrganisationSettings) -> dict[str, Any]:
        return {name: getattr(settings, name) for name in cls.base_fields}


class SettingsForm(FirstSettingsForm):
    link_days = days_field(
        gettext_lazy("Days that a link to a list works"),
        gettext_lazy("After that you make a new link. For links made from now on."),
        lowest=1,
        highest=30,
    )
    first_reminder_days = days_field(
        gettext_lazy("First reminder after how many days"),
        gettext_lazy("Every reminder says that no is fine. Used as soon as Koers sends messages itself."),
        lowest=1,
        highest=12,
    )
    second_reminder_days = days_field(
        gettext_lazy("Second and last reminder after how many days"),
        gettext_lazy("Before the link ends. Used as soon as Koers sends messages itself."),
        lowest=2,
        highest=13,
    )
    invitation_text = forms.CharField(
        label=gettext_lazy("Text of the invitation"),
        max_length=320,
        required=False,
        widget=forms.Textarea,
    )
    reminder_text = forms.CharField(
        label=gettext_lazy("Text of the reminder"),
        max_length=320,
        required=False,
        widget=forms.Textarea,
    )
    sharing_months = days_field(
        gettext_lazy("Months that an agreement to share holds"),
        gettext_lazy("Then the parent is asked again. For agreements recorded from now on."),
        lowest=1,
        highest=12,
    )
    comparable_days = days_field(
        gettext_lazy("Days between two parents' lists that may be compared"),
        gettext_lazy("Lists further apart than this are not laid side by side."),
        lowest=1,
        highest=60,
    )
    experience_days = days_field(
        gettext_lazy("Days that what somebody said about the stress counts"),
        gettext_lazy("Older words no longer turn the first key to stagnation."),
        lowest=14,
        highest=180,
    )
    stagnation_attention = chance_field(gettext_lazy("No clear fall: mention from"))
    stagnation_clear = chance_field(gettext_lazy("No clear fall: call it clear from"))
    rise_attention = chance_field(gettext_lazy("Rising: mention from"))
    rise_clear = chance_field(gettext_lazy("Rising: call it clear from"))

    LIMITS = ("stagnation_attention", "stagnation_clear", "rise_attention", "rise_clear")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("Empty: the text of Koers. These are filled in: %(names)s.") % {"names": written_names()}
        for name in ("invitation_text", "reminder_text"):
            self.fields[name].help_text = words

    @property
    def shows_limits(self) -> bool:
        return any(self[name].errors for name in self.LIMITS)

    def clean_invitation_text(self) -> str:
        return _checked_text(self.cleaned_data["invitation_text"], INVITATION.needs)

    def clean_reminder_text(self) -> str:
        return _checked_text(self.cleaned_data["reminder_text"], REMINDER.needs)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        first, second = cleaned.get("first_reminder_days"), cleaned.get("second_reminder_days")
        if first and second and second <= first:
            self.add_error("second_reminder_days", _("The second reminder comes after the first."))
        if second and second >= cleaned.get("link_days", second + 1):
            self.add_error("second_reminder_days", _("The last reminder comes before the link ends."))
        for kind in ("stagnation", "rise"):
            attention, clear = cleaned.get(f"{kind}_attention"), cleaned.get(f"{kind}_clear")
            if attention and clear and clear <= attention:
                self.add_error(f"{kind}_clear", _("Clear lies above where mentioning starts."))
        return cleaned


def _checked_text(text: str, needs: Sequence[str]) -> str:
    unknown = unknown_names(text)
    if unknown:
        words = _("Koers does not know {%(name)s} and cannot fill it in. Use %(names)s.")
        raise ValidationError(words % {"name": unknown[0], "names": written_names()})
    if has_stray_brace(text):
        words = _("A brace stands alone in the text. Write it in full: %(names)s.")
        raise ValidationError(words % {"names": written_names()})
    missing = [name for name in needs if text and name not in known_names(text)]
    if missing:
        words = _("Leave %(name)s in the text: without it the message is of no use.")
        raise ValidationError(words % {"name": written_name(missing[0])})
    return text


class PolicyForm(Form):
    """A new number for one rule. The action refuses what lies below the floor; here it is said sooner."""

    value = forms.IntegerField(label="", widget=forms.NumberInput({"class": "input-short"}))
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("The privacy officer reads this, and it stays in the log of rules."),
    )

    def __init__(self, *args: Any, rule: NumberRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.IntegerField, self.fields["value"])
        field.label = _("New number of %(unit)s") % {"unit": rule.unit}
