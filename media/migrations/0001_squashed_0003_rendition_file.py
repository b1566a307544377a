import accounts.create_models
import django.core.validators
import django.db.models.deletion
import media.models
import media.storage
import media.uploads
import modelsearch.index
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('media', '0001_initial'), ('media', '0002_recording_size'), ('media', '0003_rendition_file')]

    initial = True

    dependencies = [
        ('accounts', '0004_erasure_ledger'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        accounts.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Attachment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=255, verbose_name='title')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                        ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                        ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                        ('file', models.FileField(storage=media.storage.protected_storage, upload_to='documents', verbose_name='tiedosto')),
                        ('is_public', models.BooleanField(default=False, help_text='Julkisen tiedoston voi ladata kirjautumatta.', verbose_name='julkinen')),
                        ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                        ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                        ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                    ],
                    options={
                        'verbose_name': 'tiedosto',
                        'verbose_name_plural': 'tiedostot',
                        'abstract': False,
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name='Picture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=255, verbose_name='title')),
                        ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                        ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                        ('width', models.IntegerField(editable=False, verbose_name='width')),
                        ('height', models.IntegerField(editable=False, verbose_name='height')),
                        ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                        ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                        ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                        ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                        ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                        ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                        ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                        ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                        ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                        ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                    ],
                    options={
                        'verbose_name': 'kuva',
                        'verbose_name_plural': 'kuvat',
                        'abstract': False,
                    },
                    bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name='Recording',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=255, verbose_name='title')),
                        ('type', models.CharField(choices=[('audio', 'Audio file'), ('video', 'Video file')], max_length=255)),
                        ('duration', models.FloatField(blank=True, default=0, help_text='Duration in seconds', validators=[django.core.validators.MinValueValidator(0)], verbose_name='duration')),
                        ('width', models.PositiveIntegerField(blank=True, null=True, verbose_name='width')),
                        ('height', models.PositiveIntegerField(blank=True, null=True, verbose_name='height')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('file', models.FileField(storage=media.storage.protected_storage, upload_to='recordings', validators=[media.uploads.UploadValidator(kinds=frozenset(['flac', 'mp3', 'mp4', 'ogg', 'wav', 'webm']), max_megabytes=150)], verbose_name='tiedosto')),
                        ('thumbnail', models.FileField(blank=True, storage=media.storage.protected_storage, upload_to='recordings', validators=[media.uploads.UploadValidator(kinds=frozenset(['gif', 'jpeg', 'png', 'webp']), max_megabytes=5)], verbose_name='kansikuva')),
                        ('transcript', models.TextField(blank=True, help_text='Kaikki, mitä kuullaan ja nähdään, kirjoitettuna. Erota kappaleet tyhjällä rivillä.', verbose_name='tekstivastine')),
                        ('chapter_lines', models.TextField(blank=True, help_text='Yksi rivillä: aika ja otsikko, esimerkiksi 1:05 Toinen ovi.', verbose_name='luvut')),
                        ('is_public', models.BooleanField(default=False, help_text='Julkisen tallenteen voi näyttää julkisilla sivuilla.', verbose_name='julkinen')),
                        ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                        ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                        ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                    ],
                    options={
                        'verbose_name': 'tallenne',
                        'verbose_name_plural': 'tallenteet',
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name='PictureRendition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('filter_spec', models.CharField(db_index=True, max_length=255)),
                        ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                        ('width', models.IntegerField(editable=False)),
                        ('height', models.IntegerField(editable=False)),
                        ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                        ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='media.picture')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='media_rendition_once')],
                        'indexes': [models.Index(fields=['file'], name='media_rendition_file')],
                    },
                    bases=(wagtail.images.models.ImageFileMixin, models.Model),
                ),
                migrations.CreateModel(
                    name='MediaTrack',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('captions', 'tekstitys'), ('chapters', 'luvut'), ('descriptions', 'kuvailu')], default='captions', max_length=12, verbose_name='laji')),
                        ('srclang', models.CharField(choices=[('fi', 'suomi'), ('sv', 'ruotsi'), ('en', 'englanti'), ('se', 'pohjoissaame')], default='fi', max_length=2, verbose_name='kieli')),
                        ('label', models.CharField(blank=True, max_length=60, verbose_name='nimi valikossa')),
                        ('file', models.FileField(storage=media.storage.protected_storage, upload_to=media.models.track_path, verbose_name='WebVTT-tiedosto')),
                        ('recording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tracks', to='media.recording', verbose_name='tallenne')),
                    ],
                    options={
                        'verbose_name': 'tekstiraita',
                        'verbose_name_plural': 'tekstiraidat',
                        'ordering': ['kind', 'srclang'],
                        'constraints': [models.UniqueConstraint(fields=('recording', 'kind', 'srclang'), name='media_track_once')],
                    },
                ),
            ],
        ),
    ]
