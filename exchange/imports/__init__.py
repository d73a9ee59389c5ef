"""What an import changes, written all or nothing, listed, taken back; and persons forgotten."""
