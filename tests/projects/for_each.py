"""One test for all countries: a test for each would take longer to begin than to run."""


def for_each(cases):
    """The check runs with each case; on a failure pytest shows which one was the last."""

    def decorate(check):
        def test_all():
            for case in cases:
                print(case)
                check(*case if isinstance(case, tuple) else (case,))

        test_all.__name__ = check.__name__
        test_all.__doc__ = check.__doc__
        return test_all

    return decorate
