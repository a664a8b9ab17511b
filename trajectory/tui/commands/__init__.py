"""Every command of the app, declared once: a module for each place of the app."""
