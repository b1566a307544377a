import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.business_id import validate_business_id
from accounts.names import clean_name, validate_name


@pytest.mark.parametrize(
    "name",
    [
        "Žofia",
        "Ålander-Öhman",
        "O’Neill",
        "d'Arc",
        "'t Hooft",
        "Anna Maria",
        "J. P.",
        "Đorđe",
        "Ŋilla",
        "Æ",
        "Ирина",
        "山田",
    ],
)
def test_names_of_people_are_accepted(name):
    validate_name(name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no_letters"),
        ("   ", "no_letters"),
        ("...", "no_letters"),
        ("😀", "no_letters"),
        ("Kuovi 😀", "strange_sign"),
        ("=HYPERLINK(A)", "strange_sign"),
        ("+358 Kuovi", "strange_sign"),
        ("@Kuovi", "strange_sign"),
        ("-Kuovi", "leading_sign"),
        (".Kuovi", "leading_sign"),
        ("Kuovi\x00", "strange_sign"),
        ("Kuo\tvi", "strange_sign"),
        ("Kuo\u202evi", "strange_sign"),
        ("<script>", "strange_sign"),
        ("Kuovi2", "strange_sign"),
        ("\u0301a", "leading_sign"),
    ],
)
def test_what_is_no_name_is_refused_with_the_reason(name, code):
    with pytest.raises(ValidationError) as caught:
        validate_name(name)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("  Kuovi ", "Kuovi"), ("Anna\u00a0  Maria", "Anna Maria"), ("A\u030aland", "Åland"), ("Kuo\tvi", "Kuo vi")],
)
def test_a_name_is_stored_composed_and_without_spare_blanks(typed, stored):
    assert clean_name(typed) == stored


@given(st.text(max_size=90))
def test_no_text_breaks_the_rule_and_no_formula_passes_it(text):
    name = clean_name(text)
    try:
        validate_name(name)
    except ValidationError:
        return
    assert name[0] not in "=+-@\t\r"
    assert name.isprintable()


@pytest.mark.parametrize("code", ["1572860-0", "0737546-2", "0112038-9"])
def test_a_business_id_whose_check_digit_comes_out_is_accepted(code):
    validate_business_id(code)


@pytest.mark.parametrize(
    "code", ["1572860-1", "15728600", "1572860-", "FI15728600", "1572860-0 ", "0000001-0", "٠٧٣٧٥٤٦-٢"]
)
def test_another_business_id_is_refused(code):
    with pytest.raises(ValidationError):
        validate_business_id(code)
