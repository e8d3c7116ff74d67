"""What the sheets may and may not contain."""

import re
from pathlib import Path

import pytest

import koers.ui

STATIC = Path(koers.ui.__file__).parent / "static" / "koers"
OWN = ("base", "staff", "front", "blank", "print")
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def sheet(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (STATIC / "css" / f"{name}.css").read_text(), flags=re.S)


@pytest.mark.parametrize("name", ["base", "staff", "front", "blank"])
def test_only_the_tokens_name_colours(name: str) -> None:
    assert not HEX.findall(sheet(name))
    assert not re.findall(r"\b(?:rgb|hsl)a?\(", sheet(name))


def test_print_knows_black_white_and_one_grey() -> None:
    assert set(HEX.findall(sheet("print"))) == {"#000000", "#FFFFFF", "#808080"}


@pytest.mark.parametrize("name", OWN)
def test_every_token_used_exists(name: str) -> None:
    known = set(re.findall(r"(--k-[\w-]+):", sheet("tokens")))
    assert set(re.findall(r"var\((--k-[\w-]+)", sheet(name))) <= known


@pytest.mark.parametrize("name", OWN)
def test_nothing_comes_from_elsewhere_and_nothing_decorates(name: str) -> None:
    text = sheet(name)
    assert "url(" not in text
    assert "@import" not in text
    assert "gradient(" not in text
    assert "uppercase" not in text
    assert "justify;" not in text


@pytest.mark.parametrize("name", OWN)
def test_braces_balance(name: str) -> None:
    assert sheet(name).count("{") == sheet(name).count("}")


def test_no_letter_on_screen_is_below_16_px() -> None:
    sizes = re.findall(
        r"font-size: ([\d.]+)rem", sheet("base") + sheet("staff") + sheet("front") + sheet("blank")
    )
    assert sizes
    assert min(float(size) for size in sizes) >= 1


def test_scripts_stay_small_and_plain() -> None:
    scripts = {path.name: path.read_text() for path in (STATIC / "js").glob("*.js")}
    assert {"menu.js", "paper-entry.js"} <= set(scripts)
    assert sum(text.count("\n") for text in scripts.values()) <= 500
    for text in scripts.values():
        assert not re.search(r"\b(?:import|export|eval|innerHTML|localStorage|sessionStorage)\b", text)


def test_the_current_choice_is_bold_and_a_file_is_chosen_with_a_button_like_the_others() -> None:
    for text in (sheet("staff"), sheet("profile")):
        current = re.search(r"(?:filters|profile-tabs) a\[aria-current\] {[^}]*}", text)
        assert current is not None
        assert "font-weight: 700" in current[0]
    button = re.search(r"::file-selector-button {[^}]*}", sheet("base"))
    assert button is not None
    assert {"var(--k-control)", "var(--k-radius)"} <= set(re.findall(r"var\([\w-]+\)", button[0]))
