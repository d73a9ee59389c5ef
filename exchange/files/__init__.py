"""Reads and writes files of tables: workbooks (.xlsx, .ods) and folders of CSV."""
