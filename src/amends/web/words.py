"""The words that the page's own scripts say, and the sheet of keys; one place, so that both are translated."""

from __future__ import annotations

from django.utils.translation import gettext as _


def page_words() -> dict[str, str]:
    """Sentences for `desk.js` by name; {braces} are filled in by the script."""
    return {
        "saved": _("Saved {time}"),
        "unsaved": _("Not saved yet – will keep trying"),
        "offline": _("No connection. You can keep writing – your text is kept here."),
        "back": _("Back."),
        "changes_one": _("1 change – show"),
        "changes_many": _("{count} changes – show"),
        "new_one": _("1 new message"),
        "new_many": _("{count} new messages"),
        "goes_in": _("goes in {seconds} s"),
        "going": _("going now"),
        "now": _("now"),
        "in": _("in {span}"),
        "late": _("{span} late"),
        "ago": _("{span} ago"),
        "d_h": _("{d} d {h} h"),
        "d": _("{d} d"),
        "h_m": _("{h} h {m} min"),
        "h": _("{h} h"),
        "m": _("{m} min"),
        "go": _("Go to: {places}"),
        "results_none": _("Nothing found"),
        "results_one": _("1 result"),
        "results_many": _("{count} results"),
        "group_here": _("On this page"),
        "group_go": _("Go to"),
        "group_found": _("Cases and people"),
        "newer_draft": _("You have a newer draft from elsewhere ({time})."),
        "local_draft": _("Text that was not saved is kept on this computer."),
        "use_it": _("Use it"),
        "keep_this": _("Keep this one"),
        "note_now": _("This text is now a note."),
        "reply_now": _("This text is now a reply."),
        "fetching": _("Fetching…"),
        "not_fetched": _("This could not be brought up to date ({time})."),
    }


def key_sheet() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The keys of `ux.md` 1.8 by place, each with what it does; the same list stands at the help page."""
    return ((_("Everywhere"), _everywhere()), (_("Lists"), _lists()), (_("Case"), _case()), (_("Writing"), _writing()))


def _everywhere() -> tuple[tuple[str, str], ...]:
    return (
        ("?", _("Keyboard keys")),
        ("Mod K", _("Find or jump to")),
        ("/", _("Find")),
        ("c", _("New complaint")),
        ("g w", _("Go to My work")),
        ("g b", _("Go to the board")),
        ("g l", _("Go to Learning")),
        ("g h", _("Go to Hiring")),
        ("g s", _("Go to Settings")),
        ("g n", _("Go to Notices")),
        ("z", _("Undo the last thing")),
        ("w", _("Next region")),
        ("Shift w", _("Region before")),
        ("Esc", _("Close the topmost layer")),
    )


def _lists() -> tuple[tuple[str, str], ...]:
    return (
        ("j", _("Next row")),
        ("k", _("Row before")),
        ("Enter", _("Open")),
        ("x", _("Select")),
        ("Shift j", _("Select down")),
        ("Shift k", _("Select up")),
        ("v 1–9", _("Choose a view")),
        (".", _("Do the next thing")),
        ("Shift R", _("Show changes")),
    )


def _case() -> tuple[tuple[str, str], ...]:
    return (
        ("r", _("Reply")),
        ("n", _("Note for the team")),
        ("p", _("New promise")),
        ("o", _("Make an offer")),
        ("m", _("Choose a remedy")),
        ("q", _("Ask the supplier")),
        ("t", _("Call mode")),
        ("h", _("Get help")),
        ("a", _("Assign")),
        ("s", _("Snooze")),
        ("l", _("Root cause")),
        ("y", _("They said yes")),
        ("1…9 0", _("Open a step")),
        ("u", _("Back to the list")),
    )


def _writing() -> tuple[tuple[str, str], ...]:
    return (
        ("Mod Enter", _("Send, or add the note")),
        ("Mod Shift Enter", _("Send and go to the next case")),
    )
