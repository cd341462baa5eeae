"""Children of compulsory age who live in the city and learn at no institution known here."""
