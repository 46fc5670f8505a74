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
        # fractions, compounds, signs, and arithmetic that the source states
        ("It takes 150 minutes.", "It takes two and a half hours."),
        ("It takes an hour and a half.", "It takes 90 minutes."),
        ("It runs for 18 months.", "It runs for a year and a half."),
        ("It took fifteen years.", "It took a decade and a half."),
        ("The tank holds 500 ml.", "The tank holds half a litre."),
        ("Use 1 1/2 cups of flour.", "Use 1.5 cups of flour."),
        ("Use 1.5 cups of flour.", "Use one and a half cups of flour."),
        ("Use 2.5 cups of flour.", "Use 2 ½ cups of flour."),
        ("Use 1/2 cup of flour.", "Use half a cup of flour."),
        ("It takes 2 hours 30 minutes.", "It takes 150 minutes."),
        ("It takes 2 hours and 30 minutes.", "It takes 2.5 hours."),
        ("It takes 2h 30m.", "It takes 150 minutes."),
        ("It takes 2 hours and 30 minutes.", "It takes 2 hours 30 minutes."),
        ("He is 5 feet 11 inches tall.", "He is 180 cm tall."),
        ("It fell to minus 20 °C.", "It fell to -20 °C."),
        ("It fell to minus twenty degrees Celsius.", "It fell to -20 °C."),
        ("It fell to 20 degrees below zero.", "It fell to -20 degrees."),
        ("Sales fell 2.5%.", "Sales growth was minus 2.5%."),
        ("Sales changed by -2.5%.", "Sales fell by 2.5%."),
        ("The rate rose by a quarter of a percentage point.", "The rate rose by 0.25 percentage points."),
        ("The rate rose by half a percentage point.", "The rate rose by 50 basis points."),
        ("It is a quarter of a mile long.", "It is 0.25 miles long."),
        ("Revenue grew 25%.", "Revenue was $50 million in 2022, compared with $40 million in 2021."),
        ("Revenue grew 50%.", "Revenue climbed to $15 million from $10 million."),
        ("Sales fell 20%.", "Sales were 50 tonnes in 2020 and 40 tonnes in 2021."),
        ("Net sales rose 8%.", "Net sales were $394,328 million in 2022 compared with $365,817 million in 2021."),
        ("75% of the patients improved.", "150 of the 200 patients improved."),
        ("Three quarters of the patients improved.", "150 of the 200 patients improved."),
        ("Of 200 patients, 150 improved (75%).", "150 of the 200 patients improved."),
        ("75% of the patients improved.", "Of 200 patients, 150 improved."),
        ("It takes 2 and 1/2 hours.", "It takes 2.5 hours."),
        ("He was banned for two years and a third time.", "He was banned for two years and a third time."),
        ("The fee is 5 minus 3 euros.", "The fee is 5 minus 3 euros."),
        ("The record is 2:00:35.", "The record stands at 2 hours, 0 minutes and 35 seconds."),
        # multiples, powers, sizes
        ("The population doubled.", "The population grew from 2 million to 4 million."),
        ("The population doubled.", "The population has doubled."),
        ("It is 10x faster.", "It is 10 times faster."),
        ("It is ten times faster.", "It is 10x faster."),
        ("Sales doubled.", "Sales rose twofold."),
        ("Sales halved.", "Sales fell from 10 tonnes to 5 tonnes."),
        ("The screen has 1920x1080 pixels.", "The screen has 1920 × 1080 pixels."),
        ("The room is 10 x 20 m.", "The room is 10 x 20 m."),
        ("The mass is 1.5e6 kg.", "The mass is 1.5 × 10^6 kg."),
        ("The mass is 2e-3 kg.", "The mass is 2 g."),
        ("The second mill burnt.", "The mill burnt."),
        ("It rose by 2-fold.", "It rose twofold."),
        ("The screen has 1920 × 1080 pixels.", "The screen has 1920x1080 pixels."),
        ("It has 1.5 x 106 cells.", "It has 1.5 million cells."),
        ("They won the 4x100 m relay.", "They won the 4 x 100 metres relay."),
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
        # fractions, compounds, signs, and arithmetic that the source states
        ("It takes two hours.", "It takes two and a half hours.", "two hours"),
        ("It takes two and a half hours.", "It takes three and a half hours.", "two and a half hours"),
        ("The tank holds 500 ml.", "The tank holds half a gallon.", "500 ml"),
        ("Use 1.5 cups of flour.", "Use two and a half cups of flour.", "1.5"),
        ("It takes 2 hours 30 minutes.", "It takes 2 hours 45 minutes.", "2 hours 30 minutes"),
        ("It takes 30 minutes.", "It takes 2 hours 30 minutes.", "30 minutes"),
        ("It fell to 20 degrees Celsius below zero.", "It rose to 20 degrees Celsius above zero.", "20 degrees Celsius below zero"),
        ("Growth was minus 2.5%.", "Growth was 2.5%.", "minus 2.5%"),
        ("Revenue grew 20%.", "Revenue was $50 million in 2022, compared with $40 million in 2021.", "20%"),
        ("Revenue grew 33%.", "Revenue climbed to $15 million from $10 million.", "33%"),
        ("65% of the patients improved.", "150 of the 200 patients improved.", "65%"),
        ("75% of the patients improved.", "150 men and 200 women improved.", "75%"),
        ("The marathon was run in 2:05:10.", "The marathon was run in 2:15:10.", "2:05:10"),
        ("50% of the boats are red.", "It has 12 boats and 6 mills.", "50%"),
        # multiples, powers, sizes
        ("The population doubled.", "The population tripled.", "doubled"),
        ("The population doubled between 1990 and 2000.", "The population tripled between 1990 and 2000.", "doubled"),
        ("Output increased threefold.", "Output increased fourfold.", "threefold"),
        ("It is 10x faster than before.", "It is 100x faster than before.", "10x"),
        ("The mass is 1.5e6 kg.", "The mass is 1.5e9 kg.", "1.5e6 kg"),
        ("It has 1.5×10⁶ cells.", "It has 1.5×10⁷ cells.", "1.5×10⁶"),
    ],
)  # fmt: skip
def test_another_number_conflicts(claim: str, evidence: str, said: str) -> None:
    assert overruled(claim, evidence) == [said]
