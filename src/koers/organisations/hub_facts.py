"""What stands beside a link on the page of the organisation, said by apps above this one.

Organisations stands below the apps that know these facts, so it owns the list of them; an app adds its own in
`AppConfig.ready()`.
"""

from collections.abc import Callable

from koers.access.actor import Actor

Fact = Callable[[Actor], str]

_facts: dict[str, Fact] = {}


def register(url_name: str, fact: Fact) -> None:
    _facts[url_name] = fact


def fact_for(actor: Actor, url_name: str) -> str:
    """In words, in the language of the reader; empty without one."""
    fact = _facts.get(url_name)
    return fact(actor) if fact else ""
