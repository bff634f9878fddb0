"""Places: postcodes, the gazetteer, and how sentences name them."""

import pytest

from matching.places import Gazetteer, Outcodes, Postcode, distance_km, find_postcodes, parse_postcode
from matching.understand import CONFIG, Reader
from tests.matching.conftest import NOW, Read


@pytest.fixture(scope="module")
def outcodes() -> Outcodes:
    """The real outcode list."""
    return Outcodes.load(CONFIG / "data" / "uk_outcodes.csv")


@pytest.mark.parametrize(
    ("typed", "outcode", "incode"),
    [
        ("SN10 1AB", "SN10", "1AB"),
        ("sn101ab", "SN10", "1AB"),
        ("  m1 1ae ", "M1", "1AE"),
        ("EC1A 1BB", "EC1A", "1BB"),
        ("W1A-0AX", "W1A", "0AX"),
        ("DN55 1PT", "DN55", "1PT"),
        ("CR2 6XH", "CR2", "6XH"),
        ("SN10", "SN10", None),
        ("e1w", "E1W", None),
        ("sn1o 2ab", "SN10", "2AB"),
        ("SNl0 1AB", "SN10", "1AB"),
    ],
)
def test_postcodes(typed: str, outcode: str, incode: str | None) -> None:
    """Every shape of UK postcode, in any case and spacing."""
    assert parse_postcode(typed) == Postcode(outcode, incode)


@pytest.mark.parametrize("typed", ["", "SN", "10", "SN100 1AB", "SN10 1CV", "QN10 1AB", "SN10 AB1", "Swindon", "1AB"])
def test_what_is_no_postcode(typed: str) -> None:
    """The letters and figures a postcode cannot hold are refused."""
    assert parse_postcode(typed) is None


def test_postcodes_inside_a_text() -> None:
    """A postcode in a sentence is found with where it stands."""
    assert find_postcodes("drop at sn10 1ab pls") == [(Postcode("SN10", "1AB"), 8, 16)]
    assert find_postcodes("drop at sn1o 1ab pls") == [(Postcode("SN10", "1AB"), 8, 16)]


def test_where_an_outcode_lies(outcodes: Outcodes) -> None:
    """SN10 is near Devizes and not near Aberdeen; an outcode that is not there is nowhere."""
    devizes, aberdeen = outcodes.locate("sn10"), outcodes.locate("AB10")
    assert devizes is not None
    assert aberdeen is not None
    assert distance_km(devizes[:2], (51.352, -1.994)) < 8
    assert 600 < distance_km(devizes[:2], aberdeen[:2]) < 700
    assert outcodes.locate("ZZ99") is None
    assert "SN10" in outcodes


def test_a_gazetteer_forgives_spelling() -> None:
    """Names are found exactly, in any case, and nearly; nothing like them is not."""
    area = Gazetteer({"Market Lavington": (51.29, -1.98), "St Edith's Marsh": (51.33, -2.02)})
    assert area.find("market lavington") == "Market Lavington"
    assert area.find("Market Lavingtun") == "Market Lavington"
    assert area.find("saint ediths marsh") == "St Edith's Marsh"
    assert area.find("Swindon") is None
    assert area.locate("markt lavington") == (51.29, -1.98)
    assert area.locate("Paris") is None


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("dog walker pls. Gorseinon", "Gorseinon"),
        ("toilet blocked, can someone come plsss. tooting bec", "tooting bec"),
        ("I'm in Marlborough and would like a visit.", "Marlborough"),
        ("i'm round the corner from Cathays Library", "Cathays Library"),
        ("we live Penwortham, GP is in Leyland", "Penwortham"),
        ("I work in Leeds but I live in Settle", "Settle"),
        ("trains off again, interview in avonmouth, any1 driving from Easton??", "Easton"),
        ("14 Weir Cottages Ironbridge water is rising", "14 Weir Cottages Ironbridge"),
        ("smoke over the chippy on Queen St", "Queen St"),
        ("can someone come to SN10 1AB please", "SN10 1AB"),
        ("bread and milk please sn10", "sn10"),
        ("Anyone going down from Rhymney way?", "Rhymney"),
        ("It's Maureen from Pewsey. My hip's bad. Many thanks, Maureen", "Pewsey"),
        ("shopping for Plymouth city centre", "Plymouth city centre"),
    ],
)
def test_places_as_sentences_name_them(read: Read, said: str, place: str) -> None:
    """The place of the help is found by the words before it, by how it looks, or by standing alone."""
    assert read(said).place == place


@pytest.mark.parametrize(
    "said",
    [
        "need a lift to the hospital",
        "I need a Polish interpreter please. Thank you, Olena",
        "my sofa is free, reading lamp too",
        "i want to have a bath in peace",
        "can you do Tuesday or Wednesday",
        "thanks for everything. Priya",
        "was a nurse in Syria for ten years",
        "gr8 m8, cheers",
        "it will be two years in March",
    ],
)
def test_what_is_no_place(read: Read, said: str) -> None:
    """People, days, languages, countries left behind and everyday words that are also towns name no place."""
    assert read(said).place is None


def test_an_areas_own_names_are_known(reader: Reader) -> None:
    """A name the area lists is found even where it looks like nothing."""
    assert reader.read("need milk, easterton sands", NOW, {"Easterton Sands"}).place == "easterton sands"
    assert reader.read("lift for us, rowde", NOW, Gazetteer({"Rowde": (51.36, -2.03)})).place == "rowde"
