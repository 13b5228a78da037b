"""Storage and retrieval: articles in, ranked passages out."""
