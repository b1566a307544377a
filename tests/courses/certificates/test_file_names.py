import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.certificates.file_names import RESERVED, file_name

NAMES = [
    (("Ålander-Öhman", "Žofia"), "Ålander-Öhman_Žofia_TP-2026-0001.pdf"),
    (("Kuovi", "Anna Maria"), "Kuovi_Anna_Maria_TP-2026-0001.pdf"),
    (("../../etc/passwd", "x"), "etcpasswd_x_TP-2026-0001.pdf"),
    (("=1+1", "@SUM"), "1+1_SUM_TP-2026-0001.pdf"),
    (('a/b\\c:d*e?f"g<h>i|j', "\u202egnp.exe\0"), "abcdefghij_gnp.exe_TP-2026-0001.pdf"),
    (("O’Neill", "D."), "O’Neill_D_TP-2026-0001.pdf"),
    (("", "Kuovi"), "Kuovi_TP-2026-0001.pdf"),
    (("…", "   "), "…_TP-2026-0001.pdf"),
]


@pytest.mark.parametrize(("name", "wanted"), NAMES)
def test_names(name, wanted):
    family, given_name = name
    assert file_name(family_name=family, given_name=given_name, number="TP-2026-0001") == wanted


def test_a_corrected_one_tells_its_version():
    assert file_name(family_name="A", given_name="B", number="TP-2026-0001", version=2) == "A_B_TP-2026-0001_v2.pdf"


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_name_is_safe(family, given_name):
    name = file_name(family_name=family, given_name=given_name, number="TP-2026-0001")
    assert name.endswith("TP-2026-0001.pdf")
    assert not set(name) & set(RESERVED + "\0\n\r ")
    assert name[0] not in ".=+-@"
    assert len(name.encode()) <= 200
