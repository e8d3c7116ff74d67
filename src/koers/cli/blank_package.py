"""An empty instrument package to fill in. `koers instrument check` names what is still missing from it."""

from pathlib import Path

from koers.cli.errors import CommandError

HEAD = """\
# Fill in every "", and give the lines that are commented out a value. Texts: one per language of `language`.
# `koers instrument check` names what is missing, with the line. Any later change is a new version.
format = 1

[instrument]
id = ""                       # small letters, digits and hyphens
version = "1.0.0"
title = { nl = "" }
# fictitious = false          # true: items and norms are made up, so for no real family
language = ["nl"]
respondent = "parent"         # who fills it in
about = "child"               # whom the answers are about
direction = ""                # higher_is_worse or higher_is_better, of the scale scores
source = ""                   # manual, edition and pages of the items and norms
"""
OPTION = """
[[options]]
value = {value}
label = {{ nl = "" }}
"""
ITEM = """
[[items]]
id = "{item}"
text = {{ nl = "" }}
reversed = false              # true: scored as (lowest + highest option) - answer
"""
TAIL = """
[[scales]]
id = "total"
title = {{ nl = "" }}
items = [{items}]
primary = true                # the scale that is plotted: exactly one

[missing]
rule = ""                     # none: all items needed; prorate: mean of the answered x number of items
max_missing = 0               # with prorate: how many items may be empty per scale

[[bands]]                     # T-score from which a band holds, the border itself included
scale = "*"
name = "mild"
# from_t = 60

[[bands]]
scale = "*"
name = "serious"
# from_t = 64

# [error]                     # one of the two, from the manual; without it no difference is reliable
# sem = 4.8                   # standard error of measurement in T points
# reliability = 0.77

# [derivation]                # only if every item can be taken from a longer list
# from = "id-of-the-longer-list"
# items = {{ {first} = "id-there" }}
"""
LICENCE = "Who holds the rights to the items and norms, and what this organisation may do with them:\n"


def write_blank_package(folder: Path, *, n_items: int, n_options: int) -> None:
    """Raises CommandError when the folder holds anything already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} is there already: expected a new or empty folder")
    width = max(2, len(str(n_items)))
    items = [f"i{place:0{width}}" for place in range(1, n_items + 1)]
    options = range(1, n_options + 1)
    listed = ", ".join(f'"{item}"' for item in items)
    text = HEAD + "".join(OPTION.format(value=value) for value in options)
    text += "".join(ITEM.format(item=item) for item in items)
    text += TAIL.format(items=listed, first=items[0])
    norms = [f"total,,,,{raw}," for raw in range(n_items, n_items * n_options + 1)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "instrument.toml").write_text(text, encoding="utf-8")
    (folder / "norms.csv").write_text("\n".join(["scale,group,age_from,age_to,raw,t", *norms, ""]))
    (folder / "LICENCE.txt").write_text(LICENCE, encoding="utf-8")
