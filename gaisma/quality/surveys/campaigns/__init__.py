"""What a survey asks, of whom, where and when; who is counted, and who took part."""
