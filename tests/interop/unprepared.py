"""A file that nobody prepared for Koers: other order and names, `;`, a byte-order mark, gaps, dd-mm-yyyy."""

HEAD = "Datum afname;Cliëntnr;Oudertype;" + ";".join(f"Vraag {n}" for n in range(1, 11))
HEAD += ";Opmerking;Geboortedatum kind"
LABELS = ("Klopt niet", "Klopt een beetje", "Klopt meestal", "Klopt helemaal")


def line(day: str, family: str, who: str, *answers: str) -> str:
    return ";".join([day, family, who, *answers, "vrije tekst", "14-06-2019"])


def unprepared_csv(*more: str) -> bytes:
    rows = [
        line("05-01-2026", "G-17", "Moeder", *(LABELS[n % 4] for n in range(10))),
        line("17-02-2026", "G-17", "moeder", "", *(LABELS[(n + 1) % 4] for n in range(9))),
        line("06-01-2026", "G-17", "Vader", *["Klopt meestal"] * 10),
        *more,
    ]
    return "\r\n".join([HEAD, *rows, ""]).encode("utf-8-sig")


MAP = (
    """\
[columns]
family = "Cliëntnr"
parent = "Oudertype"
relation = "Oudertype"
child_birth_date = "Geboortedatum kind"
date = "Datum afname"
"""
    + "".join(f'k{n:02} = "Vraag {n}"\n' for n in range(1, 11))
    + """
[constants]
child = "1"
mode = "paper"

[dates]
format = "dd-mm-yyyy"

[answers]
"Klopt niet" = 1
"Klopt een beetje" = 2
"Klopt meestal" = 3
"Klopt helemaal" = 4

[relations]
moeder = "mother"
vader = "father"
"""
)
