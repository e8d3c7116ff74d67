"""Whether there is anything in a family besides what adding it made."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from koers.families.models import CareEpisode, CaseAssignment, Child, Family, Parent

_MADE_BY_ADDING = (CareEpisode, CaseAssignment, Child, Parent)


def has_content(family: Family) -> bool:
    """Any row of any app that points at the family or somebody in it; what comes later counts by itself."""
    return any(rows.exists() for rows in _rows_about(family))


def _rows_about(family: Family) -> Iterator[models.QuerySet[Any]]:
    people: list[tuple[type[models.Model], list[Any]]] = [
        (Family, [family.pk]),
        (Parent, list(family.parents.values_list("pk", flat=True))),
        (Child, list(family.children.values_list("pk", flat=True))),
        (CareEpisode, list(family.episodes.values_list("pk", flat=True))),
    ]
    for model, ids in people:
        for relation in model._meta.related_objects:
            rows = relation.related_model
            if rows not in _MADE_BY_ADDING:
                yield rows._base_manager.filter(**{f"{relation.field.name}__in": ids})
