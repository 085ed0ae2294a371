"""What of a text is newly written, and what may be folded away?

A fold hides rows behind one click and deletes nothing. Words: attribution (what a program writes above a quote), copy
(a mail repeated without quote marks), head (the From, Date, To and Subject rows of a copy), mark (what a row is).

A quote is folded when a program marked it: a quote mark, an attribution as programs write it, a copied head, a rule
with "Original Message" in it, the markup of its HTML. A signature is folded when it stands under a program's rule, or
is a row that programs add. In doubt nothing is folded; when only folds would be left, there are none.

`rows` knows the text, `attribution`, `copies`, `quotes` and `signatures` each find one kind, `phrases` compiles what
`languages` says, `letter` holds what the headers tell, `markup` reads the marks of HTML. Who may come in: `mail.parse`.
"""

from .fold import fold
from .letter import Fold, Letter

__all__ = ["Fold", "Letter", "fold"]
