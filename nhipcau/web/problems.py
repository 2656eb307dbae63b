"""What a service says when it refuses: one sentence in the person's language that says what to do."""


class Problem(ValueError):
    """`str()` is a translated sentence for the person. The view shows it beside the form with status 422."""

    status = 422

    @property
    def sentence(self) -> str:
        return str(self)


class Conflict(Problem):
    """Someone else was quicker, or the page was out of date. Shown with status 409."""

    status = 409
