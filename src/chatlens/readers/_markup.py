"""HTML of a post -> its text, as a browser shows it."""

from __future__ import annotations

import html
import re

_PARAGRAPH = re.compile(r"(?i)\s*+</(?:p|div|blockquote|ul|ol|pre|h[1-6])>\s*+(?=<|\S)")
_BREAK = re.compile(r"(?i)\s*+<br\s*+/?>[^\S\r\n]*+\n?|</li>")
_TAG = re.compile(r"<(?:/|!--)?[A-Za-z][^<>]*+>|<!--[^<>]*+-->")
_ENDLESS = re.compile(r"&#[0-9]{100,}+;?")  # Python reads no number of some thousand digits; there is no such letter
_MANY_ENDS = re.compile(r"\n{3,}")


def text_of(fragment: str) -> str:
    """The text of a piece of HTML: line breaks and paragraphs kept, tags taken off, entities resolved.

    >>> text_of('<p>A1: tea &amp; cake<br>2. <a href="https://x.example/t"><span>#</span>tags</a></p><p>Bye</p>')
    'A1: tea & cake\\n2. #tags\\n\\nBye'
    """
    text = _BREAK.sub("\n", fragment)
    text = _PARAGRAPH.sub("\n\n", text)
    return _MANY_ENDS.sub("\n\n", resolved(_TAG.sub("", text)).replace("\r\n", "\n")).strip()


def resolved(text: str) -> str:
    """The text with the letters that its entities name.

    >>> resolved("tea &amp; caf&eacute; &#127861; &#" + "9" * 5000 + ";")
    'tea & café 🍵 \ufffd'
    """
    return html.unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def unescape(text: str) -> str:
    """The three signs that Twitter's interfaces write as entities, as they were typed.

    >>> unescape("tea &amp; cake &lt;3 &eacute;")
    'tea & cake <3 &eacute;'
    """
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
