from gaisma.base.registry import gathered


def test_thresholds_declared_have_words_and_a_default_within_their_limits() -> None:
    declared = list(gathered("THRESHOLDS"))

    assert declared
    assert all(one.title and one.unit for one in declared)
    assert all(one.default in one.is_of for one in declared)
