"""Members of staff and their posts, for the list."""

from django.db.models import DecimalField, OuterRef, Prefetch, QuerySet, Subquery, Sum

from gaisma.base.permissions import Reader
from gaisma.record.people import selectors
from gaisma.record.people.lists import in_order
from gaisma.record.people.models import Employment, Person


def employed(reader: Reader, *, institution: str = "", role: str = "") -> QuerySet[Person]:
    """Who holds a post that the reader sees, now or soon; `load` is the sum of those posts.

    The posts come with each person, in `posts`.
    """
    seen = Employment.objects.visible_to(reader).not_over(selectors.today())
    asked = {"institution": institution, "role": role}
    posts = seen.filter(**{name: value for name, value in asked.items() if value})
    own = seen.filter(person=OuterRef("pk"))
    load = own.order_by().values("person").annotate(sum_of_loads=Sum("load"))
    people = Person.objects.tied_by(posts)
    return in_order(
        people.annotate(
            load=Subquery(
                load.values("sum_of_loads"),
                output_field=DecimalField(max_digits=8, decimal_places=3),
            )
        ).prefetch_related(
            Prefetch(
                "employments",
                queryset=seen.select_related("institution").order_by("-load", "pk"),
                to_attr="posts",
            )
        )
    )
