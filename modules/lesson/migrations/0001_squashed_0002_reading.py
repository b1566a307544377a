import accounts.create_models
import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('lesson', '0001_initial'), ('lesson', '0002_reading')]

    initial = True

    dependencies = [
        ('courses', '0001_squashed_0013_recheck'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='LessonPage',
                    fields=[
                        ('activitypage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='courses.activitypage')),
                        ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('picture', 6), ('quote', 9), ('callout', 13), ('download', 17), ('table', 21), ('accordion', 25), ('recording', 27), ('self_check', 34), ('embed', 37)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Otsikko', 'max_length': 160}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Väliotsikko'), ('h3', 'Alaotsikko')], 'label': 'Taso'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ul', 'ol'], 'icon': 'pilcrow', 'label': 'Teksti', 'template': 'media/blocks/text.html'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'help_text': 'Kerro vaihtoehtotekstissä, mitä kuva näyttää. Pelkkä koriste ei tarvitse tekstiä: merkitse se.', 'label': 'Kuva'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Kuvateksti', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Lainaus', 'max_length': 1000, 'rows': 3}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Kuka tai mikä lähde', 'max_length': 200}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('source', 8)]], {}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('note', 'Huomaa'), ('warning', 'Varo'), ('tip', 'Vinkki')], 'label': 'Laji'}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'Otsikko', 'max_length': 120, 'required': False}), 12: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ul', 'ol'], 'label': 'Teksti'}), 13: ('wagtail.blocks.StructBlock', [[('kind', 10), ('title', 11), ('text', 12)]], {}), 14: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Tiedosto'}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'Jos tyhjä, tiedoston nimi.', 'label': 'Linkin teksti', 'max_length': 160, 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Mihin sitä käytetään', 'max_length': 300, 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('document', 14), ('title', 15), ('description', 16)]], {}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'Teksti', 'required': False}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ul', 'ol'], 'label': 'Muotoiltu teksti', 'required': False}), 20: ('wagtail.blocks.DecimalBlock', (), {'label': 'Luku', 'required': False}), 21: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 18), ('rich_text', 19), ('number', 20)]], {}), 22: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ul', 'ol'], 'label': 'Teksti'}), 23: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 22)]], {}), 24: ('wagtail.blocks.ListBlock', (23,), {'label': 'Osat', 'min_num': 1}), 25: ('wagtail.blocks.StructBlock', [[('sections', 24)]], {}), 26: ('media.blocks.RecordingChooserBlock', (), {'label': 'Tallenne'}), 27: ('wagtail.blocks.StructBlock', [[('recording', 26), ('caption', 5)]], {}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'Kysymys', 'max_length': 400}), 29: ('wagtail.blocks.CharBlock', (), {'label': 'Vastaus', 'max_length': 300}), 30: ('wagtail.blocks.BooleanBlock', (), {'label': 'Hyvä vastaus', 'required': False}), 31: ('wagtail.blocks.TextBlock', (), {'label': 'Palaute', 'max_length': 600, 'rows': 2}), 32: ('wagtail.blocks.StructBlock', [[('text', 29), ('is_right', 30), ('feedback', 31)]], {}), 33: ('wagtail.blocks.ListBlock', (32,), {'label': 'Vastaukset', 'max_num': 8, 'min_num': 2}), 34: ('wagtail.blocks.StructBlock', [[('question', 28), ('options', 33)]], {}), 35: ('wagtail.blocks.URLBlock', (), {'label': 'Osoite', 'max_length': 500}), 36: ('wagtail.blocks.TextBlock', (), {'help_text': 'Sama asia tekstinä: niille, jotka eivät voi tai halua avata toista palvelua.', 'label': 'Tekstivastine', 'max_length': 20000, 'rows': 4}), 37: ('wagtail.blocks.StructBlock', [[('url', 35), ('title', 0), ('transcript', 36)]], {})}, verbose_name='teksti')),
                        ('source_note', models.CharField(blank=True, help_text='Mihin teksti perustuu. Näkyy tekstin lopussa pienellä.', max_length=300, verbose_name='lähteet')),
                        ('asks_question', models.BooleanField(default=False, help_text='Osio on valmis, kun se on merkitty luetuksi ja osallistuja on kirjoittanut yhden kysymyksen.', verbose_name='pyydä oma kysymys')),
                    ],
                    options={
                        'verbose_name': 'lukeminen',
                        'verbose_name_plural': 'lukemiset',
                    },
                    bases=('courses.activitypage',),
                ),
                migrations.CreateModel(
                    name='Reading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('block', models.CharField(blank=True, max_length=64)),
                        ('answers', models.JSONField(default=dict)),
                        ('updated_at', models.DateTimeField()),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='courses.enrolment')),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='lesson.lessonpage')),
                    ],
                    options={
                        'verbose_name': 'lukukohta',
                        'verbose_name_plural': 'lukukohdat',
                        'constraints': [models.UniqueConstraint(fields=('enrolment', 'page'), name='lesson_reading_once')],
                    },
                ),
            ],
        ),
    ]
