"""What a process does with the memory that it frees."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

ROUNDS = """
import resource
from attrib.encoding.memory import keep_freed
keep_freed()
faults = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_minflt
def use():
    blocks = [b"x" * (20 << 20) for _ in range(5)]
use()
before = faults()
for _ in range(4):
    use()
print(faults() - before)
"""
OF_A_ROUND = 5 * (20 << 20) // 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="a setting of glibc")
@pytest.mark.parametrize(
    ("environment", "again"), [({}, False), ({"MALLOC_TRIM_THRESHOLD_": "131072"}, True)]
)
def test_what_is_freed_is_used_again_unless_the_environment_says_otherwise(environment, again):
    own = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    ran = subprocess.run(
        [sys.executable, "-c", ROUNDS],
        env={**own, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (int(ran.stdout) > 2 * OF_A_ROUND) == again
