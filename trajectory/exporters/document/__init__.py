"""The plan as a document, whatever its format: what stands in it, and in which words."""
