"""The parents' side: from a link, one question a screen, to a list that is in (TRUST § 4.1, UX P-R1–R7)."""
