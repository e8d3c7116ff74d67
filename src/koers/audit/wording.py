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
    Event.ROLE_GIVEN: _("gave a role or made a team"),
    Event.PACKAGE_IMPORTED: _("imported a list"),
    Event.PACKAGE_ACTIVATED: _("put a list into use"),
    Event.IMPORT_MADE: _("imported earlier data"),
    Event.LOGIN_OK: _("logged in"),
    Event.LOGIN_FAILED: _("was refused at log-in"),
    Event.SESSION_ENDED: _("logged out"),
    Event.ACCESS_DENIED: _("was refused a page"),
    Event.LOG_READ: _("looked at this log"),
}
OUTCOME_NAMES = {0: _("done"), 4: _("refused"), 8: _("failed"), 12: _("broken off")}
