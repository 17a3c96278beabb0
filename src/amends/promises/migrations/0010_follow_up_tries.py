from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promises", "0009_escalation_of_contacts_and_limits")]

    operations = [
        migrations.AddField(
            model_name="followup",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
