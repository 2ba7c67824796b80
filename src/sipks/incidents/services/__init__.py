"""Writes of the incidents room: signals, their grouping, and the decisions of the desk."""
