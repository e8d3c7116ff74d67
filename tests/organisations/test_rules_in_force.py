"""What an organisation decided governs the code: rules that were confirmed, and settings that were saved."""

import ast
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from koers.caseload.cases import read_cases
from koers.families.actions import NewSharing, record_sharing
from koers.families.agreements.actions import NewCheck, NewConsent, check_authority, record_consent
from koers.families.models import AuthoritySource, Child, Consent
from koers.measurements.models import Invitation, ItemResponse
from koers.organisations import actions, settings
from koers.organisations.actions import Proposal
from koers.organisations.forms import SettingsForm
from koers.organisations.memory import remembered
from koers.organisations.models import PolicyDecision, PolicyState
from koers.organisations.policy_keys import FIXED_RULES, NUMBER_RULES, policy_value
from koers.trajectories.models import Experience
from koers.trajectories.signals.actions import store_statement
from koers.trajectories.signals.keys import Key
from koers.trajectories.signals.reading import Points
from koers.trajectories.signals.records import NewStatement
from tests.acceptance.pages import open_profile
from tests.factories.households import at_home
from tests.factories.world import World, day
from tests.measurements.entering import Phone, ask, main_of
from tests.repository.source import modules

pytestmark = pytest.mark.django_db
RULES = "/organisation/rules/"


def propose(world: World, key: str, value: int) -> PolicyDecision:
    return actions.propose_policy(actor=world.actor("admin"), proposal=Proposal(key, value, "anders"))


def confirm(world: World, key: str, value: int) -> None:
    decision = propose(world, key, value)
    actions.decide_policy(actor=world.actor("privacy_officer"), decision=decision, is_confirmed=True)


def choose(world: World, **chosen: object) -> None:
    actions.save_settings(actor=world.actor("admin"), chosen=chosen)


def child_of(world: World, *, years: int) -> Child:
    child = world.linde.children.get()
    child.birth_date = day(years * 366)
    child.save()
    return child


def agree(world: World, child: Child, who: str = "") -> Consent:
    parent = getattr(world, who) if who else None
    return record_consent(actor=world.actor("worker"), new=NewConsent(day(0), "talk", parent, child))


def test_S1_the_age_of_a_child_s_own_word_is_the_organisation_s(world: World) -> None:
    child = child_of(world, years=10)
    propose(world, "consent.child_from_age", 10)
    with pytest.raises(ValidationError, match="12 jaar"):
        agree(world, child)
    confirm(world, "consent.child_from_age", 10)
    assert agree(world, child).pk


def test_S1_the_age_from_which_parents_have_no_say_is_the_organisation_s(world: World, client_of) -> None:
    child = child_of(world, years=14)
    check(world, child, days_ago=0)
    assert agree(world, child, "mother").pk
    confirm(world, "consent.parents_until_age", 14)
    with pytest.raises(ValidationError, match="14 jaar"):
        agree(world, child, "father")
    page = client_of(world.person["worker"]).get(f"/families/{world.linde.pk}/consent/")
    assert "De jongere is 14 jaar of ouder. Daarom geeft alleen de jongere toestemming." in main_of(page)


def check(world: World, child: Child, *, days_ago: int) -> None:
    new = NewCheck(world.mother, child, True, day(days_ago), AuthoritySource.REGISTER)
    check_authority(actor=world.actor("worker"), new=new)


def test_S1_how_long_a_check_of_authority_holds_is_the_organisation_s(world: World, client_of) -> None:
    child = child_of(world, years=8)
    check(world, child, days_ago=100)
    agree(world, child, "mother").delete()
    confirm(world, "authority.recheck_months", 3)
    with pytest.raises(ValidationError, match="gezag"):
        agree(world, child, "mother")
    page = client_of(world.person["worker"]).get(f"/families/{world.linde.pk}/consent/")
    assert "Na 3 maanden kijk je het opnieuw na." in main_of(page)


@pytest.mark.parametrize(("days_later", "is_kept"), [(23, True), (24, False)])
def test_a_new_link_leaves_answers_behind_that_are_older_than_the_rule(
    world: World, time_machine, days_later: int, is_kept: bool
) -> None:
    confirm(world, "retention.draft_days", 10)
    old = ask(world, world.mother)
    phone = Phone()
    phone.begin(old.code)
    phone.answer(1, 3, str(old.invitation.form_key))
    time_machine.move_to(timezone.now() + timedelta(days=days_later), tick=False)
    new = ask(world, world.mother)
    assert ItemResponse.objects.get().invitation == (new if is_kept else old).invitation


def test_a_rule_is_never_below_its_floor_not_even_when_the_database_says_so(world: World) -> None:
    for key, value in (("retention.file_years", 3), ("consent.parents_until_age", 5)):
        with pytest.raises(ValidationError, match="ondergrens"):
            propose(world, key, value)
        now = timezone.now()
        PolicyDecision.objects.create(
            organisation=world.organisation,
            key=key,
            value=value,
            state=PolicyState.CONFIRMED,
            proposed_at=now,
            decided_at=now,
        )
        assert policy_value(world.organisation.pk, key) == NUMBER_RULES[key].floor
    assert policy_value(world.other_organisation.pk, "retention.file_years") == 20


def test_rules_are_read_once_a_request_and_anew_after_a_decision(world: World, django_assert_num_queries):
    organisation = world.organisation.pk
    with remembered():
        with django_assert_num_queries(1):
            assert {policy_value(organisation, key) for key in NUMBER_RULES}
        confirm(world, "retention.draft_days", 10)
        assert policy_value(organisation, "retention.draft_days") == 10


def read_keys() -> set[str]:
    """The rules of which some module asks the number in force."""
    calls = [node for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    named = [call for call in calls if ast.unparse(call.func).endswith("policy_value")]
    texts = [one.value for call in named for one in call.args if isinstance(one, ast.Constant)]
    return {text for text in texts if isinstance(text, str)}


def test_every_rule_is_read_by_code_or_says_from_when_it_is() -> None:
    read = read_keys()
    assert read <= set(NUMBER_RULES)
    assert {key for key, rule in NUMBER_RULES.items() if not rule.begins} <= read
    both = {key for key, rule in NUMBER_RULES.items() if rule.begins} & read
    assert both == {"retention.draft_days"}  # read for new links; deleting comes later, and it says so


def test_the_page_of_rules_says_what_does_not_work_yet(world: World, client_of) -> None:
    page = main_of(client_of(world.person["admin"]).get(RULES))
    for words in (
        "Wordt gebruikt zodra Koers zelf opruimt.",
        "Wordt gebruikt zodra je hier een verzoek om te vernietigen kunt vastleggen.",
        "Wordt gebruikt zodra kinderen en ouders hier zelf het dossier kunnen inzien.",
    ):
        assert words in page
    assert page.count("zodra") >= sum(bool(rule.begins) for rule in (*NUMBER_RULES.values(), *FIXED_RULES))


def test_S17_a_link_lives_as_long_as_the_organisation_chose(world: World, client_of) -> None:
    before = ask(world, world.father).invitation
    choose(world, link_days=3)
    made = ask(world, world.mother).invitation
    assert made.expires_at - made.made_at == timedelta(days=3)
    before = Invitation.objects.get(pk=before.pk)
    assert before.expires_at - before.made_at == timedelta(days=14)


def test_S2_an_agreement_to_share_holds_as_long_as_the_organisation_chose(world: World, client_of) -> None:
    choose(world, sharing_months=2)
    new = NewSharing(world.mother, world.father, day(0), "talk")
    given = record_sharing(actor=world.actor("worker"), new=new)
    assert (given.ends_on - given.given_on).days == 61
    worker = client_of(world.person["worker"])
    address = f"/families/{world.linde.pk}/sharing/"
    assert "Een afspraak geldt 2 maanden." in main_of(worker.get(address))
    late = {"direction": f"{world.father.pk}:{world.mother.pk}", "scope": "line", "how": "talk"}
    answer = worker.post(address, {**late, "given_on": day(70).isoformat()})
    assert "Een afspraak van die dag is inmiddels voorbij. Vraag het opnieuw." in main_of(answer)


def test_T26_who_is_due_follows_the_interval(world: World, client_of) -> None:
    worker = client_of(world.person["worker"])
    address = f"/families/{world.linde.pk}/invite/"

    def ticked() -> int:
        return worker.get(address).content.decode().count(" checked")

    due = []
    for interval in (7, 30, 180):
        choose(world, interval_days=interval)
        due.append(ticked())
    assert all(before > after for before, after in pairwise(due))


def test_T61_how_far_apart_parents_are_compared_is_the_organisation_s(world: World, client_of) -> None:
    worker, apart = client_of(world.person["worker"]), "zijn nu niet te vergelijken"
    assert apart in open_profile(worker, world.linde)  # her last list is 6 days old, his 50
    choose(world, comparable_days=45)
    assert apart not in open_profile(worker, world.linde)


def test_T85_how_long_what_people_say_counts_is_the_organisation_s(world: World) -> None:
    new = NewStatement(world.linde, world.linde.children.get(), Experience.MORE, day(40), world.mother)
    store_statement(actor=world.actor("worker"), new=new)

    def key_one() -> Key:
        cases = read_cases(world.actor("worker"), at_home(world.linde), today=day(0))
        profile = cases[0].profile
        assert profile is not None
        keys = Points.read(world.actor("worker"), profile, today=day(0)).keys
        assert keys is not None
        return keys.experience

    assert key_one() is Key.ON
    choose(world, experience_days=39)
    assert key_one() is Key.UNKNOWN


def test_the_last_reminder_comes_before_the_link_ends() -> None:
    chosen = settings.OrganisationSettings()
    data = {**SettingsForm.initial_of(chosen), "link_days": 5, "second_reminder_days": 5}
    form = SettingsForm(data)
    assert not form.is_valid()
    assert list(form.errors) == ["second_reminder_days"]
    assert SettingsForm({**data, "second_reminder_days": 4}).is_valid()
