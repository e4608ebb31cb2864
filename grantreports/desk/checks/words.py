"""Words with a capital letter that are nobody's name."""

from calendar import day_name, month_name
from collections.abc import Iterable
from functools import cache

from grantreports.desk.checks.spelling import fold
from outreach.models import Setting
from projects.places import country_name, language_choices, spellings

# They begin sentences, or stand in titles and names of organisations.
COMMON = """
a about above across africa african after again against ajarn all almost along already also
although always america american among an and another any are around as asia asian asked
association at australian away back be because become been before began behind being below beside
besides best better between beyond both boys bright british brothers buddhist but by came can
child children christian christmas class classes come communities community could council day
days did director do does doing done down dr during each early easter education eight eighteen
eighty either eleven english enough europe european even evening events every everybody everyone
everything facebook families family far father few fewer fifteen fifty film finally first five
for forty four fourteen free from full further games girls give given go god good google got
great group groups had half has have having head health held help her here hers high him his how
however hundred i if in information instagram instead international internet into is it its just
keep khun kids king known kru last later law least less let life like line little local long look
madam made mainly make many may maybe me meanwhile men might minister ministry miss mister month
months more morning most mother mr mrs ms much muslim must my near nearby nearly never new next
nine nineteen ninety no nobody none nor north northern not nothing now of off officer officers
often old on once one only open or other others our out outreach over own parents partly partner
partners pastor people perhaps person police poor posters principal probably program programme
programmes programs project province public pupils queen quite ramadan rather reached really
remote role rural said same saw school schools second see self seminar seven seventeen seventy
several shall she should since sir sisters six sixteen sixty small so social some somebody
someone sometimes songkran soon south southern staff started still students such sunday take
taken talk talks targeting teacher teachers team ten thank thanks that the their them themselves
then there therefore these they thing things third thirteen thirty this those though three
through throughout thus tiktok to today together told tomorrow too took toward towards town
traffickers trafficking training trainings tribe twelve twenty twice two under union university
until up upon urban us used very village villagers villages volunteers walk was we week well went
were west western what whatever when whenever where wherever whether which while who whole whom
whose why will wise with within without women work workers working world would year years yes
yesterday yet you young your yours youth
"""


# What kind of school or place it is does not say which one.
PLACES = """
school college academy kindergarten village villages district subdistrict sub commune hamlet
primary secondary middle high elementary international government private boarding summer bible
ban baan of moo amphoe tambon mueang muang mountain hill border fishing karen hmong lahu akha
lisu
"""
# A venue of these words alone tells nobody where it is.
VENUES = """
the a of at primary secondary middle high elementary hall halls community centre center meeting
room church temple mosque market office park online zoom home homes house clinic hospital library
field sports stage stand booth schools villages city town
"""


def words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in fold(name).split())


KINDS_OF_PLACE = words_of([PLACES])
KINDS_OF_VENUE = words_of([VENUES, *(setting.words for setting in Setting)])


@cache
def ordinary(country: str) -> frozenset[str]:
    """In small letters: common words, days, months, languages, countries near this one."""
    codes = (country, "LA", "MM", "KH", "VN", "TH", "CN", "MY", "GB", "US", "KE")
    named = [country_name(code) for code in codes] + [name for _, name in language_choices()]
    return words_of([COMMON, *named, *day_name, *month_name])


@cache
def not_names(country: str) -> frozenset[str]:
    """The ordinary words, and those of the names of provinces."""
    return ordinary(country) | words_of(name for name, _ in spellings(country))
