"""The fraud desk: who floods a petition, what officials do about it, and what everybody sees of it.

A suspicious signature is accepted like any other: the same pages, the same letter, the same
receipt, its leaf in the public record and its place in the public count, so that whoever sent it
learns nothing, and so that the count on the page is always the one the record gives. What is
different is kept here: a *hold* on the act, which only officials see. What is held counts for no
threshold until it is released. An official who takes held signatures out adds a leaf for each, with
a public reason; nothing leaves the count in silence. What nobody decides lapses in favour of who
signed.
"""
