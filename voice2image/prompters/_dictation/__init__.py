"""Dictation as a shot list, by rules: what the prompter ``shots`` does.

Words become sentences (:mod:`.units`, :mod:`.hesitation`, :mod:`.sound_alikes`,
:mod:`.punctuate`, :mod:`.run_on`). Each is read from left to right
(:mod:`.listen`, :mod:`.reading`): clauses that aren't for the picture first (:mod:`.clauses`, :mod:`.asides`,
:mod:`.describe`, :mod:`.orders`), then directions (:mod:`.meant` tells which phrases are some, :mod:`.anew` which begin
a shot, :mod:`.directions` carries them out); the rest is what is to be seen. A shot is a :mod:`.draft` on the
:mod:`.board` until :mod:`.writing` makes a prompt of it. The phrases are in ``vocabulary.toml``, lists of words in
``lexicon.toml``.
"""
