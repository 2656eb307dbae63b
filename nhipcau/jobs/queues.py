"""The queues of background work. Each has workers of its own, so that long work keeps nothing else waiting."""

EVERYDAY = "default"  # short: what each minute and each night need
SCANS = "scans"  # long: reading one file may take a quarter of an hour

QUEUES = (EVERYDAY, SCANS)
