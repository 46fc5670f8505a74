"""The citation audit of answers that others wrote, and what changed between two of them."""

from attrib.auditing.comparison import compare_audits
from attrib.auditing.differences import AuditDiff, worse_failures
from attrib.auditing.metrics import gate_failures
from attrib.auditing.run import AuditRun, audit
from attrib.auditing.saved import read_unfinished

__all__ = [
    "AuditDiff", "AuditRun", "audit", "compare_audits", "gate_failures", "read_unfinished",
    "worse_failures",
]  # fmt: skip
