"""Loaded by pytest before Django reads its settings (`-p tests.environment`): a server apart, tuned to forget; a day.

Without DATABASE_URL the tests run on an embedded PostgreSQL of their own, kept under the home folder.
"""

import os
from pathlib import Path

if not os.environ.get("DATABASE_URL"):
    here = Path(os.environ.get("NHIPCAU_HOME") or Path(__file__).parents[1] / "var")
    os.environ["NHIPCAU_HOME"] = str(here if here.name == "test" else here / "test")
    os.environ["NHIPCAU_THROWAWAY_DATABASE"] = "1"
os.environ["NHIPCAU_TODAY"] = "2024-11-22"
# What commands say is looked at in Vietnamese, whatever this terminal speaks.
os.environ.pop("NHIPCAU_LANGUAGE", None)
os.environ["LANG"] = "C.UTF-8"
# A document is read as long as it takes: a machine busy with the rest of the run is no defect of the paper.
os.environ["NHIPCAU_READING_SECONDS"] = os.environ["NHIPCAU_READING_LONG_SECONDS"] = "3600"
