"""What was done: the append-only record of reads and writes."""
