enum DoorsPlaceholder {}
