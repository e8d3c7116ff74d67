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
    for_respondent: at the parents' door, where staff are not known and the view asks for the link's session.
    """

    methods: frozenset[str] = READ
    permission: Permission | None = None
    is_public: bool = False
    of_family: bool = False
    for_respondent: bool = False


def _family(permission: Permission, methods: frozenset[str] = READ) -> Rule:
    return Rule(methods=methods, permission=permission, of_family=True)


def _respondent(methods: frozenset[str] = READ) -> Rule:
    return Rule(methods=methods, for_respondent=True)


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
    "accounts:set_password": _PUBLIC_FORM,
    "first_run:start": _PUBLIC_FORM,
    "first_run:administrator": _PUBLIC_FORM,
    "first_run:lists": Rule(methods=FORM, permission=Permission.PACKAGE_IMPORT),
    "first_run:people": Rule(methods=FORM, permission=Permission.ACCOUNT_WRITE),
    "first_run:settings": Rule(methods=FORM, permission=Permission.ORGANISATION_WRITE),
    "first_run:done": Rule(permission=Permission.ORGANISATION_WRITE),
    "caseload:families": Rule(permission=Permission.WORKLIST_READ),
    "caseload:courses": Rule(permission=Permission.OWN_COURSES_READ),
    "caseload:team": Rule(permission=Permission.TEAM_POINTS_READ),
    "caseload:meeting": Rule(permission=Permission.TEAM_POINTS_READ),
    "caseload:family": _family(Permission.EPISODE_READ),
    "families:add": Rule(methods=FORM, permission=Permission.EPISODE_WRITE),
    "families:take_away": _family(Permission.EPISODE_WRITE, SUBMIT),
    "families:taken_away": Rule(methods=FORM, permission=Permission.EPISODE_WRITE),
    "families:sharing": _family(Permission.CONSENT_WRITE, FORM),
    "families:rename": _family(Permission.IDENTITY_WRITE, FORM),
    "families:new_parent": _family(Permission.IDENTITY_WRITE, FORM),
    "families:parent": _family(Permission.IDENTITY_WRITE, FORM),
    "families:parent_left": _family(Permission.IDENTITY_WRITE, SUBMIT),
    "families:new_child": _family(Permission.IDENTITY_WRITE, FORM),
    "families:child": _family(Permission.IDENTITY_WRITE, FORM),
    "families:goals": _family(Permission.GOAL_READ),
    "families:add_goal": _family(Permission.GOAL_WRITE, FORM),
    "families:rate_goal": _family(Permission.GOAL_WRITE, SUBMIT),
    "families:change_goal": _family(Permission.GOAL_WRITE, SUBMIT),
    "families:happenings": _family(Permission.GOAL_READ),
    "families:add_happening": _family(Permission.GOAL_WRITE, FORM),
    "families:remove_happening": _family(Permission.GOAL_WRITE, SUBMIT),
    "families:consent": _family(Permission.CONSENT_READ),
    "families:record_consent": _family(Permission.CONSENT_WRITE, SUBMIT),
    "families:withdraw_consent": _family(Permission.CONSENT_WRITE, SUBMIT),
    "families:check_authority": _family(Permission.AUTHORITY_WRITE, SUBMIT),
    "families:safety": _family(Permission.SAFETY_READ),
    "families:set_block": _family(Permission.SAFETY_SET, SUBMIT),
    "families:ask_to_lift": _family(Permission.SAFETY_LIFT, SUBMIT),
    "families:answer_lift": _family(Permission.SAFETY_SET, SUBMIT),
    "measurements:paper_code": Rule(permission=Permission.ANSWERS_ENTER),
    "measurements:blank": _family(Permission.ANSWERS_ENTER),
    "measurements:paper": _family(Permission.ANSWERS_ENTER),
    "measurements:paper_entry": _family(Permission.ANSWERS_ENTER, FORM),
    "measurements:correct": _family(Permission.ANSWERS_ENTER, FORM),
    "measurements:invite": _family(Permission.LINK_ISSUE, FORM),
    "measurements:withdraw": _family(Permission.LINK_ISSUE, SUBMIT),
    "measurements:hand_over": _family(Permission.LINK_ISSUE, FORM),
    "entrance:start": _respondent(),
    "entrance:language": _respondent(SUBMIT),
    "entrance:begin": _respondent(SUBMIT),
    "entrance:welcome": _respondent(),
    "entrance:resume": _respondent(),
    "entrance:question": _respondent(FORM),
    "entrance:check": _respondent(),
    "entrance:send": _respondent(SUBMIT),
    "entrance:thanks": _respondent(),
    "entrance:stop": _respondent(FORM),
    "entrance:stopped": _respondent(),
    "entrance:help": _respondent(),
    "trajectories:profile": _family(Permission.LINE_READ),
    "trajectories:items": _family(Permission.ANSWERS_READ),
    "trajectories:copy": _family(Permission.PRINT_MAKE),
    "trajectories:chart": _family(Permission.LINE_READ),
    "trajectories:pdf": _family(Permission.PRINT_MAKE),
    "trajectories:print": _family(Permission.PRINT_MAKE),
    "trajectories:expectation": _family(Permission.EXPECTATION_WRITE, SUBMIT),
    "trajectories:reading": _family(Permission.READING_WRITE, SUBMIT),
    "trajectories:answer": _family(Permission.SIGNAL_WRITE, SUBMIT),
    "trajectories:confirm": _family(Permission.SAID_WRITE, SUBMIT),
    "trajectories:statement": _family(Permission.SAID_WRITE, SUBMIT),
    "trajectories:sign": _family(Permission.READING_SIGN, SUBMIT),
    "organisations:overview": Rule(permission=Permission.ORGANISATION_READ),
    "organisations:people": Rule(permission=Permission.ACCOUNT_WRITE),
    "organisations:add_person": Rule(methods=FORM, permission=Permission.ACCOUNT_WRITE),
    "organisations:person": Rule(permission=Permission.ACCOUNT_WRITE),
    "organisations:give_role": Rule(methods=SUBMIT, permission=Permission.ACCOUNT_WRITE),
    "organisations:end_role": Rule(methods=SUBMIT, permission=Permission.ACCOUNT_WRITE),
    "organisations:disable": Rule(methods=SUBMIT, permission=Permission.ACCOUNT_WRITE),
    "organisations:enable": Rule(methods=SUBMIT, permission=Permission.ACCOUNT_WRITE),
    "organisations:password_link": Rule(methods=SUBMIT, permission=Permission.ACCOUNT_WRITE),
    "organisations:teams": Rule(methods=FORM, permission=Permission.TEAM_WRITE),
    "organisations:rename_team": Rule(methods=FORM, permission=Permission.TEAM_WRITE),
    "organisations:settings": Rule(methods=FORM, permission=Permission.ORGANISATION_WRITE),
    "organisations:policies": Rule(permission=Permission.ORGANISATION_READ),
    "organisations:propose_policy": Rule(methods=FORM, permission=Permission.ORGANISATION_WRITE),
    "organisations:decide_policy": Rule(methods=SUBMIT, permission=Permission.POLICY_CONFIRM),
    "families:hand_over": Rule(permission=Permission.EPISODE_HAND_OVER),
    "families:hand_over_from": Rule(methods=FORM, permission=Permission.EPISODE_HAND_OVER),
    "families:handed_over": Rule(methods=FORM, permission=Permission.EPISODE_HAND_OVER),
    "instruments:list": Rule(permission=Permission.PACKAGE_READ),
    "instruments:import": Rule(methods=FORM, permission=Permission.PACKAGE_IMPORT),
    "instruments:detail": Rule(permission=Permission.PACKAGE_READ),
    "instruments:activate": Rule(methods=SUBMIT, permission=Permission.PACKAGE_ACTIVATE),
    "instruments:retire": Rule(methods=SUBMIT, permission=Permission.PACKAGE_ACTIVATE),
    "interop:import": Rule(methods=FORM, permission=Permission.HISTORY_IMPORT),
    "audit:log": Rule(permission=Permission.LOG_ALL_READ),
    "demo:front_door": _PUBLIC,
    "demo:personas": _PUBLIC,
    "demo:login": Rule(methods=SUBMIT, is_public=True),
    "demo:parent": Rule(methods=SUBMIT, is_public=True),
    "demo:walk": _PUBLIC,
}
