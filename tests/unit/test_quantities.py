"""When one quantity says what another says."""

from __future__ import annotations

import pytest

from attrib.attribution.details.quantities import Quantity, relate_quantities


@pytest.mark.parametrize(
    ("claim", "source", "relation"),
    [
        (Quantity(3.5e6, 3.5e6, "", 1e5), Quantity(3482110, 3482110, "", 1), "same"),
        (Quantity(3482110, 3482110, "", 1), Quantity(3.5e6, 3.5e6, "", 1e5), "finer"),
        (Quantity(3e6, 3e6, "", 1e6), Quantity(2.6e6, 2.6e6, "", 1e5), "differs"),
        (Quantity(400, 400, "", 1, "about"), Quantity(398, 398, "", 1), "same"),
        (Quantity(398, 398, "", 1, "about"), Quantity(400, 400, "", 1), "differs"),
        (Quantity(400, 400, "", 1, "min"), Quantity(398, 398, "", 1), "differs"),
        (Quantity(400, 400, "", 1, "max"), Quantity(398, 398, "", 1), "same"),
        (Quantity(400, 400, "", 1, "max"), Quantity(400, 400, "", 1, "min"), "differs"),
        (Quantity(10, 12, "", 1), Quantity(11, 11, "", 1), "same"),
        (Quantity(10, 12, "", 1), Quantity(13, 13, "", 1), "differs"),
    ],
)  # fmt: skip
def test_quantities_relate_by_precision_and_bound(
    claim: Quantity, source: Quantity, relation: str
) -> None:
    assert relate_quantities(claim, source) == relation
