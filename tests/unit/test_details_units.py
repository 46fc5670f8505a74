"""Units, durations and doses that differ in words and say the same, and those that do not."""

from __future__ import annotations

import pytest

from attrib.attribution.details import compare


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The cache is 0.5 GiB.", "The cache is 512 MiB."),
        ("The cache is 512 MB.", "The cache is 512 MiB."),
        ("The limit is 1024 MB.", "The limit is 1 GB."),
        ("The limit is 1000 MB.", "The limit is 1 GB."),
        ("The buffer is 65,536 bytes.", "The buffer is 64 KB."),
        ("The buffer is 64,000 bytes.", "The buffer is 64 kilobytes."),
        ("The cell holds 5 Ah.", "The cell holds 5,000 mAh."),
        ("The cell holds 5,000 milliamp-hours.", "The cell holds 5 Ah."),
        ("The part has 4,700 ohms.", "The part has 4.7 kΩ."),
        ("The part has 4.7 k\u2126.", "The part has 4.7 kΩ."),
        ("Tighten the bolt to 18.4 lb-ft.", "Tighten the bolt to 25 Nm."),
        ("Tighten the bolt to 25 newton metres.", "Tighten the bolt to 25 N·m."),
        ("The trip takes 105 minutes.", "The trip takes an hour and 45 minutes."),
        ("The trip takes 1 h 45 min.", "The trip takes an hour and forty-five minutes."),
        ("The course lasts two weeks.", "The course lasts a fortnight."),
        ("Die Fahrt dauert 90 Minuten.", "Die Fahrt dauert anderthalb Stunden."),
        ("Die Fahrt dauert 2,5 Stunden.", "Die Fahrt dauert zweieinhalb Stunden."),
        ("Der Kurs dauert sechs Monate.", "Der Kurs dauert ein halbes Jahr."),
        # doses
        ("They took 1000 mg daily.", "They took 500 mg twice daily."),
        ("They took 1 g of the drug per day.", "They took 500 mg of the drug twice a day."),
        ("The daily dose was 1.5 g.", "They took a dose of 500 mg every 8 hours."),
        ("They took 500 mg of it.", "They took 500 mg of it twice daily."),
        ("They took 500 mg two times a day.", "They took 500 mg twice daily."),
    ],
)
def test_the_same_amount_agrees(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("The cache is 512 GB.", "The cache is 512 MiB.", "512 GB"),
        ("The cache is 256 MiB.", "The cache is 512 MiB.", "256 MiB"),
        ("Storage costs $5 per GB.", "Storage costs $5 per TB.", "$5"),
        ("The cell holds 500 mAh.", "The cell holds 5 Ah.", "500 mAh"),
        ("The part has 4.7 Ω.", "The part has 4.7 kΩ.", "4.7 Ω"),
        ("Tighten the bolt to 25 lb-ft.", "Tighten the bolt to 25 Nm.", "25 lb-ft"),
        ("The trip takes 45 minutes.", "The trip takes an hour and 45 minutes.", "45 minutes"),
        ("Die Fahrt dauert 60 Minuten.", "Die Fahrt dauert anderthalb Stunden.", "60 Minuten"),
        ("They took 500 mg once daily.", "They took 500 mg twice daily.", "500 mg"),
        ("They took 500 mg three times a day.", "They took 500 mg twice daily.", "500 mg"),
        ("They took 1000 mg twice daily.", "They took 500 mg twice daily.", "1000 mg"),
    ],
)
def test_another_amount_does_not(claim: str, evidence: str, said: str) -> None:
    assert said in [c.claim_value for c in compare(claim, evidence)]
