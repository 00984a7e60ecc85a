"""The papers: plain data in, PDF bytes out."""
