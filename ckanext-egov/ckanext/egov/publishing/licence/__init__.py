"""Licences of datasets: the list, plain-language summaries, and the rule of openness."""
