"""Pages of imports: files on their way in, the history, columns of other systems, workbooks."""
