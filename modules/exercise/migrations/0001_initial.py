import accounts.create_models
import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0001_squashed_0013_recheck'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='ExercisePage',
                    fields=[
                        ('activitypage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='courses.activitypage')),
                        ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='johdanto')),
                        ('content_note', models.CharField(blank=True, help_text='Jos tehtävä voi koskettaa, kerro mistä siinä on kyse. Näkyy ennen tehtävää.', max_length=200, verbose_name='sisältöhuomautus')),
                        ('items', wagtail.fields.StreamField([('text', 0), ('question', 5), ('match', 12), ('pick', 16)], block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ul', 'ol'], 'icon': 'pilcrow', 'label': 'Ohjeteksti'}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'Tehtävä', 'max_length': 600, 'rows': 2}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Vihje', 'max_length': 300, 'required': False}), 3: ('wagtail.blocks.TextBlock', (), {'help_text': 'Näkyy osallistujalle vasta, kun hän on tallentanut oman vastauksensa.', 'label': 'Mallivastaus', 'max_length': 2000, 'required': False, 'rows': 2}), 4: ('wagtail.blocks.BooleanBlock', (), {'label': 'Vapaaehtoinen', 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('prompt', 1), ('hint', 2), ('model_answer', 3), ('is_optional', 4)]], {}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Ohje', 'max_length': 300}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Kohta', 'max_length': 300}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Pari tai kori', 'max_length': 300}), 9: ('wagtail.blocks.StructBlock', [[('item', 7), ('target', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'label': 'Parit', 'max_num': 60, 'min_num': 2}), 11: ('wagtail.blocks.TextBlock', (), {'label': 'Selitys vastaamisen jälkeen', 'max_length': 1000, 'required': False, 'rows': 2}), 12: ('wagtail.blocks.StructBlock', [[('instruction', 6), ('pairs', 10), ('feedback', 11)]], {}), 13: ('wagtail.blocks.CharBlock', (), {'max_length': 300}), 14: ('wagtail.blocks.ListBlock', (13,), {'label': 'Vaihtoehdot', 'max_num': 60, 'min_num': 2}), 15: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'Montako valitaan', 'max_value': 60, 'min_value': 1}), 16: ('wagtail.blocks.StructBlock', [[('instruction', 6), ('options', 14), ('count', 15)]], {})}, verbose_name='tehtävät')),
                        ('is_printable', models.BooleanField(default=False, help_text='Tarjoa tulostuspainike; paperille jää tilaa vastauksille.', verbose_name='tulostettava')),
                    ],
                    options={
                        'verbose_name': 'harjoitus',
                        'verbose_name_plural': 'harjoitukset',
                    },
                    bases=('courses.activitypage',),
                ),
                migrations.CreateModel(
                    name='ExerciseResponse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('answers', models.JSONField(default=dict)),
                        ('saved_at', models.DateTimeField()),
                        ('submitted_at', models.DateTimeField(blank=True, null=True)),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exercise_responses', to='courses.enrolment')),
                        ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='exercise.exercisepage')),
                    ],
                    options={
                        'verbose_name': 'harjoituksen vastaus',
                        'verbose_name_plural': 'harjoitusten vastaukset',
                        'constraints': [models.UniqueConstraint(fields=('enrolment', 'exercise'), name='exercise_response_once')],
                    },
                ),
            ],
        ),
    ]
