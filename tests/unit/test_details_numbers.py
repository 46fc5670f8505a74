"""Numbers and their units: what means the same, and what only looks like it."""

# ruff: noqa: E501 (one case a line, so that claim and evidence stand side by side)

from __future__ import annotations

import pytest

from attrib.attribution.details import compare


def overruled(claim: str, evidence: str) -> list[str]:
    """The numbers of ``claim`` that ``evidence`` has otherwise or not at all."""
    return [c.claim_value for c in compare(claim, evidence) if c.kind == "number"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        # letters that scale
        ("Revenue was 1.2 billion dollars.", "Revenue reached $1.2B."),
        ("Revenue was $1.2 billion.", "Revenue reached $1.2 B."),
        ("It is valued at $1 trillion.", "Its valuation stands at $1T."),
        ("The model has 7 billion parameters.", "The models come in sizes of 7B, 13B and 33B."),
        ("The video has 2 million views.", "The video has 2M views."),
        ("The video has 2M views.", "The video has 2,000,000 views."),
        ("The file has 512B.", "The file has 512 B."),
        ("It raised $3 million to $5 million.", "It raised $3-5 million."),
        ("It raised 3 to 5 million dollars.", "It raised $3-5M."),
        ("It has three million to five million boats.", "It has three to five million boats."),
        ("The firm sold the mill.", "3M sold the mill."),
        ("3M sold the mill.", "The firm sold the mill."),
        # small numbers with decimals
        ("Use 1/2 cup of flour.", "Use half a cup of flour."),
        ("The share was 0.25.", "The share was 25%."),
        ("The ratio was 1.5.", "The ratio was 1.48."),
        ("The correlation was 0.057.", "The correlation was r=.057"),
        ("It was significant (p<0.05).", "It was significant (p=0.03)."),
        # units and currencies
        ("The rate rose by 25 basis points.", "The rate rose by 0.25 percentage points."),
        ("The rate rose by 25 bps.", "The rate rose by 0.25 percentage points."),
        ("Unemployment fell by 0.4 percentage points.", "Unemployment fell from 5.2% to 4.8%."),
        ("Support rose by 3.5 percentage points.", "Support rose 3.5 points to 12%."),
        ("Support rose 3.5%.", "Support rose 3.5 points to 12%."),
        ("The dose is 0.5 mg.", "The dose is 500 μg."),
        ("The dose is 0.5 mg.", "The dose is 500 micrograms."),
        ("The wavelength is 0.5 μm.", "The wavelength is 500 nm."),
        ("The disk holds 2 terabytes.", "The disk holds 2 TB."),
        ("The engine makes 300 hp.", "The engine makes 300 horsepower."),
        ("It was heated to 300 kelvin.", "It was heated to 27 °C."),
        ("It was heated to 300 K.", "It was heated to 300 kelvin."),
        ("It is 27 degrees.", "It is 27 °C."),
        ("It is 50 degrees.", "It is 50 °F."),
        ("The snack has 200 calories.", "The snack has 200 kcal."),
        ("The current is 500 mA.", "The current is 0.5 A."),
        ("The file has 512B.", "The file has 512 bytes."),
        ("It is a 3T scanner.", "It is a 3 T scanner."),
        ("It is a 3T scanner.", "It is a 3-tesla scanner."),
        ("It ran for a 5K race.", "It was a 5K."),
        ("The link runs at 10 Gbps.", "The link runs at 10 Gbit/s."),
        ("The link runs at 1 Gbit/s.", "The link runs at 1,000 Mbit/s."),
        ("Tickets cost $20.", "Tickets cost A$20."),
        ("Tickets cost 20 dollars.", "Tickets cost HK$20."),
        ("Tickets cost A$20.", "Tickets cost 20 Australian dollars."),
        ("Tickets cost A$20.", "Tickets cost $20 AUD."),
        ("Tickets cost A$20.", "Tickets cost AU$20."),
        ("It cost 10 million yuan.", "It cost ¥10 million."),
        ("It cost 10 million yen.", "It cost ¥10 million."),
        ("Tickets cost 50 cents.", "Tickets cost $0.50."),
        ("Tickets cost U.S.$5.", "Tickets cost 5 US dollars."),
        ("It raised $5 million.", "It raised U.S. $5 million."),
        ("It cost $40 million more.", "It rose from A$40 million to A$80 million."),
    ],
)  # fmt: skip
def test_the_same_number_in_another_form_agrees(claim: str, evidence: str) -> None:
    assert overruled(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        # letters that scale
        ("It is valued at $1.2T.", "It is valued at $1.2B.", "$1.2T"),
        ("Revenue was $1.2 million.", "Revenue was $1.2B.", "$1.2 million"),
        ("The model has 350M parameters.", "The model has 355M parameters.", "350M"),
        ("The model has 350M parameters.", "The model has 350 parameters.", "350M"),
        ("The file has 512B.", "The file has 512 KB.", "512B"),
        ("The video has 2M views.", "The video has 2B views.", "2M"),
        ("It raised 3 to 5 million dollars.", "It raised $3-6M.", "3 to 5 million dollars"),
        ("It has 300 to 5,000 boats.", "It has 400 to 5,000 boats.", "300 to 5,000"),
        # small numbers with decimals
        ("The hazard ratio was 0.57.", "The hazard ratio was 0.75.", "0.57"),
        ("The correlation was 0.57.", "The correlation was r = .75", "0.57"),
        ("It was significant (p<0.01).", "It was significant (p<0.05).", "0.01"),
        ("It had an F1 score of 0.91.", "It had an F1 score of 0.84.", "0.91"),
        ("The odds ratio was 1.45.", "The odds ratio was 1.54.", "1.45"),
        # units and currencies
        ("Support rose by 5 percentage points.", "Support rose by 5 percent.", "5 percentage points"),
        ("Support rose by 5 percent.", "Support rose by 5 percentage points.", "5 percent"),
        ("The rate rose by 25 percentage points.", "The rate rose by 25 basis points.", "25 percentage points"),
        ("The dose is 50 mg.", "The dose is 50 mcg.", "50 mg"),
        ("The dose is 50 mg.", "The dose is 50 μg.", "50 mg"),
        ("The disk holds 5 terabytes.", "The disk holds 5 gigabytes.", "5 terabytes"),
        ("The engine makes 300 hp.", "The engine makes 300 kW.", "300 hp"),
        ("The limit is 10 ppm.", "The limit is 10 ppb.", "10 ppm"),
        ("It was heated to 300 kelvin.", "It was heated to 300 °C.", "300 kelvin"),
        ("It is 27 degrees.", "It is 37 °C.", "27 degrees"),
        ("The snack has 200 calories.", "The snack has 300 kcal.", "200 calories"),
        ("The current is 500 mA.", "The current is 500 A.", "500 mA"),
        ("The link runs at 10 Gbps.", "The link runs at 10 Mbps.", "10 Gbps"),
        ("Tickets cost US$20.", "Tickets cost C$20.", "US$20"),
        ("Tickets cost R$20.", "Tickets cost US$20.", "R$20"),
        ("Tickets cost US$20.", "Tickets cost $20 AUD.", "US$20"),
        ("Tickets cost 20 Australian dollars.", "Tickets cost 20 US dollars.", "20 Australian dollars"),
        ("It cost 10 million yuan.", "It cost 10 million yen.", "10 million yuan"),
        ("Tickets cost $20.", "Tickets cost €20.", "$20"),
        ("Tickets cost 20 pesos.", "Tickets cost 20 euros.", "20 pesos"),
    ],
)  # fmt: skip
def test_another_number_conflicts(claim: str, evidence: str, said: str) -> None:
    assert overruled(claim, evidence) == [said]
