"""Nhịp Cầu: one number from the sentence that ordered it to the evidence that met it."""
