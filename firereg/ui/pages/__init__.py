"""The pages of the desk: what every page is made of, the first page, and a room for each part of the work."""
