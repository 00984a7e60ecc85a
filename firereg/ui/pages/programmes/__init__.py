"""The programmes of the ward: their groups, reports received, duty."""
