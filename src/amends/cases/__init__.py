"""The case, its issues, its owner, its timeline, its closures and its standing."""
