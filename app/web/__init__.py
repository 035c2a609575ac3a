"""Web room: HTTP and nothing else. Routes are thin; errors.py alone picks a status, security.py lets a request in."""
