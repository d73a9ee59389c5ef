"""Partners’ lists: mappings that turn them into the form of the workbook, and proposals for such mappings."""
