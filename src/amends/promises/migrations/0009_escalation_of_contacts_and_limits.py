from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promises", "0008_escalation_reasons")]

    operations = [
        migrations.AlterField(
            model_name="escalation",
            name="reason",
            field=models.CharField(
                choices=[
                    ("broken-twice", "Broken Twice"),
                    ("three-contacts", "Contacts"),
                    ("hard-limit", "Hard Limit"),
                    ("asked", "Asked"),
                ],
                max_length=20,
            ),
        ),
    ]
