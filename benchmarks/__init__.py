"""One module for each budget of the program; `python -m benchmarks.<name> --help` says how."""
