"""The access log. Import `record`, `About` and `Event` from `koers.audit.trail` and `koers.audit.events`."""
