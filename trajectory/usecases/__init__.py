"""The verbs that both fronts share: no printing, no Textual."""
