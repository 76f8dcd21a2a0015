"""From new entries to articles: pages fetched with manners, their text taken out safely."""
