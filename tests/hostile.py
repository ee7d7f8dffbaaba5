"""Tweets that would like to be more than text."""

from __future__ import annotations

import csv
import io

TWEETS = (
    "<script>window.hacked = 1; alert(1)</script> is how I water my beds",
    'Look at my shed <img src=x onerror="window.hacked = 1"> and its roof',
    "&lt;script&gt;window.hacked = 1&lt;/script&gt; and &amp;lt;b&amp;gt; grow well in shade",
    "[Click for free compost](javascript:window.hacked=1) or ![see](https://evil.example/pixel.png)",
    '![](https://evil.example/a_(b).png "t") wow!https://evil.example/a_(b)_c?x=1&copy=2&amp;y=3 fed all our beans',
    "# Everything about worms\n## Nothing else\nSetext\n======\nand so on\n---\nmore of it",
    "1. water\n2) wait\n- weed\n+ feed\n* eat\n10. repeat all of this again",
    "> quoting myself\n>> twice\n\n\n\n    code of the garden\n\n```sh\nrm -rf /\n```",
    "bed | crop\n--- | ---\nnorth | ~~peas~~ beans\n: and a definition of it",
    "[beds]: https://evil.example 'title'\n[^1]: a footnote [^1] about [beds] and [ ] tasks",
    "*stars* **more stars** _lines_ __more__ `ticks` ``two`` \\*back\\* \\ and a snake_case_word",
    "<!-- hidden --> <![CDATA[x]]> <?php x ?> <!DOCTYPE html> </blockquote></body></html> grows on",
    "<https://evil.example/auto> <jo@evil.example> &#60;b&#62; &#x3c;i&#x3e; &nbsp;&copy; leaves on our bed",
    "\u202eesrever ni detnalp\u2066 and never closed, the beans ran up the wall",
    "Ring the bell\x07 \x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link \x9b2J and dig the soil",
    "lone \udcff surrogate, \ufffe no character, \U0001fffe none, \x85 next \u2028 line \u2029 end of bed",
    "https://evil.example/\"onmouseover=\"window.hacked=1 and ' onfocus='window.hacked=1' in the hedge",
    "javascript:window.hacked=1 data:text/html,<script>window.hacked=1</script> vbscript:x fed the compost",
    '=HYPERLINK("https://evil.example";"seeds") +1 -1 @SUM(1) are all that grew there this year',
    "</style><style>*{background:url(https://evil.example/x)}</style> {{ 7*7 }} {% raw %} ${7*7} worms",
    "style=\"position:fixed\" <div style='position:fixed'> <iframe src=https://evil.example> <svg onload=x> sow",
    "https://evil.example/cut… and https://evil.example/a*b_c_~d~|e and www.evil.example/_x_ in the wild bed",
    "Compost is $4 or $5 a bag, $x^2$ and $$y_1$$ and `$z$` and \\$w\\$ are what the beans cost",
    "a trailing sign ##\nplant # \n#\nthen water it every single day \\",
)
"""Each of them says more than six words, so that it may be chosen as an answer."""


def transcript(tweets: tuple[str, ...] = TWEETS) -> str:
    """A CSV in which they answer one question, each by somebody else, at an address."""
    rows = [("id", "created_at", "from_user", "text", "tweet_url"), _row(0, "mira_k", "Q1: What <b>grows</b> *here*?")]
    rows += [_row(k, f"grower_{k}", f"A1: {text} #gardenchat") for k, text in enumerate(tweets, 1)]
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _row(number: int, author: str, text: str) -> tuple[str, str, str, str, str]:
    moment = f"2021-03-23T20:{number:02}:00Z"
    return (str(7000 + number), moment, author, text, f"https://twitter.com/{author}/status/{7000 + number}")
