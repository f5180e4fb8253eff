"""What a learner takes home: pictures, tables, the trace, a report, and the lines of Python."""
