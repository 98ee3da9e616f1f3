"""The whole day of "Coöperatieven maken de stad" in real browsers, from rehearsal to the second version of the report.

`make demo-day` runs it by itself and leaves pictures of each step and the published report in var/demo-day/.
"""

import pytest

from tests.day.before import put_screens_up, rehearse
from tests.day.closing import close_the_day, publish
from tests.day.day import Day
from tests.day.rounds import first_round, open_doors, second_round
from tests.day.story import AFTERWARDS, COMMONS, PLENARY, ROOMS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]


def test_the_day_from_rehearsal_to_the_second_version_of_the_report(day: Day) -> None:
    olga = rehearse(day)
    day.venue.it_is(15, 30)
    screens = put_screens_up(day, olga)
    open_doors(day)
    first_round(day, olga, screens)
    second_round(day, olga)
    close_the_day(day, olga, screens)
    day.venue.it_is(21, 55)
    first = publish(day, 1)
    for screen in screens.values():  # ticked on the page that publishes
        screen.shows("report")
    day.picture("scherm-verslag", screens["grote zaal"].page)
    day.venue.it_is(22, 10)
    day.write(ROOMS[3], {"Afspraken": (AFTERWARDS,)})
    second = publish(day, 2)
    for room in (*ROOMS, COMMONS, PLENARY):
        for words, _name in (*room.ideas, *room.late):
            assert words in second, words
        for lines in (*room.first.values(), *room.second.values()):
            for line in lines:
                assert line.removeprefix("Inzicht: ").split(" @")[0] in second, line
    assert "OEFENING" not in second
    assert AFTERWARDS in second
    assert AFTERWARDS not in first
    day.venue.shell("conference", "export", day.venue.slug, "--out", str(day.pictures.folder / "archief.zip"))
