"""What falls due: inspections, faults, walks, reminders."""
