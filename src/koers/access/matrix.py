"""Every URL name and who may come there; a URL without a row fails the build.

The middleware refuses by this table before a view runs. Rows that belong to one family are
decided in two steps in the view itself: `visible_to` gives an outsider the same 404 as for a
missing object, then the policy gives an insider without the right a 403.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from koers.access.roles import Permission

READ = frozenset({"GET", "HEAD"})
SUBMIT = frozenset({"POST"})
FORM = READ | SUBMIT


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may come to one URL, and how.

    permission None: any signed-in member of staff, or everyone when `is_public`.
    of_family: the address names a family, whose visibility is decided first.
    """

    methods: frozenset[str] = READ
    permission: Permission | None = None
    is_public: bool = False
    of_family: bool = False


def _family(permission: Permission, methods: frozenset[str] = READ) -> Rule:
    return Rule(methods=methods, permission=permission, of_family=True)


_PUBLIC = Rule(is_public=True)
_PUBLIC_FORM = Rule(methods=FORM, is_public=True)

MATRIX: Mapping[str, Rule] = {
    "home": _PUBLIC,
    "health": _PUBLIC,
    "csp_report": Rule(methods=SUBMIT, is_public=True),
    "set_language": Rule(methods=SUBMIT, is_public=True),
    "ui:theme": Rule(methods=SUBMIT, is_public=True),
    "ui:about": _PUBLIC,
    "ui:help": _PUBLIC,
    "accounts:login": _PUBLIC_FORM,
    "accounts:logout": Rule(methods=SUBMIT),
    "caseload:families": Rule(permission=Permission.WORKLIST_READ),
    "caseload:family": _family(Permission.EPISODE_READ),
    "families:add": Rule(methods=FORM, permission=Permission.EPISODE_WRITE),
    "families:sharing": _family(Permission.CONSENT_WRITE, FORM),
    "measurements:paper": _family(Permission.ANSWERS_ENTER),
    "measurements:paper_entry": _family(Permission.ANSWERS_ENTER, FORM),
    "trajectories:profile": _family(Permission.LINE_READ),
    "trajectories:chart": _family(Permission.LINE_READ),
    "trajectories:pdf": _family(Permission.PRINT_MAKE),
    "trajectories:print": _family(Permission.PRINT_MAKE),
    "trajectories:expectation": _family(Permission.EXPECTATION_WRITE, SUBMIT),
    "trajectories:reading": _family(Permission.READING_WRITE, SUBMIT),
    "organisations:overview": Rule(permission=Permission.ORGANISATION_READ),
    "audit:log": Rule(permission=Permission.LOG_ALL_READ),
    "demo:front_door": _PUBLIC,
    "demo:personas": _PUBLIC,
    "demo:login": Rule(methods=SUBMIT, is_public=True),
    "demo:walk": _PUBLIC,
}
