"""Numbers, dates, school years and nouns as Latvian, English and Russian write them."""
