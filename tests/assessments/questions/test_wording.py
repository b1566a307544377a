"""The words of questions on a page: escaped or cleaned, pictures with their text alternative, few queries."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from factories.assessments import BODIES, address, make_place, make_quiz
from factories.media import png
from wagtail.images import get_image_model

from assessments.questions.domain import save_question
from assessments.questions.models import Question
from assessments.questions.wording import load_pictures, picture_ids, plain_text, shown
from assessments.quiz.models import QuizQuestion

pytestmark = pytest.mark.django_db


def make_picture():
    """Return a stored picture; no two are alike, as their files bear their names."""
    number = get_image_model().objects.count()
    file = ContentFile(png(8 + number % 20, 6), name=f"kuva-{number}.png")
    return get_image_model().objects.create(title=f"Kuva {number}", file=file, width=8 + number % 20, height=6)


def html_question(text, **more):
    body = BODIES["single"] | {"format": "html", "text": text} | more
    return save_question(kind="single", body=body, at=timezone.now())


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("<p>a<script>alert(1)</script></p>", "script"),
        ('<p onclick="x()">a</p>', "onclick"),
        ('<a href="javascript:x()">a</a>', "javascript"),
        ('<img src="https://muu.example/a.png">', 'muu.example/a.png">'),
        ('<iframe src="https://muu.example"></iframe><p>a</p>', "iframe"),
        ("<p>a</p><style>p{}</style>", "style"),
    ],
)
def test_what_could_run_or_leak_is_not_stored(text, gone):
    assert gone not in str(html_question(text + "<p>Kysymys?</p>").current.body)


def test_plain_words_are_escaped_with_their_line_breaks():
    assert shown("a < b\n<b>", is_html=False, pictures={}) == "a &lt; b<br>&lt;b&gt;"


def test_lists_and_searches_see_words_without_markup():
    question = html_question("<p>Mikä <b>reitti</b>?</p><ul><li>yksi</li><li>kaksi &amp; kolme</li></ul>")
    assert question.text == "Mikä reitti?\nyksi\nkaksi & kolme"
    assert plain_text(question.current.parsed) == question.text


def test_a_picture_stands_with_its_alternative_and_a_lost_one_is_left_out():
    picture = make_picture()
    embed = f'<embed embedtype="image" id="{picture.pk}" alt="Kartta &quot;A&quot;" format="fullwidth"/>'
    body = html_question(f"<p>Katso</p>{embed}").current.parsed
    assert picture_ids([body]) == {picture.pk}
    drawn = shown(body.text, is_html=True, pictures=load_pictures([body]))
    assert 'alt="Kartta &quot;A&quot;"' in drawn
    assert "<embed" not in drawn
    assert "<img src=" in drawn
    assert shown(body.text, is_html=True, pictures={}) == "<p>Katso</p>"


def test_forty_questions_with_pictures_open_with_few_queries(client, django_assert_max_num_queries):
    place = make_place(make_quiz, ())
    for number in range(40):
        picture = make_picture()
        question = html_question(
            f'<p>Kuva {number}</p><embed embedtype="image" id="{picture.pk}" alt="x" format="left"/>'
        )
        QuizQuestion.objects.create(page=place[1], question=question, sort_order=number)
    client.force_login(place[0].user)
    client.post(address(*place, "aloita/"))
    client.get(address(*place, "1/"))  # sizes are drawn the first time
    with django_assert_max_num_queries(12):
        page = client.get(address(*place, "1/")).content.decode()
    assert page.count('loading="lazy"') == 40
    assert Question.objects.count() == 40
