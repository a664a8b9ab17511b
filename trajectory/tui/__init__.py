"""The app on the screen. It reaches storage only through `usecases`."""
