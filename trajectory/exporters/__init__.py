"""Documents from a plan: a value in, text out."""
