"""Files as lines of our workbook, and the claims that their cells state."""
