"""The only hands a journey has: every tap and key is a step, and so is typing a whole field (UX § 4)."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page


@dataclass
class Hands:
    page: Page
    steps: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.steps)

    def tap(self, what: Locator) -> None:
        """Only what can be seen can be tapped."""
        what.first.wait_for(state="visible")
        self.steps.append(f"tap {what}")
        what.first.click()

    def key(self, name: str) -> None:
        self.steps.append(f"key {name}")
        self.page.keyboard.press(name)

    def type_field(self, where: Locator, text: str) -> None:
        self.steps.append(f"type {where}")
        where.fill(text)
