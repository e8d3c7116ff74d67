"""The roles of staff and what each may do: the code form of the table in TRUST § 3.3.

A right is a row stem plus a verb. Rows of parts that do not exist yet are added with them.
"""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """The hat a member of staff wears; values are stored and stand in `/demo/personas.json`."""

    PRACTITIONER = "worker"
    BEHAVIOURAL_SCIENTIST = "behavioural_scientist"
    TEAM_LEAD = "team_lead"
    ADMIN = "admin"
    RESEARCHER = "researcher"
    PRIVACY_OFFICER = "privacy_officer"


class Permission(StrEnum):
    """One act on one row of the permission table."""

    ORGANISATION_READ = "organisation_read"
    ORGANISATION_WRITE = "organisation_write"
    POLICY_CONFIRM = "policy_confirm"
    ACCOUNT_WRITE = "account_write"
    TEAM_WRITE = "team_write"
    EPISODE_READ = "episode_read"
    EPISODE_WRITE = "episode_write"
    EPISODE_HAND_OVER = "episode_hand_over"
    IDENTITY_READ = "identity_read"
    IDENTITY_WRITE = "identity_write"
    AUTHORITY_READ = "authority_read"
    AUTHORITY_WRITE = "authority_write"
    CONSENT_READ = "consent_read"
    CONSENT_WRITE = "consent_write"
    SAFETY_READ = "safety_read"
    SAFETY_SET = "safety_set"
    SAFETY_LIFT = "safety_lift"
    GOAL_READ = "goal_read"
    GOAL_WRITE = "goal_write"
    ANSWERS_READ = "answers_read"
    ANSWERS_ENTER = "answers_enter"
    LINK_ISSUE = "link_issue"
    SCORE_READ = "score_read"
    PACKAGE_READ = "package_read"
    PACKAGE_IMPORT = "package_import"
    PACKAGE_ACTIVATE = "package_activate"
    HISTORY_IMPORT = "history_import"
    LINE_READ = "line_read"
    BOTH_READ = "both_read"
    JOINT_SHOW = "joint_show"
    EXPECTATION_READ = "expectation_read"
    EXPECTATION_WRITE = "expectation_write"
    READING_READ = "reading_read"
    READING_WRITE = "reading_write"
    READING_SIGN = "reading_sign"
    SIGNAL_READ = "signal_read"
    SIGNAL_WRITE = "signal_write"
    SAID_READ = "said_read"
    SAID_WRITE = "said_write"
    PRINT_MAKE = "print_make"
    WORKLIST_READ = "worklist_read"
    OWN_COURSES_READ = "own_courses_read"
    TEAM_POINTS_READ = "team_points_read"
    LOG_FAMILY_READ = "log_family_read"
    LOG_ALL_READ = "log_all_read"
    ROWS_EXPORT = "rows_export"


class Reach(StrEnum):
    """Which families a role can reach at all; permissions refine, they never widen."""

    CASELOAD = "caseload"
    TEAMS = "teams"
    ORGANISATION = "organisation"
    NOTHING = "nothing"


_READS_A_FAMILY = frozenset(
    {
        Permission.ORGANISATION_READ,
        Permission.EPISODE_READ,
        Permission.IDENTITY_READ,
        Permission.SCORE_READ,
        Permission.PACKAGE_READ,
        Permission.LINE_READ,
        Permission.BOTH_READ,
        Permission.SIGNAL_READ,
        Permission.WORKLIST_READ,
    }
)

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.PRACTITIONER: _READS_A_FAMILY
    | {
        Permission.OWN_COURSES_READ,
        Permission.EPISODE_WRITE,
        Permission.IDENTITY_WRITE,
        Permission.AUTHORITY_READ,
        Permission.AUTHORITY_WRITE,
        Permission.CONSENT_READ,
        Permission.CONSENT_WRITE,
        Permission.SAFETY_READ,
        Permission.SAFETY_SET,
        Permission.GOAL_READ,
        Permission.GOAL_WRITE,
        Permission.JOINT_SHOW,
        Permission.ANSWERS_READ,
        Permission.ANSWERS_ENTER,
        Permission.LINK_ISSUE,
        Permission.EXPECTATION_READ,
        Permission.EXPECTATION_WRITE,
        Permission.READING_READ,
        Permission.READING_WRITE,
        Permission.SIGNAL_WRITE,
        Permission.SAID_READ,
        Permission.SAID_WRITE,
        Permission.PRINT_MAKE,
        Permission.LOG_FAMILY_READ,
    },
    Role.BEHAVIOURAL_SCIENTIST: _READS_A_FAMILY
    | {
        Permission.AUTHORITY_READ,
        Permission.CONSENT_READ,
        Permission.SAFETY_READ,
        Permission.SAFETY_SET,
        Permission.SAFETY_LIFT,
        Permission.GOAL_READ,
        Permission.ANSWERS_READ,
        Permission.EXPECTATION_READ,
        Permission.READING_READ,
        Permission.READING_WRITE,
        Permission.SIGNAL_WRITE,
        Permission.SAID_READ,
        Permission.PRINT_MAKE,
        Permission.READING_SIGN,
        Permission.TEAM_POINTS_READ,
        Permission.PACKAGE_ACTIVATE,
    },
    Role.TEAM_LEAD: _READS_A_FAMILY
    | {Permission.EPISODE_HAND_OVER, Permission.SAFETY_READ, Permission.TEAM_POINTS_READ},
    Role.ADMIN: frozenset(
        {
            Permission.ORGANISATION_READ,
            Permission.ORGANISATION_WRITE,
            Permission.ACCOUNT_WRITE,
            Permission.TEAM_WRITE,
            Permission.EPISODE_HAND_OVER,
            Permission.PACKAGE_READ,
            Permission.PACKAGE_IMPORT,
            Permission.HISTORY_IMPORT,
        }
    ),
    Role.RESEARCHER: frozenset({Permission.PACKAGE_READ, Permission.ROWS_EXPORT}),
    Role.PRIVACY_OFFICER: frozenset(
        {Permission.ORGANISATION_READ, Permission.POLICY_CONFIRM, Permission.LOG_ALL_READ}
    ),
}

ROLE_REACH: Mapping[Role, Reach] = {
    Role.PRACTITIONER: Reach.CASELOAD,
    Role.BEHAVIOURAL_SCIENTIST: Reach.TEAMS,
    Role.TEAM_LEAD: Reach.TEAMS,
    Role.ADMIN: Reach.NOTHING,
    Role.RESEARCHER: Reach.NOTHING,
    Role.PRIVACY_OFFICER: Reach.NOTHING,
}
