"""What may be attached, and how large."""

PICTURE, PDF = ("image/jpeg", "application/pdf")
TYPES = {PICTURE: ".jpg", PDF: ".pdf"}
"""Media types that are kept, with the ends of their names. Every picture is kept as JPEG."""

MEGABYTE = 1024 * 1024
LARGEST = {PICTURE: 15 * MEGABYTE, PDF: 20 * MEGABYTE}
"""Bytes of what is sent."""

LARGEST_PICTURE = 50_000_000
"""Points of a picture: more than the camera of a phone takes, less than what fills a memory."""
LONG_SIDE = 1600
"""Points of the longer side of a picture as it is kept."""
