"""Who is in a family: adding, correcting, and marking that somebody left."""
