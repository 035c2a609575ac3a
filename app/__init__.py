"""Backlight: a backpropagation visualizer."""
