"""Questions in, answers with citations out."""
