"""What is "only for me" is sealed for its author, in logs and in drafts."""

import django.utils.timezone
from cryptography.fernet import Fernet
from django.db import migrations, models

from sealing.domain import make_key
from sealing.keyring import main_keys


def seal_words(apps, schema_editor):
    log_model, draft_model = apps.get_model("groups", "MeetingLog"), apps.get_model("groups", "LogDraft")
    boxes = {}

    def sealed(user_id, text):
        if user_id is None:  # its writer is gone, and nobody else may read it
            return ""
        if user_id not in boxes:
            key = make_key(apps.get_model("sealing", "PersonalKey"), user_id=user_id, at=django.utils.timezone.now())
            boxes[user_id] = Fernet(main_keys().decrypt(key.wrapped.encode()))
        return boxes[user_id].encrypt(text.encode()).decode()

    for log in log_model.objects.exclude(private_sealed="").only("author_id", "private_sealed").iterator():
        log_model.objects.filter(pk=log.pk).update(private_sealed=sealed(log.author_id, log.private_sealed))
    for draft in draft_model.objects.iterator():
        if text := draft.typed.get("private_text"):
            typed = {**draft.typed, "private_text": sealed(draft.author_id, text)}
            draft_model.objects.filter(pk=draft.pk).update(typed=typed)


class Migration(migrations.Migration):
    dependencies = [("groups", "0004_meeting_plans"), ("sealing", "0001_initial")]

    operations = [
        migrations.RenameField("meetinglog", "private_text", "private_sealed"),
        migrations.AlterField(
            "meetinglog", "private_sealed", models.TextField(blank=True, verbose_name="vain minulle")
        ),
        migrations.RunPython(seal_words),
    ]
