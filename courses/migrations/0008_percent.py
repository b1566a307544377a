"""How far along each trainee is, stored for lists."""

from django.db import migrations, models
from django.db.models import F, Max, OuterRef, Subquery


def store_percent(apps, schema_editor):
    """Give what is known already: conditions met of all, and the last activity done."""
    enrolments = apps.get_model("courses", "Enrolment").objects
    completions = apps.get_model("courses", "ActivityCompletion").objects.filter(enrolment=OuterRef("pk"))
    last = completions.values("enrolment").annotate(last=Max("completed_at")).values("last")
    enrolments.filter(conditions_total__gt=0).update(
        percent=100 * F("conditions_met") / F("conditions_total"), progressed_at=Subquery(last)
    )


class Migration(migrations.Migration):
    """Columns, what is known already, and the order of lists."""

    dependencies = [("courses", "0007_session_changes")]

    operations = [
        migrations.RemoveIndex(model_name="enrolment", name="courses_enrolment_stuck"),
        migrations.AddField(
            model_name="enrolment",
            name="percent",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="progressed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(store_percent, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__lte", 100)), name="courses_enrolment_percent"
            ),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["run", "percent", "id"], name="courses_enrolment_stuck"),
        ),
    ]
