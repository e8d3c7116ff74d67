"""Taking an instrument package into an organisation, and putting a version into use."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.errors import WrongState
from koers.audit import trail
from koers.audit.events import Event
from koers.instruments import policies
from koers.instruments.models import InstrumentVersion, InstrumentVersionQuerySet
from koers.psychometrics import content_hash, derivation_problems, parse_package
from koers.psychometrics.faults import Fault


@transaction.atomic
def import_package(*, actor: Actor, files: Mapping[str, str]) -> InstrumentVersion:
    """Keep a package as it came in; the same content twice is the same version.

    Raises NotAllowed, PackageErrors (file, line, what was expected), or ValidationError when the same
    id and version came in before with other content.
    """
    policies.check_may_import(actor)
    instrument = parse_package(files)
    digest = content_hash(files)
    known = InstrumentVersion.objects.filter(
        organisation_id=actor.organisation_id, instrument_id=instrument.id, version=instrument.version
    ).first()
    if known is not None:
        return _same_or_refused(known, digest)
    version = InstrumentVersion(
        organisation_id=actor.organisation_id,
        instrument_id=instrument.id,
        version=instrument.version,
        title=instrument.title.get("nl") or next(iter(instrument.title.values())),
        is_fictitious=instrument.fictitious,
        content_hash=digest,
        files=dict(files),
        imported_at=timezone.now(),
        imported_by=actor.label,
        imported_by_id=actor.user_id,
    )
    version.full_clean()
    version.save(force_insert=True)
    trail.record(Event.PACKAGE_IMPORTED, actor=actor, about=_about(version))
    return version


def _same_or_refused(known: InstrumentVersion, digest: str) -> InstrumentVersion:
    if known.content_hash == digest:
        return known
    raise ValidationError(
        _(
            "Version %(version)s of %(id)s is already here with other content. "
            "Give the changed package a new version number."
        )
        % {"version": known.version, "id": known.instrument_id}
    )


@transaction.atomic
def activate_version(*, actor: Actor, version: InstrumentVersion) -> None:
    """Put a version into use and take the one before it out of use; by another person than imported it.

    Raises NotAllowed, or ValidationError when the same person imported it, or when its answers do not
    fit the longer (or shorter) list that is in use beside it.
    """
    policies.check_may_activate(actor)
    if policies.is_importer(actor, version):
        raise ValidationError(_("Who imported a package does not activate it. Ask a behavioural scientist."))
    others = _own_versions(version).active().exclude(pk=version.pk).select_for_update()
    _check_derivations(version, others.exclude(instrument_id=version.instrument_id))
    now = timezone.now()
    others.filter(instrument_id=version.instrument_id).update(retired_at=now, retired_by=actor.label)
    version.activated_at = now
    version.activated_by = actor.label
    version.activated_by_id = actor.user_id
    version.retired_at = None
    version.retired_by = ""
    version.save(
        update_fields=["activated_at", "activated_by", "activated_by_id", "retired_at", "retired_by"]
    )
    trail.record(Event.PACKAGE_ACTIVATED, actor=actor, about=_about(version))


@transaction.atomic
def retire_version(*, actor: Actor, version: InstrumentVersion) -> None:
    """Take a version out of use: no new list is filled in with it, and what was scored stays.

    Raises NotAllowed, or WrongState when it is not in use.
    """
    policies.check_may_activate(actor)
    if not version.is_active:
        raise WrongState("this version is not in use")
    version.retired_at = timezone.now()
    version.retired_by = actor.label
    version.save(update_fields=["retired_at", "retired_by"])
    trail.record(Event.PACKAGE_RETIRED, actor=actor, about=_about(version))


def _own_versions(version: InstrumentVersion) -> InstrumentVersionQuerySet:
    return InstrumentVersion.objects.filter(organisation_id=version.organisation_id)


def _check_derivations(version: InstrumentVersion, others: Iterable[InstrumentVersion]) -> None:
    """A start taken from a longer list is only right when both packages name the same items and answers."""
    problems: list[Fault] = []
    for other in others:
        for short, source in ((version, other), (other, version)):
            derivation = short.instrument.derivation
            if derivation is not None and derivation.source == source.instrument_id:
                problems += derivation_problems(short.instrument, source.instrument)
    if problems:
        told = {"problems": "; ".join(one.told(_) for one in problems)}
        raise ValidationError(_("This version does not fit a list that is in use: %(problems)s.") % told)


def _about(version: InstrumentVersion) -> trail.About:
    return trail.About(object_kind=f"{version.instrument_id} {version.version}"[:40], object_id=version.pk)
