from __future__ import annotations

import pytest

from attrib.text.words import content_terms


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("10⁶ litres", ["10^6", "litr"]),
        ("106 litres", ["106", "litr"]),
        ("visitors of 2023²", ["visitor", "2023"]),
        ("1,250³ boats", ["1250", "boat"]),
        ("50 m² or 50 m2", ["50", "m2", "50", "m2"]),
    ],
)
def test_raised_figures_make_no_other_number(text: str, stems: list[str]) -> None:
    assert [term.stem for term in content_terms(text, "en")] == stems
