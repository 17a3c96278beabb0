from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0006_rhythm'),
    ]

    operations = [
        migrations.AddField(
            model_name='clock',
            name='counts_from',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
