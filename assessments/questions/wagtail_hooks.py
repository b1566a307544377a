"""The question bank in the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CopyView, EditView, IndexView, SnippetViewSet

from assessments.questions import admin_views, category_views
from assessments.questions.admin_forms import QuestionForm
from assessments.questions.bulk_actions import ACTIONS
from assessments.questions.categories import all_categories, within
from assessments.questions.category_field import CategoryInput
from assessments.questions.choosing import QuestionChooserViewSet
from assessments.questions.exchange import admin_hooks  # noqa: F401 -- hooks of their own file, found through this one
from assessments.questions.models import Question
from assessments.questions.usage import is_used, with_usage
from assessments.questions.wording import texts_of
from courses.content_checks import look_alikes

MOST_CATEGORIES = 300


class KeptForeverPolicy(ModelPermissionPolicy):
    """Questions are archived and never deleted: old attempts go on showing what was asked."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, [action for action in actions if action != "delete"])


def category_choices() -> list[tuple[str, str]]:
    """Return every category and the ones above it, as paths."""
    return [(row.path, row.path) for row in all_categories()[:MOST_CATEGORIES]]


class QuestionFilterSet(WagtailFilterSet):
    """By kind, category with those under it, tag, whether it is used, and whether it is archived."""

    category = django_filters.ChoiceFilter(label=_("Luokka"), method="in_category", choices=category_choices)
    tag = django_filters.ModelChoiceFilter(
        label=_("Asiasana"), method="with_tag", queryset=lambda request: Tag.objects.order_by("name")
    )
    used = django_filters.ChoiceFilter(
        label=_("Käytössä"), method="by_use", choices=[("1", _("jossakin tehtävässä")), ("0", _("ei missään"))]
    )

    class Meta:
        model = Question
        fields = ("kind", "category", "tag", "used", "is_archived")

    def in_category(self, rows: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        """Keep the questions of a category and of those under it."""
        return rows.filter(within(value))

    def with_tag(self, rows: QuerySet[Question], name: str, value: Tag) -> QuerySet[Question]:
        """Keep the questions with a tag."""
        return rows.filter(tags=value)

    def by_use(self, rows: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        """Keep the questions that some page asks, or those that none does."""
        return rows.filter(is_used() if value == "1" else ~is_used())


def _archived_word(question: Question) -> Any:
    return _("arkistoitu") if question.is_archived else _("käytössä")


EXCHANGE = [
    (_("Tuo tiedostosta"), "questions_import", "upload"),
    (_("Vie tiedostoon"), "questions_export", "download"),
    (_("Luokat"), "questions_categories", "folder-open-inverse"),
]
PAGES_OF_A_QUESTION = [
    (_("Kokeile"), "questions_try", "view"),
    (_("Versiot"), "questions_versions", "history"),
    (_("Missä käytetään"), "questions_usage", "link"),
]


def _button(label: Any, name: str, icon: str, *keys: int) -> Button:
    return Button(label, url=reverse(name, args=keys), icon_name=icon, priority=40)


class QuestionIndexView(IndexView):
    """The list, with ways to import and export beside the one to add."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *(_button(*page) for page in EXCHANGE)]


class QuestionEditView(EditView):
    """The form of one question, with its other pages beside it."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *(_button(*page, self.object.pk) for page in PAGES_OF_A_QUESTION)]

    @cached_property
    def header_buttons(self) -> list[Any]:
        address = reverse("questions_try", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("Kokeile"), url=address, icon_name="view")]


class QuestionCopyView(CopyView):
    """A copy begins with everything but the code, which is one question's own."""

    def get_initial_form_instance(self) -> Question:
        question: Question = super().get_initial_form_instance()
        question.code = ""
        return question


class QuestionViewSet(SnippetViewSet):
    """List, search, filter, add, copy and edit."""

    model = Question
    icon = "help"
    menu_label = _("Kysymyspankki")
    menu_name = "questions"
    add_to_admin_menu = True
    menu_order = 320
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("Laji"), sort_key="kind"),
        Column("category", label=_("Luokka"), sort_key="category"),
        Column("uses", label=_("Tehtävissä"), sort_key="uses"),
        Column("archived_word", label=_("Tila"), sort_key="is_archived", accessor=_archived_word),
    ]
    filterset_class = QuestionFilterSet
    list_per_page = 50
    add_to_reference_index = False
    index_view_class = QuestionIndexView
    edit_view_class = QuestionEditView
    copy_view_class = QuestionCopyView
    chooser_viewset_class = QuestionChooserViewSet
    edit_handler = ObjectList(
        [
            FieldPanel("content"),
            FieldPanel("category", widget=CategoryInput),
            FieldPanel("tags"),
            FieldPanel("formatted"),
            FieldPanel("code"),
            FieldPanel("is_archived"),
        ],
        base_form_class=QuestionForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Question]:
        """Return the questions with how often each is used."""
        return with_usage(Question.objects.all())


register_permission_policy(Question, KeptForeverPolicy(Question))
register_snippet(QuestionViewSet)

for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_snippet_listing_buttons")
def listing_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Offer the other pages of a question in the list."""
    if isinstance(snippet, Question):
        yield from (_button(*page, snippet.pk) for page in PAGES_OF_A_QUESTION)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_look_alikes(request: Any, snippet: Any) -> None:
    """Tell after saving a question which words have letters of another alphabet, as pages do."""
    if isinstance(snippet, Question) and snippet.current is not None:
        texts = "\n".join(texts_of(snippet.current.body))
        found = list(look_alikes(f"{snippet.name}\n{texts}"))
        if found:
            messages.warning(request, " ".join(str(text) for text in found))


@hooks.register("register_admin_urls")
def question_addresses() -> list[URLPattern]:
    """Put the pages of one question beside its form."""
    return [
        path("kysymykset/luokat/", category_views.listing, name="questions_categories"),
        path("kysymykset/luokat/siirra/", category_views.rename, name="questions_category"),
        path("kysymykset/<int:pk>/kokeile/", admin_views.try_out, name="questions_try"),
        path("kysymykset/<int:pk>/versiot/", admin_views.versions, name="questions_versions"),
        path("kysymykset/<int:pk>/kaytto/", admin_views.usage, name="questions_usage"),
    ]
