"""Progress points that a report's data suggests."""

from itertools import islice

from grantreports.desk.suggestions import earlier, indicators, others, people, places
from grantreports.desk.suggestions.facts import Facts, Suggestion
from grantreports.reports.compose import Composition

# The best first.
KINDS = (
    indicators.this_time,
    indicators.since_the_baseline,
    people.headline,
    places.first_provinces,
    indicators.since_the_period_before,
    earlier.shifts,
    places.settings,
    people.different_people,
    people.groups,
    people.split_groups,
    people.adults,
    places.provinces,
    earlier.people_before,
    others.targets_reached,
    others.targets_behind,
    others.new_co_hosts,
    earlier.year_before,
    places.new_setting,
    people.first_groups,
    places.largest,
    earlier.programs_before,
    earlier.provinces_before,
    people.estimates,
)
MOST, MOST_OF_A_KIND = 12, 3


def suggestions_for(composition: Composition) -> list[Suggestion]:
    """The best of what the data carries and no point says yet; a constant number of queries."""
    facts = Facts(composition)
    found = (each for kind in KINDS for each in islice(kind(facts), MOST_OF_A_KIND))
    return [each for each in found if facts.may_say(each.text)][:MOST]
