"""Goals in the family's own words and how near each person finds them (T10)."""
