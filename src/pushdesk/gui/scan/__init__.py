"""The scan panel and its sources: camera, USB scanner, picture, clipboard, typing."""
