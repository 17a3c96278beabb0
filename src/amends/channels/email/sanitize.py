"""HTML of strangers made safe to show: an allow-list, no scripts, no styles, no forms, no picture that phones home (ux
C40)."""

import re
from typing import NamedTuple

import nh3

LINK_REL = "noopener noreferrer nofollow"

_TAGS = """
a abbr address article b big blockquote br caption center code col colgroup dd del details dfn div dl dt em figcaption
figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q s samp section small span strike
strong sub summary sup table tbody td tfoot th thead tr tt u ul var
"""
_ATTRIBUTES = {
    "*": {"align", "dir", "lang", "title", "valign"},
    "a": {"href"},
    "blockquote": {"type"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "font": {"color", "face", "size"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing", "width"},
    "td": {"bgcolor", "colspan", "height", "rowspan", "width"},
    "th": {"bgcolor", "colspan", "height", "rowspan", "scope", "width"},
    "tr": {"bgcolor"},
}
_DROPPED_WITH_CONTENT = frozenset(
    {"applet", "embed", "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"}
)
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid", "data"})

_LINK = re.compile(r"\s*(?:https?|mailto|tel):", re.IGNORECASE)
_REFERENCE = re.compile(r"\s*cid:", re.IGNORECASE)
_DRAWN_IN = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
# The filter can change a value but not rename an attribute; quotes inside values are escaped by nh3, so this cannot be
# forged there.
_HELD_BACK = "amends-held-back:"


class Sanitised(NamedTuple):
    """Safe HTML and how many remote pictures wait in it for *Show pictures*."""

    html: str
    blocked: int


def sanitise(html: str) -> Sanitised:
    """Safe HTML: remote pictures keep their address in `data-src`, `cid:` references stay, links tell nobody where they
    came from."""
    safe = nh3.clean(
        html,
        tags=set(_TAGS.split()),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_kept_value,
        strip_comments=True,
        link_rel=LINK_REL,
        url_schemes=set(_SCHEMES),
    )
    pieces = safe.split(f' src="{_HELD_BACK}')
    return Sanitised(' data-src="'.join(pieces), len(pieces) - 1)


def with_pictures(html: str) -> str:
    """Sanitised HTML whose remote pictures load, for somebody who pressed *Show pictures*."""
    return html.replace(' data-src="', ' referrerpolicy="no-referrer" src="')


def without_tags(html: str) -> str:
    """The bare words of HTML, still escaped, for text that no layout engine could read."""
    return nh3.clean(html, tags=set(), clean_content_tags=set(_DROPPED_WITH_CONTENT), strip_comments=True)


def _kept_value(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if _LINK.match(value) else None
    if attribute == "src":
        return _picture_source(value) if tag == "img" else None
    return value


def _picture_source(value: str) -> str | None:
    if _REFERENCE.match(value) or _DRAWN_IN.match(value):
        return value
    return _HELD_BACK + value.strip() if _REMOTE.match(value) else None
