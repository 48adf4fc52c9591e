"""People type the name of their city, roughly, and get its time zone."""

from importlib.resources import files

import pytest

from wording.cities import DATA, City, find_cities, fold


def first(text: str) -> tuple[str, str, str]:
    """Name, country and zone of the first city found."""
    city = find_cities(text)[0]
    return city.name, city.country, city.zone


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("Leeds", ("Leeds", "GB", "Europe/London")),
        ("  leeds, uk ", ("Leeds", "GB", "Europe/London")),
        ("LEEDS England", ("Leeds", "GB", "Europe/London")),
        ("Leeds, West Yorkshire", ("Leeds", "GB", "Europe/London")),
        ("München", ("Munich", "DE", "Europe/Berlin")),
        ("Muenchen", ("Munich", "DE", "Europe/Berlin")),
        ("munich", ("Munich", "DE", "Europe/Berlin")),
        ("sao paulo", ("São Paulo", "BR", "America/Sao_Paulo")),
        ("København", ("Copenhagen", "DK", "Europe/Copenhagen")),
        ("Москва", ("Moscow", "RU", "Europe/Moscow")),
        ("東京", ("Tokyo", "JP", "Asia/Tokyo")),
        ("Saint Albans", ("St Albans", "GB", "Europe/London")),
        ("kings lynn", ("King's Lynn", "GB", "Europe/London")),
        ("Paris, Texas", ("Paris", "US", "America/Chicago")),
        ("Portland Maine", ("Portland", "US", "America/New_York")),
        ("Portland, OR", ("Portland", "US", "America/Los_Angeles")),
    ],
)
def test_a_city_is_found_however_it_is_written(typed: str, city: tuple[str, str, str]) -> None:
    """With or without accents, capitals, a country, in another language or alphabet."""
    assert first(typed) == city


@pytest.mark.parametrize("typed", ["Lodnon", "Londen", "Lndon", "Londoon", "Londn, UK"])
def test_a_slip_of_the_finger_finds_the_city_all_the_same(typed: str) -> None:
    """One or two letters left out, added, changed or swapped."""
    assert first(typed) == ("London", "GB", "Europe/London")


def test_the_larger_of_two_cities_of_one_name_comes_first() -> None:
    """It is the likelier one."""
    cities = [city for city in find_cities("Birmingham") if city.name == "Birmingham"]
    assert [city.country for city in cities[:2]] == ["GB", "US"]
    assert cities[0].rank < cities[1].rank


def test_the_beginning_of_a_name_is_enough() -> None:
    """Nobody likes to type on a phone."""
    assert first("edinb") == ("Edinburgh", "GB", "Europe/London")


def test_a_country_alone_gives_one_city_for_each_of_its_time_zones() -> None:
    """That is all there is to choose from."""
    assert [city.name for city in find_cities("Germany")] == ["Berlin"]
    zones = [city.zone for city in find_cities("USA", limit=9)]
    assert zones[:3] == ["America/New_York", "America/Los_Angeles", "America/Chicago"]
    assert len(zones) == len(set(zones)) == 9


@pytest.mark.parametrize("typed", ["Europe/London", "europe/london", " Europe/London "])
def test_the_name_of_a_time_zone_is_taken_as_it_is(typed: str) -> None:
    """Some people know it."""
    assert find_cities(typed) == [City("London", "GB", "", "Europe/London", 0)]


def test_utc_is_a_place_too() -> None:
    """And a space does for an underscore."""
    assert find_cities("utc") == [City("UTC", "", "", "UTC", 0)]
    assert find_cities("America/New York")[0].zone == "America/New_York"


@pytest.mark.parametrize(
    "typed", ["", " ", "...", "🙂🙂🙂", "\x00\x01", "|", "\t\n", "/", "Europe/Nowhere", "qqqqqq", "x", ","]
)
def test_what_is_no_city_finds_nothing(typed: str) -> None:
    """Rather than something unlikely."""
    assert find_cities(typed) == []


def test_a_very_long_text_finds_nothing_at_once() -> None:
    """Nobody can keep the bot busy with it."""
    assert find_cities("London " * 100_000) == []


def test_no_more_cities_than_asked_for() -> None:
    """They become buttons."""
    assert len(find_cities("san", limit=3)) == 3
    assert len(find_cities("san")) == 6


def test_names_are_compared_without_accents_capitals_and_points() -> None:
    """Both what is typed and what is in the table."""
    assert fold("St. Mary's-on-the-Øresund, Łódź") == "st marys on the oresund lodz"


def test_every_zone_of_the_table_is_one_that_this_machine_knows() -> None:
    """A zone that cannot be loaded would stop every reminder."""
    known = set(files("tzdata").joinpath("zones").read_text("utf-8").split())
    lines = DATA.read_text("utf-8").splitlines()[1:]
    assert {line.split("\t")[4] for line in lines} <= known
    assert all(len(line.split("\t")) == 5 for line in lines)
    assert len(lines) > 30_000


def test_the_table_names_its_source_and_stays_small() -> None:
    """The licence asks for the first, the repository for the second."""
    with DATA.open(encoding="utf-8") as table:
        head = table.readline()
    assert head.startswith("#")
    assert "GeoNames" in head
    assert "CC BY 4.0" in head
    assert DATA.stat().st_size < 2_500_000
