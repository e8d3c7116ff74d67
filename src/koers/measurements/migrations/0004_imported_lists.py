"""Whether a list was brought in with earlier ones. Of those stored before, only scores of a former system are
known to have been; lists with answers stay as they were."""

from django.db import migrations, models


def mark_former_scores(apps, schema_editor):
    lists = apps.get_model("measurements", "Administration").objects
    lists.filter(source="taken_over").update(is_imported=True)


class Migration(migrations.Migration):

    dependencies = [
        ('measurements', '0003_devices_and_reasons'),
    ]

    operations = [
        migrations.AddField(
            model_name='administration',
            name='is_imported',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_former_scores, migrations.RunPython.noop),
    ]
