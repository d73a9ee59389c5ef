"""Files that hold tables: workbooks (.xlsx, .ods) and folders of CSV, read and written."""
