"""The trained support model: one reading of (claim, passage), three answers."""
