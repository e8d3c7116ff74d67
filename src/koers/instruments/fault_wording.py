"""What is wrong with a package, in the language of who reads it.

The core holds every sentence in English and knows no language besides; the catalogue has the others. A kind
of fault without Dutch fails `make check`, so no half-English sentence can stand on a Dutch page.
"""

from collections.abc import Iterable

from django.utils.translation import gettext

from koers.psychometrics.faults import Fault


def worded(fault: Fault) -> str:
    return fault.told(gettext)


def worded_each(faults: Iterable[Fault]) -> list[str]:
    return [worded(fault) for fault in faults]
