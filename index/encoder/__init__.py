"""The bilingual encoder that is shipped with the index."""
