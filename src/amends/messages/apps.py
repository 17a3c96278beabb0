from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "amends.messages"
    label = "lanes"
    default_auto_field = "django.db.models.BigAutoField"
