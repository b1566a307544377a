"""Goal style asked again, and where to turn in a worry."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.groups import make_founded_group, make_group, make_log, make_trainee

from courses.groups.domain.agreements import meetings_since_goal_style, note_goal_style
from courses.groups.domain.referrals import contacts_for
from courses.groups.models import HelpRequest, ReferralContact

pytestmark = pytest.mark.django_db


def test_the_goal_style_is_asked_again_after_some_meetings_and_no_change_is_an_answer_too():
    group = make_founded_group()
    user, today = group.facilitators.first().user, timezone.localdate()
    group.goal_styles.update(noted_on=today - timedelta(days=90))
    for days in (60, 40):
        make_log(group, days_ago=days)
    assert meetings_since_goal_style(group=group) == 0
    make_log(group, days_ago=20)
    assert meetings_since_goal_style(group=group) == 3
    for _press in range(2):
        note_goal_style(group=group, style="free", noted_on=today, by=user, at=timezone.now())
    assert [row.style for row in group.goal_styles.all()] == ["free", "free"]
    assert meetings_since_goal_style(group=group) == 0


def contact(slug, **values):
    return ReferralContact.objects.create(
        slug=slug, name=slug, phone="09 123", checked_on=timezone.localdate(), **values
    )


def test_contacts_of_the_region_come_first_and_looking_stores_nothing(client):
    ReferralContact.objects.all().delete()  # those that come with the migrations
    contact("koko maa", name_sv="hela landet"), contact("Pori", municipalities=["609"], order=90)
    contact("Kankaanpää", municipalities=["099"]), contact("pois", is_shown=False)
    assert [row.name for row in contacts_for(["609"])] == ["Pori", "koko maa"]
    assert [row.name for row in contacts_for(["214"])] == ["Kankaanpää", "koko maa"]
    enrolment = make_trainee()
    group = make_group(enrolment=enrolment)
    client.force_login(enrolment.user)
    page = client.get(reverse("groups:worry", kwargs={"group": group.public_id}))
    assert "tel:09123" in page.text
    assert "<textarea" not in page.text
    assert HelpRequest.objects.count() == 0
    client.post(reverse("groups:help-call", kwargs={"run": enrolment.run.slug}))
    assert HelpRequest.objects.get().question == ""
    again = client.get(reverse("groups:worry", kwargs={"group": group.public_id}))
    assert "Soittopyyntö on lähetetty" in again.text
