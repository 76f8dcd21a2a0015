"""From new entries to articles: polite fetching of pages and safe extraction of their text."""
