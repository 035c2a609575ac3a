from __future__ import annotations

import numpy as np
import pytest

from app.engine.words import Words

TEXTS = ("a", "", "b", "a", "", "a")


def test_words_are_the_sequence_that_they_were_made_of() -> None:
    words = Words.of(TEXTS)
    assert (words.table, words.place.tolist()) == (("a", "", "b"), [0, 1, 2, 0, 1, 0])
    assert tuple(words) == TEXTS
    assert [words[node] for node in range(len(words))] == [*TEXTS]
    assert ([*words[1:3]], words[-1], len(words), "b" in words, "c" in words) == (["", "b"], "a", 6, True, False)
    assert Words.of(words) is words


def test_words_are_found_and_counted_as_in_a_tuple() -> None:
    words = Words.of(TEXTS)
    for text in ("a", "", "b"):
        assert (words.index(text), words.count(text)) == (TEXTS.index(text), TEXTS.count(text))
    assert words.index("a", 1, 5) == 3
    assert words.count("c") == 0
    with pytest.raises(ValueError, match="'c'"):
        words.index("c")


def test_words_are_equal_to_the_same_texts_however_they_are_kept() -> None:
    words, other = Words.of(TEXTS), Words(("b", "a", ""), np.array([1, 2, 0, 1, 2, 1], np.int32))
    assert words == other == TEXTS == words == [*TEXTS]
    assert words != Words.of(TEXTS[:5])
    assert words != TEXTS[::-1]
    assert words != 6


def test_columns_that_share_a_table_have_each_text_once_and_begin_with_none() -> None:
    some, others = Words.sharing(("b", "a"), Words.of(("a", "", "c")))
    assert some.table == ("", "b", "a", "c")
    assert some.table is others.table
    assert [[*some], [*others]] == [["b", "a"], ["a", "", "c"]]
    assert Words.sharing(some, others) == (some, others)
    assert all(one is same for one, same in zip(Words.sharing(some, others), (some, others), strict=True))
