from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0007_clock_counts_from'),
    ]

    operations = [
        migrations.AlterField(
            model_name='escalation',
            name='reason',
            field=models.CharField(choices=[('broken-twice', 'Broken Twice'), ('asked', 'Asked')], max_length=20),
        ),
    ]
