"""The engine: how figures add up over units and over time, and how a target goes down. Pure: no database, no clock."""
