"""Every page of Koers as somebody meets it, for checks that must hold on all of them."""

from dataclasses import dataclass

from koers.access.matrix import MATRIX, READ
from tests.browser.conftest import NOWHERE, Demo, dashed

WORKER, LEAD, ADMIN, OFFICER, RESEARCHER = "noor", "els", "joris", "meilin", "ruth"
SCIENTIST = "karim"
PARENT = "parent"  # see conftest.sign_in


@dataclass(frozen=True)
class Visit:
    """One state of one address. name: of the URL; who: user name of a persona, empty when signed out."""

    name: str
    state: str
    who: str
    path: str

    @property
    def label(self) -> str:
        return f"{self.name.replace(':', '-')}-{self.state}"


FIXED = (
    Visit("demo:front_door", "signed-out", "", "/"),
    Visit("demo:walk", "first-step", "", "/demo/walk/"),
    Visit("caseload:team", "scientist", SCIENTIST, "/team/"),
    Visit("caseload:team", "nothing-fits", SCIENTIST, "/team/?kind=deterioration&shown=recognised"),
    Visit("caseload:meeting", "scientist", SCIENTIST, "/team/meeting/"),
    Visit("caseload:courses", "worker", WORKER, "/families/courses/"),
)


def visits(demo: Demo) -> list[Visit]:
    linde, spar = f"/families/{demo.family_id('Linde')}", f"/families/{demo.family_id('Spar')}"
    parents = demo.rows("select id from families_parent where family_id = ? order by slot", linde_key(demo))
    mother = dashed(str(parents[0][0]))
    noor = dashed(demo.rows("select id from accounts_user where username = ?", WORKER)[0][0])
    team = dashed(demo.rows("select id from organisations_team where name = ?", "Team Oost")[0][0])
    return [
        *family_visits(demo, linde, spar, mother),
        *paper_visits(demo, linde, mother),
        *FIXED,
        Visit("accounts:login", "empty", "", "/login/"),
        Visit("ui:about", "signed-out", "", "/about/"),
        Visit("ui:help", "signed-out", "", "/help/"),
        Visit("home", "worker", WORKER, "/"),
        Visit("home", "researcher", RESEARCHER, "/"),
        Visit("home", "missing-page", WORKER, f"/families/{NOWHERE}/"),
        Visit("caseload:families", "team-lead", LEAD, "/families/"),
        Visit("caseload:family", "filled", WORKER, f"{linde}/"),
        Visit("measurements:invite", "due", WORKER, f"{linde}/invite/"),
        Visit("measurements:hand_over", "empty", WORKER, f"{linde}/parents/{mother}/hand-over/"),
        Visit("entrance:start", "dead", "", "/i/dead"),
        Visit("entrance:welcome", "begun", PARENT, "/fill/welcome/"),
        Visit("entrance:question", "answered", PARENT, "/fill/1/"),
        Visit("entrance:question", "open", PARENT, "/fill/5/"),
        Visit("entrance:check", "partly", PARENT, "/fill/check/"),
        Visit("entrance:stop", "choice", PARENT, "/fill/stop/"),
        Visit("entrance:help", "in-session", PARENT, "/fill/help/"),
        Visit("entrance:thanks", "sent", "parent-sent", "/fill/thanks/"),
        Visit("entrance:stopped", "not-now", "parent-stopped", "/fill/stopped/"),
        Visit("trajectories:profile", "expectation", WORKER, f"{spar}/profile/"),
        Visit("trajectories:profile", "team-lead", LEAD, f"{linde}/profile/"),
        Visit("trajectories:print", "one-person", WORKER, f"{linde}/profile/print/"),
        Visit("trajectories:items", "both-parents", WORKER, f"{linde}/items/"),
        Visit("trajectories:copy", "filled", WORKER, f"{linde}/profile/copy/"),
        Visit("measurements:correct", "filled", WORKER, f"{linde}/lists/{newest_list(demo)}/correct/"),
        *organisation_visits(demo, noor, team),
    ]


def organisation_visits(demo: Demo, noor: str, team: str) -> list[Visit]:
    """What administrators, officers and scientists set up; noor, team: ids of a worker and a team."""
    return [
        Visit("organisations:overview", "filled", ADMIN, "/organisation/"),
        Visit("organisations:overview", "team-lead", LEAD, "/organisation/"),
        Visit("organisations:people", "filled", ADMIN, "/organisation/people/"),
        Visit("organisations:add_person", "empty", ADMIN, "/organisation/people/new/"),
        Visit("organisations:person", "worker", ADMIN, f"/organisation/people/{noor}/"),
        Visit("organisations:teams", "filled", ADMIN, "/organisation/teams/"),
        Visit("organisations:rename_team", "filled", ADMIN, f"/organisation/teams/{team}/"),
        Visit("organisations:settings", "defaults", ADMIN, "/organisation/settings/"),
        Visit("organisations:policies", "admin", ADMIN, "/organisation/rules/"),
        Visit("organisations:policies", "officer", OFFICER, "/organisation/rules/"),
        Visit("organisations:propose_policy", "empty", ADMIN, "/organisation/rules/retention.file_years/"),
        Visit("families:hand_over", "admin", ADMIN, "/organisation/hand-over/"),
        Visit("families:hand_over_from", "admin", ADMIN, f"/organisation/hand-over/{noor}/"),
        Visit("families:handed_over", "nothing", ADMIN, "/organisation/hand-over/done/"),
        Visit("accounts:set_password", "ended", "", "/password/no-such-link/"),
        Visit("instruments:list", "importer", ADMIN, "/organisation/instruments/"),
        Visit("instruments:list", "scientist", SCIENTIST, "/organisation/instruments/"),
        Visit("instruments:import", "empty", ADMIN, "/organisation/instruments/import/"),
        Visit("instruments:detail", "in-use", SCIENTIST, f"/organisation/instruments/{short_list(demo)}/"),
        Visit("interop:import", "empty", ADMIN, "/organisation/import/"),
        Visit("audit:log", "filled", OFFICER, "/privacy/log/"),
        Visit("audit:log", "wrong-period", OFFICER, "/privacy/log/?since=2026-03-02&until=2026-03-01"),
    ]


def blank_sheet(demo: Demo, linde: str, mother: str) -> str:
    return f"{linde}/paper/blank/?parent={mother}&child={child_of(demo)}&list=voorbeeld-10&day="


def short_list(demo: Demo) -> str:
    query = (
        "select v.id from instruments_instrumentversion v "
        "join organisations_organisation o on o.id = v.organisation_id "
        "where v.instrument_id = 'voorbeeld-10' and o.slug = 'demo'"
    )
    (found,) = demo.rows(query)
    return dashed(str(found[0]))


def newest_list(demo: Demo) -> str:
    query = "select id from measurements_administration where family_id = ? order by filled_on desc limit 1"
    return dashed(str(demo.rows(query, linde_key(demo))[0][0]))


def family_visits(demo: Demo, linde: str, spar: str, mother: str) -> list[Visit]:
    """People, goals, events and agreements of a family; linde, spar: where the addresses begin."""
    return [
        Visit("families:sharing", "filled", WORKER, f"{linde}/sharing/"),
        Visit("families:add", "empty", WORKER, "/families/new/"),
        Visit("families:taken_away", "nothing", WORKER, "/families/taken-away/"),
        Visit("families:rename", "filled", WORKER, f"{linde}/name/"),
        Visit("families:new_parent", "empty", WORKER, f"{linde}/parents/new/"),
        Visit("families:parent", "filled", WORKER, f"{linde}/parents/{mother}/"),
        Visit("families:new_child", "empty", WORKER, f"{linde}/children/new/"),
        Visit("families:child", "filled", WORKER, f"{linde}/children/{child_of(demo)}/"),
        Visit("families:goals", "filled", WORKER, f"{linde}/goals/"),
        Visit("families:goals", "empty", WORKER, f"{spar}/goals/"),
        Visit("families:add_goal", "empty", WORKER, f"{linde}/goals/new/"),
        Visit("families:happenings", "filled", WORKER, f"{linde}/events/"),
        Visit("families:add_happening", "empty", WORKER, f"{linde}/events/new/"),
        Visit("families:consent", "nothing-recorded", WORKER, f"{linde}/consent/"),
        Visit("families:safety", "no-block", WORKER, f"{linde}/safety/"),
        Visit("trajectories:profile", "with-goals", "karim", f"{linde}/profile/?goals=1"),
    ]


def paper_visits(demo: Demo, linde: str, mother: str) -> list[Visit]:
    """Lists on paper: entering one, and printing an empty one."""
    return [
        Visit("measurements:paper", "choice", WORKER, f"{linde}/paper/"),
        Visit("measurements:paper_entry", "empty", WORKER, f"{linde}/parents/{mother}/paper/"),
        Visit("measurements:paper_code", "empty", WORKER, "/paper/"),
        Visit("measurements:paper_code", "unknown", WORKER, "/paper/?code=ABCDE-FGH"),
        Visit("measurements:blank", "choice", WORKER, f"{linde}/paper/blank/"),
        Visit("measurements:blank", "sheet", WORKER, blank_sheet(demo, linde, mother)),
    ]


def child_of(demo: Demo) -> str:
    found = demo.rows("select id from families_child where family_id = ?", linde_key(demo))
    return dashed(str(found[0][0]))


def linde_key(demo: Demo) -> str:
    return demo.family_id("Linde").replace("-", "")


# The first run has no pages where an organisation exists: tests/browser/test_first_run.py visits them.
FIRST_RUN = {name for name in MATRIX if name.startswith("first_run:")}
NO_PAGES = FIRST_RUN | {
    "health",
    "csp_report",
    "set_language",
    "demo:personas",
    "entrance:resume",
    "trajectories:chart",
    "trajectories:pdf",
}


def names_without_visit(known: list[Visit]) -> set[str]:
    """Pages of the access matrix that nobody visits in these tests."""
    pages = {name for name, rule in MATRIX.items() if rule.methods >= READ}
    return pages - NO_PAGES - {visit.name for visit in known}
