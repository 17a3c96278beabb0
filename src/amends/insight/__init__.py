"""What the rows tell: metrics, reports, signals."""
