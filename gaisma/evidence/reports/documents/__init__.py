"""The documents of a report: one HTML, drawn as a web page, a word processor's file, and pages."""
