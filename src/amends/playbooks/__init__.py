"""Stored versions of playbooks; the shipped files stand in shipped/."""
