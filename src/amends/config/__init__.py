"""How the parts are wired together: settings, addresses, the web entry."""
