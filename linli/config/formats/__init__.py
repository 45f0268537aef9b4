"""Number and date formats where Django's own do not fit."""
