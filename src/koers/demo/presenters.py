"""The front door and the step pages of the walk, already worded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from koers.demo import walk as walking
from koers.demo.front_case import FrontCase
from koers.demo.personas import WALK_FAMILY, WALK_WORKER
from koers.demo.story import Persona, story
from koers.ui.wording import role_name


@dataclass(frozen=True, slots=True)
class PersonaButton:
    """place: where somebody works who sees other families than the first persona."""

    username: str
    name: str
    role: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class LoopItem:
    """state: "done", "now" or "todo" on the walk; is_later: not built yet, and said so."""

    name: str
    state: str = ""
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class FrontDoorPage:
    case: FrontCase | None
    first: Sequence[PersonaButton]
    more: Sequence[PersonaButton]
    loop: Sequence[LoopItem]
    n_steps: int
    minutes: int

    @classmethod
    def of(cls) -> Self:
        return cls(
            case=FrontCase.of(),
            first=[_button(persona) for persona in story().personas("first")],
            more=[_button(persona, is_elsewhere=True) for persona in story().personas("more")],
            loop=[LoopItem(str(name)) for name in walking.LOOP_NAMES.values()],
            n_steps=len(walking.STEPS),
            minutes=walking.MINUTES,
        )


@dataclass(frozen=True, slots=True)
class WalkStepPage:
    number: int
    n_steps: int
    family: str
    loop_name: str
    title: str
    story: str
    look_at: Sequence[str]
    action: str
    username: str
    loop: Sequence[LoopItem]
    before: str
    after: str

    @classmethod
    def of(cls, number: int) -> Self:
        step = walking.STEPS[number - 1]
        return cls(
            number=number,
            n_steps=len(walking.STEPS),
            family=WALK_FAMILY,
            loop_name=str(walking.LOOP_NAMES[step.loop]),
            title=str(step.title),
            story=str(step.story),
            look_at=[str(one) for one in step.look_at],
            action=str(step.action),
            username=WALK_WORKER,
            loop=_loop_at(step.loop),
            before=walking.step_address(number - 1) if number > 1 else "",
            after=walking.step_address(number + 1),
        )


@dataclass(frozen=True, slots=True)
class WalkEndPage:
    family: str
    loop: Sequence[LoopItem]
    before: str
    first: Sequence[PersonaButton]

    @classmethod
    def of(cls) -> Self:
        return cls(
            family=WALK_FAMILY,
            loop=_loop_at(None),
            before=walking.step_address(len(walking.STEPS)),
            first=[_button(persona) for persona in story().personas("first")],
        )


def _loop_at(current: walking.LoopStep | None) -> list[LoopItem]:
    """The six steps of the loop; those that no step of the walk covers are marked as coming later."""
    covered = [step.loop for step in walking.STEPS]
    order = list(walking.LoopStep)
    items = []
    for loop in order:
        is_past = current is None or order.index(loop) < order.index(current)
        state = "now" if loop is current else "done" if is_past else "todo"
        is_later = loop not in covered
        items.append(LoopItem(str(walking.LOOP_NAMES[loop]), "todo" if is_later else state, is_later))
    return items


def _button(persona: Persona, *, is_elsewhere: bool = False) -> PersonaButton:
    names = {organisation.slug: organisation.name for organisation in story().organisations}
    home = story().organisations[0].slug
    place = persona.team if persona.organisation == home else names[persona.organisation]
    return PersonaButton(
        username=persona.username,
        name=persona.name,
        role=role_name(persona.role.value),
        place=place if is_elsewhere else "",
    )
