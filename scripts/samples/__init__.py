"""The text and numbers of the binary sample documents, one module a document."""
