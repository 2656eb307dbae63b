"""Ground: periods, exact decimals, Vietnamese text. Standard library only."""
