from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """After a form was sent: the next page is fetched, never posted again."""

    status_code = 303
