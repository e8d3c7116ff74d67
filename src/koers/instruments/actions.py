"""Taking an instrument package into an organisation, and putting a version into use."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission
from koers.audit import trail
from koers.audit.events import Event
from koers.instruments.models import InstrumentVersion
from koers.psychometrics import content_hash, parse_package


@transaction.atomic
def import_package(*, actor: Actor, files: Mapping[str, str]) -> InstrumentVersion:
    """Keep a package as it came in; the same content twice is the same version.

    Raises NotAllowed, PackageErrors (file, line, what was expected), or ValidationError when the same
    id and version came in before with other content.
    """
    if not actor.can(Permission.PACKAGE_IMPORT):
        raise NotAllowed(Permission.PACKAGE_IMPORT)
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

    Raises NotAllowed, or ValidationError when the same person imported it.
    """
    if not actor.can(Permission.PACKAGE_ACTIVATE):
        raise NotAllowed(Permission.PACKAGE_ACTIVATE)
    if version.imported_by == actor.label:
        raise ValidationError(_("Who imported a package does not activate it. Ask a behavioural scientist."))
    now = timezone.now()
    InstrumentVersion.objects.filter(
        organisation_id=actor.organisation_id, instrument_id=version.instrument_id, retired_at=None
    ).exclude(activated_at=None).exclude(pk=version.pk).update(retired_at=now)
    version.activated_at = now
    version.activated_by = actor.label
    version.save(update_fields=["activated_at", "activated_by"])
    trail.record(Event.PACKAGE_ACTIVATED, actor=actor, about=_about(version))


def _about(version: InstrumentVersion) -> trail.About:
    return trail.About(object_kind=f"{version.instrument_id} {version.version}"[:40], object_id=version.pk)
