"""What a source takes out in words that are no negation: excludes, prohibited from, dropped support."""

# ruff: noqa: E501 (one case a line, so that claim and evidence stand side by side)

from __future__ import annotations

import pytest

from attrib.attribution.details import compare

ANDROID = "Removed: support for Android 8"


@pytest.mark.parametrize(
    ("claim", "evidence", "kind", "said", "source"),
    [
        # cues
        ("Employees may smoke in the lobby.", "Employees are prohibited from smoking in the lobby.", "negation", "smoke", "prohibited from smoking"),
        ("Employees are prohibited from smoking in the lobby.", "Employees may smoke in the lobby.", "negation", "prohibited from smoking", "smoke"),
        ("Members can vote by mail.", "Members are barred from voting by mail.", "negation", "vote", "barred from voting"),
        ("Visitors may take photos.", "Visitors are forbidden to take photos.", "negation", "take", "forbidden to take"),
        ("The app supports Android 8.", ANDROID, "negation", "supports", "Removed: support"),
        ("The app supports Android 8.", "The app dropped support for Android 8.", "negation", "supports", "dropped support"),
        ("The warranty covers water damage.", "The warranty covers all damage except water damage.", "negation", "water", "except water"),
        ("The warranty covers water damage.", "The warranty covers all damage, excluding water damage.", "negation", "water", "excluding water"),
        # opposites
        ("The warranty covers water damage.", "The warranty excludes water damage.", "direction", "covers", "excludes"),
        ("The plan excludes dental care.", "The plan covers dental care.", "direction", "excludes", "covers"),
        ("Sugar is present in the drink.", "Sugar is absent from the drink.", "direction", "present", "absent"),
        ("The museum is open on Sundays.", "The museum is open from Tuesday to Saturday and closed on Sundays.", "direction", "open", "closed"),
        ("Sales rose in March.", "Sales rose in April and fell in March.", "direction", "rose", "fell"),
        # how many
        ("Either parent can sign.", "Both parents must sign.", "quantifier", "Either parent", "Both parents"),
        ("Both parents must sign.", "Either parent can sign.", "quantifier", "Both parents", "Either parent"),
        ("Sales doubled.", "Sales tripled from 10 to 30.", "number", "doubled", "tripled"),
    ],
)  # fmt: skip
def test_what_is_excluded_is_not_so(
    claim: str, evidence: str, kind: str, said: str, source: str
) -> None:
    (conflict,) = compare(claim, evidence)
    assert (conflict.kind, conflict.claim_value, conflict.source_value) == (kind, said, source)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Employees may not smoke in the lobby.", "Employees are prohibited from smoking in the lobby."),
        ("Employees are prohibited from smoking in the lobby.", "Employees may not smoke in the lobby."),
        ("Smoking in the lobby is prohibited.", "Employees are prohibited from smoking in the lobby."),
        ("Employees may smoke outside.", "Employees are prohibited from smoking in the lobby."),
        ("Members may vote by mail.", "Members are not barred from voting by mail."),
        ("The app no longer supports Android 8.", ANDROID),
        ("The app stopped supporting Android 8.", ANDROID),
        ("Support for Android 8 was dropped.", "The app dropped support for Android 8."),
        ("The warranty does not cover water damage.", "The warranty excludes water damage."),
        ("Water damage is not covered by the warranty.", "The warranty excludes water damage."),
        ("Water damage is excluded from the warranty.", "The warranty covers all damage except water damage."),
        ("The warranty covers fire damage.", "The warranty covers all damage except water damage."),
        ("All members except the mayor voted.", "The mayor did not vote."),
        ("The owner may enter.", "Nobody except the owner may enter."),
        ("The owner may enter.", "No one may enter, excluding the owner."),
        ("The museum is open every day except Sundays.", "The museum is closed on Sundays."),
        ("The museum is closed on Sundays.", "The museum is open from Tuesday to Saturday and closed on Sundays."),
        ("The zoo is closed on Mondays.", "The zoo is open every day except Mondays."),
        ("Everyone but Berg signed.", "Everyone except Berg signed."),
        ("The shop is open on Mondays.", "The shop is open on Mondays and closed on Sundays."),
        ("Sales rose in March.", "Sales fell in February and rose in March."),
        ("The plan covers care abroad.", "The plan excludes dental care and covers care abroad."),
        ("Either parent can sign.", "Either parent may sign."),
        ("Either parent can sign.", "One parent can sign."),
        ("Both parents must sign.", "All parents must sign."),
        ("Sales doubled.", "Sales tripled in Norland and doubled in Sandland."),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_no_conflict(claim: str, evidence: str) -> None:
    assert [c for c in compare(claim, evidence) if c.source_value] == []
