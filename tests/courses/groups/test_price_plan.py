"""The price calculator: the worked example to the cent, and splits that add up."""

from decimal import Decimal
from io import BytesIO

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone
from factories.groups import make_group
from hypothesis import given
from hypothesis import strategies as st

from courses.groups.domain.offers import as_pdf, make_offer
from courses.groups.domain.price_plan import (
    PriceInputs,
    break_even,
    calculate,
    least_members,
    quote,
    save_price_plan,
    table,
)
from courses.groups.domain.shares import split
from courses.groups.models import Offer, PricePlan

EXAMPLE = PriceInputs(
    meetings=8,
    place=Decimal("40.00"),
    refreshments=Decimal("6.00"),
    hours=Decimal("3"),
    hourly_rate=Decimal("55.00"),
    experts=2,
    expert_fee=Decimal("400.00"),
    sharing_groups=4,
)


@pytest.mark.parametrize(
    ("members", "per_meeting", "all_meetings", "with_experts", "per_member", "unshared", "funded"),
    [
        (4, "229.00", "1832.00", "2032.00", "508.00", "658.00", "178.00"),
        (6, "241.00", "1928.00", "2128.00", "354.67", "454.67", "134.67"),
        (8, "253.00", "2024.00", "2224.00", "278.00", "353.00", "113.00"),
    ],
)
def test_the_worked_example_comes_out_to_the_cent(
    members, per_meeting, all_meetings, with_experts, per_member, unshared, funded
):
    row = calculate(inputs=EXAMPLE, members=members)
    assert str(row.per_meeting) == per_meeting
    assert str(row.all_meetings) == all_meetings
    assert str(row.with_experts) == with_experts
    assert str(row.per_member) == per_member
    assert str(row.per_member_unshared) == unshared
    assert str(row.per_member_funded) == funded


def test_a_table_has_each_size_once_in_order():
    assert [row.members for row in table(inputs=EXAMPLE, sizes=[8, 4, 6, 4])] == [4, 6, 8]


money = st.decimals(min_value=0, max_value=9999, places=2)


@given(
    st.builds(
        PriceInputs,
        meetings=st.integers(1, 60),
        place=money,
        refreshments=money,
        hours=st.decimals(min_value=0, max_value=24, places=2),
        hourly_rate=money,
        experts=st.integers(0, 10),
        expert_fee=money,
        sharing_groups=st.integers(1, 50),
    ),
    st.integers(1, 30),
)
def test_sharing_the_experts_never_makes_the_group_dearer(inputs, members):
    row = calculate(inputs=inputs, members=members)
    assert row.per_member <= row.per_member_unshared
    assert row.per_member_funded <= row.per_member
    assert abs(row.per_member * members - row.with_experts) <= Decimal("0.005") * members


def test_nobody_and_no_parts_are_refused():
    with pytest.raises(ValueError, match="member"):
        calculate(inputs=EXAMPLE, members=0)
    with pytest.raises(ValueError, match="at least one"):
        split(Decimal("1.00"), 0)


PLAN = {**{name: getattr(EXAMPLE, name) for name in EXAMPLE.__dataclass_fields__}, "members": 6, "model": "season"}
FORM = {name: str(value) for name, value in PLAN.items()} | {
    "vat_percent": "",
    "sentence": "",
    "funding": "facilitation",
}


@pytest.mark.parametrize(
    ("model", "funding", "margin", "amount", "members_pay", "others_pay"),
    [
        ("season", "facilitation", "0", "354.67", "2128.02", "0.00"),
        ("season", "facilitation", "10", "390.13", "2340.78", "0.00"),
        ("visit", "facilitation", "0", "44.33", "2127.84", "0.00"),
        ("group", "facilitation", "0", "2128.00", "2128.00", "0.00"),
        ("funded", "facilitation", "0", "134.67", "808.02", "1319.98"),
        ("funded", "but_experts", "0", "33.33", "199.98", "1928.02"),
        ("funded", "everything", "0", "0.00", "0.00", "2128.00"),
    ],
)
def test_each_model_asks_what_it_says_and_a_funded_group_may_cost_nothing(
    model, funding, margin, amount, members_pay, others_pay
):
    row = calculate(inputs=PriceInputs(**{**vars(EXAMPLE), "margin_percent": Decimal(margin)}), members=6)
    asked = quote(row=row, model=model, funding=funding, meetings=8)
    assert [str(value) for value in (asked.amount, asked.from_members, asked.from_others)] == [
        amount, members_pay, others_pay,
    ]  # fmt: skip


def test_the_break_even_is_the_first_size_whose_income_covers_its_cost():
    rows = break_even(inputs=EXAMPLE, each=Decimal("354.67"), sizes=range(2, 13))
    assert least_members(rows=rows) == 6
    assert [str(row.result) for row in rows if row.members in (5, 6, 8)] == ["-306.65", "0.02", "613.36"]
    assert least_members(rows=break_even(inputs=EXAMPLE, each=Decimal(1), sizes=range(2, 13))) is None
    assert least_members(rows=break_even(inputs=EXAMPLE, each=Decimal(0), fixed=Decimal(9999), sizes=range(2, 13))) == 2


@pytest.mark.django_db
def test_the_page_shows_every_cell_of_the_example_and_the_picture_with_its_table(client):
    group = make_group()
    client.force_login(group.facilitators.get().user)
    url = reverse("groups:price", kwargs={"group": group.public_id})
    assert client.post(url, FORM).status_code == 302
    page = client.get(url).text.replace("\xa0", " ").replace("\u202f", " ")
    for cell in (
        "229,00", "1 832,00", "2 032,00", "508,00", "658,00", "178,00", "241,00", "1 928,00", "2 128,00", "354,67",
        "454,67", "134,67", "253,00", "2 024,00", "2 224,00", "278,00", "353,00", "113,00",
    ):  # fmt: skip
        assert f"{cell} €" in page
    assert "vähintään 6" in page
    assert '<svg class="even__plot"' in page
    assert "ilman alv" in page
    assert "sis. alv" not in page, "the tax is never assumed"
    client.post(url, FORM | {"vat_percent": "25,5"})
    assert "445,11 € sis. alv 25,5 %" in client.get(url).text.replace("\xa0", " ")


@pytest.mark.django_db
def test_an_offer_keeps_its_numbers_and_draws_them(client):
    group = make_group()
    user = group.facilitators.get().user
    day = timezone.localdate()
    client.force_login(user)
    new = reverse("groups:offer-new", kwargs={"group": group.public_id})
    sent = {"receiver": "Lintukylän kunta", "valid_until": day.isoformat()}
    assert client.post(new, sent).status_code == 422, "no plan has been saved"
    save_price_plan(group=group, values=PLAN, by=user, at=timezone.now())
    for bad in ({"valid_until": "2020-01-01"}, {"valid_until": "x"}, {"receiver": "x" * 121}):
        assert client.post(new, sent | bad).status_code == 422
    for _twice in range(2):
        assert client.post(new, sent).status_code == 302
    offer = Offer.objects.get()
    PricePlan.objects.update(place=99)
    page = client.get(reverse("groups:offer", kwargs={"group": group.public_id, "offer": offer.public_id}))
    assert "354,67" in page.text
    pdf = client.get(reverse("groups:offer-pdf", kwargs={"group": group.public_id, "offer": offer.public_id}))
    assert pdf.content.startswith(b"%PDF-")
    client.force_login(make_group().facilitators.get().user)
    for name in ("offer", "offer-pdf"):
        url = reverse(f"groups:{name}", kwargs={"group": group.public_id, "offer": offer.public_id})
        assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_an_offer_is_a_tagged_pdf_that_says_whether_tax_is_in_it():
    """What veraPDF says of it (PDF/UA-1, PDF/A-3A) is asked by hand; starting it takes too long for each run."""
    group = make_group()
    user = group.facilitators.get().user
    values = PLAN | {
        "model": "funded",
        "funding": "but_experts",
        "vat_percent": Decimal("25.5"),
        "sentence": "Žofia & 5",
    }
    save_price_plan(group=group, values=values, by=user, at=timezone.now())
    offer = make_offer(group=group, receiver="Kunta", valid_until=timezone.localdate(), by=user, at=timezone.now())
    root = pypdf.PdfReader(BytesIO(as_pdf(offer=offer))).trailer["/Root"]
    assert root["/Lang"] == "fi"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    text = " ".join(pypdf.PdfReader(BytesIO(as_pdf(offer=offer))).pages[0].extract_text().split())
    for said in ("33,33 €", "41,83 € sis. alv 25,5 %", "1 928,02 €", "Žofia & 5"):
        assert said in text
