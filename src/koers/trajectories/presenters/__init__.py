"""One frozen dataclass a page: everything the template shows, already in words."""
