"""People, teams, settings and rules: who may change them, and what stays on record."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from koers.access.errors import NotAllowed
from koers.access.roles import Role
from koers.accounts.models import PasswordLink
from koers.audit.models import AuditEvent
from koers.caseload.cases import read_cases
from koers.families.handover.actions import HandOver, Transfer, hand_over
from koers.organisations import actions, settings
from koers.organisations.actions import NewMembership, NewPerson, Proposal
from koers.organisations.actors import actor_of
from koers.organisations.models import Membership, OrganisationSettings, PolicyDecision, SignalExtent
from koers.organisations.observed_alarms import COSTS
from koers.organisations.policy_keys import policy_value
from koers.organisations.sample_texts import preview, unknown_names
from koers.organisations.threshold_costs import cost_rows
from tests.factories.households import at_home
from tests.factories.world import World

pytestmark = pytest.mark.django_db
PASSWORD = "vier losse woorden in een rij"
AUDIT_YEARS = "retention.audit_years"


def role(world: World, name: str, new: Role, team: str = "") -> NewMembership:
    return NewMembership(world.person[name], new, timezone.localdate(), world.teams.get(team))


@pytest.mark.parametrize(
    ("who", "new"),
    [
        ("admin", Role.PRIVACY_OFFICER),
        ("privacy_officer", Role.ADMIN),
        ("researcher", Role.PRACTITIONER),
        ("worker", Role.RESEARCHER),
        ("lead", Role.RESEARCHER),
    ],
)
def test_S12_two_hats_that_exclude_each_other_are_refused(who: str, new: Role, world: World) -> None:
    with pytest.raises(ValidationError):
        actions.give_role(
            actor=world.actor("admin"), organisation=world.organisation, new=role(world, who, new, "Noord")
        )


def test_a_role_ends_at_once_and_the_last_administrator_stays(world: World) -> None:
    admin = world.actor("admin")
    actions.end_role(actor=admin, membership=Membership.objects.get(user=world.person["worker"]))
    assert actor_of(world.person["worker"]) is None
    with pytest.raises(ValidationError):
        actions.end_role(actor=admin, membership=Membership.objects.get(user=world.person["admin"]))


def test_closing_an_account_ends_its_session_and_its_link_at_once(world: World, client_of) -> None:
    admin, worker = client_of(world.person["admin"]), client_of(world.person["worker"])
    person = world.person["worker"].pk
    link = admin.post(f"/organisation/people/{person}/password/").context["link"]
    assert worker.get("/").status_code == 200
    admin.post(f"/organisation/people/{person}/disable/")
    assert worker.get("/families/").status_code == 302
    assert worker.get(link).status_code == 404
    admin.post(f"/organisation/people/{person}/enable/")
    assert worker.get("/families/").status_code == 302  # an old session does not come back to life


def test_nobody_closes_the_own_account(world: World) -> None:
    with pytest.raises(ValidationError):
        actions.close_account(actor=world.actor("admin"), user=world.person["admin"])


def test_an_invited_colleague_sets_a_password_once_and_only_its_hash_is_kept(world: World, client) -> None:
    new = NewPerson("nieuw", "Nieuwe Collega", Role.PRACTITIONER, world.teams["Noord"])
    user, code = actions.add_person(actor=world.actor("admin"), organisation=world.organisation, new=new)
    link = PasswordLink.objects.get(user=user)
    assert len(code) >= 22
    assert code not in {link.code_hash, str(link.pk)}
    assert client.get(f"/password/{code}/").status_code == 200
    weak = client.post(f"/password/{code}/", {"password": "vlierhof123!", "again": "vlierhof123!"})
    assert "Laat de naam van Koers en van je organisatie uit het wachtwoord." in weak.content.decode()
    client.post(f"/password/{code}/", {"password": PASSWORD, "again": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert client.get(f"/password/{code}/").status_code == 404


def test_a_password_link_ends_after_a_week_and_when_another_is_made(world: World, client) -> None:
    from koers.accounts.actions import make_password_link

    admin, worker = world.actor("admin"), world.person["worker"]
    first = make_password_link(actor=admin, user=worker)
    second = make_password_link(actor=admin, user=worker)
    assert client.get(f"/password/{first}/").status_code == 404
    PasswordLink.objects.filter(ended_at=None).update(
        made_at=timezone.now() - timedelta(days=8), expires_at=timezone.now() - timedelta(days=1)
    )
    assert client.get(f"/password/{second}/").status_code == 404


@pytest.mark.parametrize("who", ["worker", "scientist", "lead", "researcher", "privacy_officer"])
def test_S12_nobody_but_an_administrator_manages_people(who: str, world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.give_role(
            actor=world.actor(who),
            organisation=world.organisation,
            new=role(world, "colleague", Role.TEAM_LEAD, "Noord"),
        )


def test_S9_S10_settings_are_versions_and_the_old_one_stays(world: World) -> None:
    admin, organisation = world.actor("admin"), world.organisation.pk
    assert settings.of(organisation).signals == SignalExtent.FULL
    actions.save_settings(actor=admin, chosen={"interval_days": 42, "signals": SignalExtent.OFF})
    actions.save_settings(actor=admin, chosen={"interval_days": 30, "signals": "difference_only"})
    versions = OrganisationSettings.objects.filter(organisation=organisation)
    assert [(one.version, one.interval_days) for one in versions] == [(2, 30), (1, 42)]
    assert settings.of(organisation).signals == SignalExtent.DIFFERENCE_ONLY
    assert settings.of(world.other_organisation.pk).interval_days == 30
    with pytest.raises(ValidationError):
        actions.save_settings(actor=admin, chosen={"stagnation_attention": 0.7, "stagnation_clear": 0.6})


def test_U23_as_long_as_parents_have_no_number_the_administrator_is_told(world: World, client_of) -> None:
    client = client_of(world.person["admin"])
    pages = ("/organisation/", "/organisation/settings/")
    warnings = ("nog geen telefoonnummer voor ouders", "Zonder nummer kunnen ouders niemand bellen")
    for path, warning in zip(pages, warnings, strict=True):
        assert warning in client.get(path).content.decode()
    actions.save_settings(actor=world.actor("admin"), chosen={"telephone": "085 000 12 34"})
    for path, warning in zip(pages, warnings, strict=True):
        assert warning not in client.get(path).content.decode()


def test_settings_are_read_once_a_request(world: World, django_assert_num_queries) -> None:
    with settings.remembered(), django_assert_num_queries(1):
        settings.of(world.organisation.pk)
        settings.of(world.organisation.pk)


def test_S10_the_interval_of_the_organisation_decides_when_a_list_is_late(world: World) -> None:
    def late() -> int:
        cases = read_cases(world.actor("worker"), at_home(world.linde), today=timezone.localdate())
        return sum(len(case.late) for case in cases)

    before = late()
    actions.save_settings(actor=world.actor("admin"), chosen={"interval_days": 180})
    assert before > late() == 0


def test_a_rule_changes_only_when_a_second_person_confirms(world: World) -> None:
    admin, officer, organisation = world.actor("admin"), world.actor("privacy_officer"), world.organisation.pk
    first = actions.propose_policy(actor=admin, proposal=Proposal(AUDIT_YEARS, 7, "langer"))
    assert policy_value(organisation, AUDIT_YEARS) == 5
    with pytest.raises(NotAllowed):
        actions.decide_policy(actor=admin, decision=first, is_confirmed=True)
    actions.decide_policy(actor=officer, decision=first, is_confirmed=True)
    assert policy_value(organisation, AUDIT_YEARS) == 7
    second = actions.propose_policy(actor=admin, proposal=Proposal(AUDIT_YEARS, 6, "toch korter"))
    actions.decide_policy(actor=officer, decision=second, is_confirmed=False)
    assert policy_value(organisation, AUDIT_YEARS) == 7
    assert PolicyDecision.objects.filter(key=AUDIT_YEARS).count() == 2
    events = AuditEvent.objects.filter(event__startswith="policy.").order_by("at")
    assert [one.event for one in events] == [
        "policy.proposed",
        "policy.changed",
        "policy.proposed",
        "policy.refused",
    ]


@pytest.mark.parametrize(("key", "value"), [(AUDIT_YEARS, 4), ("retention.file_years", 14)])
def test_a_rule_is_never_weakened_below_its_floor(key: str, value: int, world: World) -> None:
    with pytest.raises(ValidationError):
        actions.propose_policy(actor=world.actor("admin"), proposal=Proposal(key, value, "korter"))
    assert not PolicyDecision.objects.exists()


def test_a_message_is_counted_as_a_telephone_network_does() -> None:
    assert (preview("a" * 160).n_segments, preview("a" * 161).n_segments) == (1, 2)
    assert (preview("ë" * 70).n_segments, preview("ë" * 71).n_segments) == (1, 2)
    assert preview("€").n_characters == 2
    assert unknown_names("Dag {worker}, {kind}") == ["kind"]


def test_S10_the_page_of_settings_says_what_other_borders_cost(world: World, client_of) -> None:
    page = client_of(world.person["admin"]).get("/organisation/settings/").content.decode()
    assert page.count('<th scope="row">') == len(COSTS)
    assert page.count("(standaard)") == 1
    default = next(row for row in cost_rows() if row.is_default)
    stricter = cost_rows()[-1]
    assert stricter.found < default.found
    assert stricter.by_chance < default.by_chance


def account_page(world: World, client_of, name: str = "worker") -> str:
    address = f"/organisation/people/{world.person[name].pk}/"
    return client_of(world.person["admin"]).get(address).text


def test_S21_closing_an_account_says_how_many_families_then_have_nobody(world: World, client_of) -> None:
    hand_over_address = f"/organisation/hand-over/{world.person['worker'].pk}/"
    page = account_page(world, client_of)
    assert "2 gezinnen hebben dan niemand meer." in page
    assert page.split("2 gezinnen hebben dan")[1].split("</p>")[0].count(hand_over_address) == 1
    transfers = [Transfer(world.linde.pk, world.person["colleague"].pk)]
    until = timezone.localdate() + timedelta(days=9)
    plan = HandOver(world.person["worker"].pk, transfers, until)
    hand_over(actor=world.actor("admin"), plan=plan)
    assert "1 gezin heeft dan niemand meer." in account_page(world, client_of)
    assert "niemand meer" not in account_page(world, client_of, "colleague")
    assert "niemand meer" not in account_page(world, client_of, "lead")


def test_S21_a_stand_in_who_left_helps_nobody_and_a_closed_account_still_says_so(
    world: World, client_of
) -> None:
    transfers = [Transfer(world.linde.pk, world.person["colleague"].pk)]
    plan = HandOver(world.person["worker"].pk, transfers, timezone.localdate() + timedelta(days=9))
    hand_over(actor=world.actor("admin"), plan=plan)
    for name in ("colleague", "worker"):
        actions.close_account(actor=world.actor("admin"), user=world.person[name])
    assert "2 gezinnen hebben nu niemand." in account_page(world, client_of)
