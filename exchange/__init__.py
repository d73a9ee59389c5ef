"""What enters and leaves as files people keep: workbooks and exports, and the imports that can be taken back."""
