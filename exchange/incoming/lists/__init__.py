"""Other people's lists: mappings that bring them into the workbook's form, and those that are proposed."""
