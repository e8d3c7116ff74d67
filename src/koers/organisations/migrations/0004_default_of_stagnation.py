from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FORMER, PRESENT = 0.50, 0.42


def follow_the_default(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Whoever had left the former default in place goes on with the present one."""
    settings = apps.get_model("organisations", "OrganisationSettings")
    settings.objects.filter(stagnation_attention=FORMER).update(stagnation_attention=PRESENT)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_periods")]

    operations = [
        migrations.AlterField(
            model_name="organisationsettings",
            name="stagnation_attention",
            field=models.FloatField(default=PRESENT),
        ),
        migrations.RunPython(follow_the_default, migrations.RunPython.noop),
    ]
