"""Lists brought in, of households and of extinguishers."""
