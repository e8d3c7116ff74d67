"""What the lines of the log say in words."""

from django.utils.translation import gettext_lazy as _

from koers.audit.events import Event

EVENT_NAMES = {
    Event.FAMILY_CREATED: _("opened or added to a family file"),
    Event.FAMILY_READ: _("looked at a family page"),
    Event.LIST_READ: _("looked at the list of families"),
    Event.ADMINISTRATION_SENT: _("stored a filled-in list"),
    Event.SCORE_COMPUTED: _("computed scores"),
    Event.PROFILE_READ: _("looked at a course"),
    Event.CHART_READ: _("opened a chart"),
    Event.PRINT_MADE: _("made a print"),
    Event.EXPECTATION_STORED: _("noted an expectation"),
    Event.READING_STORED: _("stored a reading"),
    Event.SHARING_GIVEN: _("noted that a parent shares the own line"),
    Event.SHARING_WITHDRAWN: _("noted that a parent no longer shares"),
    Event.GRANT_GIVEN: _("gave access to a family"),
    Event.ORGANISATION_CREATED: _("made the organisation"),
    Event.ACCOUNT_CREATED: _("made an account"),
    Event.GRANT_ENDED: _("ended access to a family"),
    Event.ACCOUNT_DISABLED: _("closed an account"),
    Event.ACCOUNT_ENABLED: _("opened an account again"),
    Event.PASSWORD_LINK_MADE: _("made a link to set a password"),
    Event.PASSWORD_SET: _("set a password"),
    Event.ROLE_ENDED: _("ended a role"),
    Event.TEAM_CHANGED: _("renamed a team"),
    Event.SETTINGS_CHANGED: _("changed the settings"),
    Event.POLICY_PROPOSED: _("proposed a rule"),
    Event.POLICY_CHANGED: _("confirmed a rule"),
    Event.POLICY_REFUSED: _("refused a rule that was proposed"),
    Event.ROLE_GIVEN: _("gave a role or made a team"),
    Event.PACKAGE_IMPORTED: _("imported a list"),
    Event.PACKAGE_ACTIVATED: _("put a list into use"),
    Event.PACKAGE_RETIRED: _("took a list out of use"),
    Event.IMPORT_MADE: _("imported earlier data"),
    Event.LOGIN_OK: _("logged in"),
    Event.LOGIN_FAILED: _("was refused at log-in"),
    Event.SESSION_ENDED: _("logged out"),
    Event.ACCESS_DENIED: _("was refused a page"),
    Event.LOG_READ: _("looked at this log"),
}
OUTCOME_NAMES = {0: _("done"), 4: _("refused"), 8: _("failed"), 12: _("broken off")}
