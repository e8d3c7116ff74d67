import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def ours(labels: object) -> set[str]:
    names = {config.label for config in apps.get_app_configs() if config.name.startswith("koers.")}
    return names & set(labels)  # type: ignore[call-overload]


def pending(migrated: ProjectState) -> set[str]:
    """Apps whose models say something else than their migrations."""
    with translation.override(None):  # names of fields are compared as they stand in the source
        detector = MigrationAutodetector(migrated, ProjectState.from_apps(apps))
        return ours(detector._detect_changes())


@pytest.fixture
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def test_models_and_migrations_are_the_same(loader: MigrationLoader) -> None:
    assert pending(loader.project_state()) == set()


def test_no_app_has_two_last_migrations(loader: MigrationLoader) -> None:
    assert ours(loader.detect_conflicts()) == set()


def test_a_model_without_migration_is_seen(loader: MigrationLoader) -> None:
    state = loader.project_state()
    state.remove_field("families", "family", "name")
    assert pending(state) == {"families"}
