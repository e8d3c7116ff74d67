"""What a password may not be, beside Django's own rules (TRUST § 4.3). No rule about kinds of characters."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from koers.accounts.models import User

LONGEST = 128
SHORTEST_NAME = 4  # a name of three letters stands in too many good passwords by chance
PRODUCT = "koers"


class NotTooLongValidator:
    """Hashing a text of any length is work that anybody could ask of the server."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(_("Use at most %(longest)s characters.") % {"longest": LONGEST})

    def get_help_text(self) -> str:
        return _("Use at most %(longest)s characters.") % {"longest": LONGEST}


class NotOurNameValidator:
    """The name of the product or of the own organisation is what a guesser tries first."""

    def validate(self, password: str, user: User | None = None) -> None:
        lowered = password.lower()
        if any(name in lowered for name in (PRODUCT, *_organisations_of(user))):
            raise ValidationError(_("Leave the name of Koers and of your organisation out of the password."))

    def get_help_text(self) -> str:
        return _("Leave the name of Koers and of your organisation out of the password.")


def _organisations_of(user: User | None) -> list[str]:
    """Names of where the account works; organisations come later in the layers, hence by relation."""
    if user is None or user._state.adding:
        return []
    names = user.memberships.values_list("organisation__name", flat=True).distinct()
    return [name.lower() for name in names if len(name) >= SHORTEST_NAME]
