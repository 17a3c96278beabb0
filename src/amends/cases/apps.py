from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CasesConfig(AppConfig):
    name = "amends.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amends.cases.models import guard

        # The one signal of the house: SQLite loses triggers when it rebuilds a table.
        post_migrate.connect(guard.install, dispatch_uid="guard the evidence")
