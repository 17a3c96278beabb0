"""First words, the problem, feelings, restatements and the customer's confirmation."""
