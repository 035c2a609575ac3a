"""Recent keeps what was used last."""

from app.sessions.cache import Recent


def test_what_was_used_last_stays() -> None:
    recent: Recent[str, int] = Recent(capacity=2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert [recent.get(key) for key in "abc"] == [1, None, 3]


def test_heavy_values_push_out_more() -> None:
    recent: Recent[str, int] = Recent(capacity=10)
    for key in "abc":
        recent.put(key, 0, weight=3)
    recent.put("d", 0, weight=7)
    assert [recent.get(key) for key in "abcd"] == [None, None, 0, 0]


def test_a_value_put_again_weighs_once() -> None:
    recent: Recent[str, int] = Recent(capacity=4)
    recent.put("a", 1)
    for number in range(10):
        recent.put("b", number, weight=3)
    assert (recent.get("a"), recent.get("b"), len(recent)) == (1, 9, 2)


def test_the_newest_is_kept_whatever_it_weighs() -> None:
    recent: Recent[str, int] = Recent(capacity=4)
    recent.put("a", 1)
    recent.put("b", 2, weight=100)
    assert (recent.get("a"), recent.get("b")) == (None, 2)


def test_an_emptied_cache_is_empty_and_can_be_used_again() -> None:
    recent: Recent[str, int] = Recent(capacity=2)
    recent.put("a", 1, weight=2)
    recent.clear()
    recent.put("b", 2)
    recent.put("c", 3)
    assert [recent.get(key) for key in "abc"] == [None, 2, 3]
