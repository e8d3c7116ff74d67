"""What a profile page says about each list: its table, and the points of its chart."""

import re
from dataclasses import dataclass
from html import unescape

from django.test import Client

from koers.families.models import Family

CELL = re.compile(r"<t([hd])[^>]*>(.*?)</t\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class TableRow:
    day: str
    person: str
    score: str
    area: str
    source: str


def open_profile(client: Client, family: Family, query: str = "") -> str:
    """The page behind the question about expectations, which is skipped."""
    address = f"/families/{family.pk}/profile/{query}"
    html = client.get(address).text
    asked = list(dict.fromkeys(re.findall(r'name="administration" value="([^"]+)"', html)))
    if asked:
        client.post(f"/families/{family.pk}/expectation/", {"administration": asked, "skip": "1"})
        html = client.get(address).text
    return html


def table_rows(html: str) -> list[TableRow]:
    """From the oldest to the newest."""
    body = html.split("<tbody>")[1].split("</tbody>")[0]
    rows = []
    for row in body.split("<tr>")[1:]:
        cells = [" ".join(unescape(TAG.sub("", text)).split()) for _kind, text in CELL.findall(row)]
        rows.append(TableRow(*cells[:5]))
    return rows[::-1]


def points(html: str, variant: str = "wide") -> list[tuple[str, float, int]]:
    """Day, T-score and slot of every point in one of the two drawings."""
    figure = next(part for part in html.split("<svg")[1:] if f"k-chart-{variant}" in part.split(">")[0])
    found = re.findall(r'data-on="([^"]+)" data-t="([^"]+)" data-slot="([^"]+)"', figure)
    return sorted((day, float(t), int(slot)) for day, t, slot in found)
