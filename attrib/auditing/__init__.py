"""The citation audit of answers that others wrote."""

from attrib.auditing.metrics import gate_failures
from attrib.auditing.run import AuditRun, audit

__all__ = ["AuditRun", "audit", "gate_failures"]
