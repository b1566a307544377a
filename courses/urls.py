"""Addresses of the course core. Learner addresses carry the run, because runs share pages."""

from django.urls import path

from courses.views import attendance, enrolment, learner, pages, people, progress, questions, runs

app_name = "courses"

urlpatterns = [
    path("ilmoittaudu/<slug:run>/", enrolment.enrol_in_run, name="enrol"),
    path("ilmoittaudu/<slug:run>/peru/", enrolment.cancel_enrolment, name="cancel"),
    path("oppi/<slug:run>/", learner.learn, name="learn"),
    path("oppi/<slug:run>/kerta/<int:position>/", learner.session, name="session"),
    path("oppi/<slug:run>/<slug:activity>/", learner.activity, name="activity"),
    path("oppi/<slug:run>/<slug:activity>/<path:rest>", learner.activity, name="activity-route"),
    path("kouluttaja/<slug:run>/edistyminen/", progress.progress, name="progress"),
    path("kouluttaja/<slug:run>/kysymykset/<int:position>/", questions.questions, name="questions"),
    path("kouluttaja/<slug:run>/osallistujat/<uuid:person>/", people.trainee, name="trainee"),
    path("kouluttaja/<slug:run>/osallistujat/<uuid:person>/vahvista/", people.confirm, name="confirm"),
    path("kouluttaja/<slug:run>/osallistujat/<uuid:person>/poikkeus/", people.grant, name="exception"),
    path("kouluttaja/<slug:run>/lasnaolo/", attendance.sessions, name="registers"),
    path("kouluttaja/<slug:run>/lasnaolo/<int:position>/", attendance.register, name="attendance"),
    path("kouluttaja/<slug:run>/lasnaolo/<int:position>/lukitse/", attendance.lock, name="attendance-lock"),
    path("koordinaattori/uusi-toteutus/", runs.new_run, name="new-run"),
    path("koordinaattori/<slug:run>/aikataulu/", runs.schedule, name="schedule"),
    path("koordinaattori/<slug:run>/aikataulu/<int:position>/", runs.edit_session, name="edit-session"),
    path("koordinaattori/<slug:run>/hakemukset/", enrolment.applications, name="applications"),
    path("koordinaattori/<slug:run>/hakemukset/<uuid:person>/", enrolment.decide_application, name="decide"),
    path("esikatselu/<int:page>/", pages.preview, name="preview"),
]
