"""Texts made of everything that some Markdown dialect, terminal or reader gives a meaning to."""

from __future__ import annotations

from hypothesis import strategies as st

_ALONE = r"""
--- *** === +---+ -- ... ~~ ** __ ``` ~~~ ::: $$ <b> </b> <!-- --> <script> <http://a.b> &amp; &#64;
&copy &lt; [x](u) ![i](u) [x](javascript:alert) [a]: [^1] [^1]: ^[n] [!NOTE] *[H]: www.a.b
a.b https://a.b/c x@a.b mailto:x@a.b //a.b $x$ \(x\) \alpha @cite [@c] -@c ^s^ ~s~ ==m== {.c} {#i}
:smile: @me #12 it's 'q' "q" “ ” ‘ ’ – … a b i v x 9 é 字 😀 ا
"""

_BEFORE_A_SPACE = "# - + * > 1. 2) (3) a. b) (iv) (@) #. : ~ [x] -- ::: % Table: Mr. | |---|"

_BLANKS = ("  ", "    ", "\n\n", "\r\n", "\r", "  \n", "\\\n", "[ ] ", "- - -", "\u00a0", "\u3000")

_UNSEEN = ("\x00", "\x1b[31m", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\u200b", "\u200d")

MARKS = [
    *"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \n\t",
    *_ALONE.split(),
    *(f"{mark} " for mark in _BEFORE_A_SPACE.split()),
    *_BLANKS,
    *_UNSEEN,
    "\u0301" * 12,
]

texts = st.lists(st.sampled_from(MARKS) | st.characters(), min_size=1, max_size=12).map("".join)
"""Any text, most of them nasty."""
whole_texts = texts.map(lambda text: text.encode("utf-8", "ignore").decode("utf-8"))
"""Those that a plan can hold: without halves of characters."""
