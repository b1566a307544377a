import pytest
from django.contrib.auth.models import Group, Permission
from factories.accounts import PASSWORD, AdminFactory, UserFactory

pytestmark = pytest.mark.django_db

DOORS = ["/cms/login/", "/_util/login/"]


@pytest.mark.parametrize("door", DOORS)
def test_a_visitor_is_handed_to_the_one_sign_in_page(client, door):
    answer = client.get(f"{door}?next=/cms/pages/")
    assert (answer.status_code, answer.url) == (302, "/tili/login/?next=%2Fcms%2Fpages%2F")


@pytest.mark.parametrize("door", DOORS)
def test_a_password_posted_to_wagtails_own_page_signs_nobody_in(client, door):
    admin = AdminFactory()
    client.post(door, {"username": admin.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_the_admin_sends_a_visitor_through_the_door_and_back(client):
    AdminFactory(email="hallinta@esimerkki.test")
    answer = client.get("/cms/", follow=True)
    assert answer.redirect_chain[-1][0] == "/tili/login/?next=%2Fcms%2F"
    answer = client.post(
        answer.redirect_chain[-1][0], {"login": "hallinta@esimerkki.test", "password": PASSWORD, "next": "/cms/"}
    )
    assert (answer.status_code, answer.url) == (302, "/cms/")
    assert client.get("/cms/").status_code == 200


def test_someone_without_access_is_told_so_and_not_sent_in_circles(client):
    client.force_login(UserFactory())
    answer = client.get("/cms/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1


@pytest.mark.parametrize("target", ["https://paha.test/", "//paha.test", "/cms/login/?next=/cms/login/", "\x00", ""])
def test_the_door_leads_nowhere_else(client, target):
    client.force_login(AdminFactory())
    answer = client.get("/cms/login/", {"next": target})
    assert (answer.status_code, answer.url) == (302, "/cms/")


def test_wagtails_own_password_pages_are_closed(client):
    assert client.get("/cms/password_reset/").status_code == 404


@pytest.fixture
def admin(client):
    admin = AdminFactory(given_name="Huuhkaja")
    client.force_login(admin)
    return admin


PERSON = {"email": " Uusi@Esimerkki.test ", "first_name": "Žofia", "last_name": "Öhman"}


def test_an_administrator_adds_a_person_who_then_signs_in_by_code(client, admin):
    from allauth.account.models import EmailAddress

    from accounts.models import User

    answer = client.post("/cms/users/new/", PERSON)
    assert answer.status_code == 302
    user = User.objects.get(email="uusi@esimerkki.test")
    assert (user.given_name, user.family_name, user.has_usable_password()) == ("Žofia", "Öhman", False)
    assert not EmailAddress.objects.get(user=user).verified


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ei"),
        ("email", ""),
        ("first_name", "=1"),
        ("last_name", ""),
        ("last_name", "😀"),
        ("email", "TAKEN@x.test"),
    ],
)
def test_bad_input_about_a_person_is_refused(client, admin, field, value):
    from accounts.models import User

    UserFactory(email="taken@x.test")
    before = User.objects.count()
    answer = client.post("/cms/users/new/", {**PERSON, field: value})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert User.objects.count() == before


def test_a_persons_names_are_shown_and_changed(client, admin):
    user = UserFactory(given_name="Kuovi", family_name="Suo", email="k@esimerkki.test")
    page = client.get(f"/cms/users/edit/{user.pk}/").content.decode()
    assert 'value="Kuovi"' in page
    assert 'value="Suo"' in page
    client.post(
        f"/cms/users/edit/{user.pk}/",
        {"email": "k@esimerkki.test", "first_name": "Kiuru", "last_name": "Suo", "is_active": "on"},
    )
    user.refresh_from_db()
    assert user.given_name == "Kiuru"
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("path", ["users/", "users/?q=kuovi", "account/", "snippets/accounts/organisation/"])
def test_the_admins_lists_open(client, admin, path):
    UserFactory(given_name="Kuovi")
    assert client.get(f"/cms/{path}").status_code == 200


def test_people_are_not_deleted_in_the_admin(client, admin):
    user = UserFactory()
    client.post(f"/cms/users/delete/{user.pk}/")
    client.post(f"/cms/bulk/accounts/user/delete/?id={user.pk}&next=/cms/users/")
    user.refresh_from_db()


def test_an_organisation_and_its_contact_are_kept_in_the_admin(client, admin):
    from accounts.models import Organisation, OrganisationContact

    contact = UserFactory(email="neuvoja@esimerkki.test")
    good = {
        "name": "Lintukylän Kehitys",
        "slug": "lintukyla",
        "business_id": "",
        "kind": "development",
        "municipality": "",
    }
    answer = client.post("/cms/snippets/accounts/organisation/add/", {**good, "business_id": "1234567-8"})
    assert "business_id" in answer.context["form"].errors
    client.post("/cms/snippets/accounts/organisation/add/", good)
    organisation = Organisation.objects.get()

    add = "/cms/snippets/accounts/organisationcontact/add/"
    posted = {"organisation": organisation.pk, "email": "ei-ole@esimerkki.test", "ended_at": ""}
    assert "email" in client.post(add, posted).context["form"].errors
    assert client.post(add, {**posted, "email": "Neuvoja@esimerkki.test"}).status_code == 302
    assert "email" in client.post(add, {**posted, "email": "neuvoja@esimerkki.test"}).context["form"].errors
    assert OrganisationContact.objects.get().user == contact
    page = client.get(f"/cms/snippets/accounts/organisationcontact/edit/{OrganisationContact.objects.get().pk}/")
    assert "neuvoja@esimerkki.test" in page.content.decode()
    assert client.get("/cms/snippets/accounts/organisationcontact/").status_code == 200


def test_an_editor_without_rights_to_people_does_not_see_them(client):
    editor = UserFactory()
    group = Group.objects.create(name="Vain sisältö")
    group.permissions.add(*Permission.objects.filter(codename="access_admin"))
    editor.groups.add(group)
    client.force_login(editor)
    assert client.get("/cms/users/").status_code == 302
