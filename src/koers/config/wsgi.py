"""The WSGI application that `koers serve` and `koers demo` hand to the web server."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
