"""The web entry for Granian or any other WSGI server."""

import os

import django
from django.core.wsgi import get_wsgi_application

from amends.config.static import gather

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
django.setup()
gather()  # before the application, which looks once at what there is to serve
application = get_wsgi_application()
