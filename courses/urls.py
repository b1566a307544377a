"""Addresses of the course core. Learner addresses carry the run, because runs share pages."""

from django.urls import path

from courses.views import (
    attendance,
    attendance_files,
    conference,
    enrolment,
    exceptions,
    learner,
    make_ups,
    pages,
    people,
    progress,
    questions,
    rules,
    runs,
    search,
    session_desk,
)

app_name = "courses"
EXCEPTION = "kouluttaja/<slug:run>/osallistujat/<uuid:person>/poikkeus/<slug:condition>/"

urlpatterns = [
    path("ilmoittaudu/<slug:run>/", enrolment.enrol_in_run, name="enrol"),
    path("ilmoittaudu/<slug:run>/peru/", enrolment.cancel_enrolment, name="cancel"),
    path("oppi/<slug:run>/", learner.learn, name="learn"),
    path("oppi/<slug:run>/kerta/<int:position>/", learner.session, name="session"),
    path("oppi/<slug:run>/haku/", search.search, name="search"),
    path("oppi/<slug:run>/kerta/<int:position>/kirjaudu/", session_desk.check_oneself_in, name="check-in"),
    path("oppi/<slug:run>/kerta/<int:position>/korvaus/", make_ups.make_up, name="make-up"),
    path("oppi/<slug:run>/kerta/<int:position>/korvaus/tiedosto/", make_ups.own_file, name="make-up-own-file"),
    path("oppi/<slug:run>/<slug:activity>/", learner.activity, name="activity"),
    path("oppi/<slug:run>/<slug:activity>/<path:rest>", learner.activity, name="activity-route"),
    path("kouluttaja/<slug:run>/edistyminen/", progress.progress, name="progress"),
    path("kouluttaja/<slug:run>/kysymykset/<int:position>/", questions.questions, name="questions"),
    path("kouluttaja/<slug:run>/osallistujat/<uuid:person>/", people.trainee, name="trainee"),
    path("kouluttaja/<slug:run>/osallistujat/<uuid:person>/vahvista/", people.confirm, name="confirm"),
    path("kouluttaja/<slug:run>/osallistujat/<uuid:person>/poikkeus/", exceptions.grant, name="exception"),
    path(EXCEPTION + "vahvista/", exceptions.confirm, name="exception-confirm"),
    path(EXCEPTION + "hyvaksy/", exceptions.accept, name="exception-accept"),
    path(EXCEPTION + "lopeta/", exceptions.end, name="exception-end"),
    path("kouluttaja/<slug:run>/poikkeukset/", exceptions.listing, name="exceptions"),
    path("kouluttaja/<slug:run>/ehdot/", rules.rules, name="rules"),
    path("kouluttaja/<slug:run>/ehdot/muuta/", rules.change, name="rules-change"),
    path("kouluttaja/<slug:run>/ehdot/siirra/", rules.move, name="rules-move"),
    path("kouluttaja/<slug:run>/lasnaolo/", attendance.sessions, name="registers"),
    path("kouluttaja/<slug:run>/lasnaolo/<int:position>/", attendance.register, name="attendance"),
    path("kouluttaja/<slug:run>/lasnaolo/<int:position>/lukitse/", attendance.lock, name="attendance-lock"),
    path("kouluttaja/<slug:run>/lasnaolo/<int:position>/tuo/", conference.upload, name="conference-upload"),
    path("kouluttaja/<slug:run>/lasnaolo/<int:position>/tuo/<uuid:listing>/", conference.preview, name="conference"),
    path(
        "kouluttaja/<slug:run>/lasnaolo/<int:position>/luettelo.<slug:ending>",
        attendance_files.attendance_file,
        name="attendance-file",
    ),
    path("kouluttaja/<slug:run>/kerta/<int:position>/", session_desk.session_desk, name="session-desk"),
    path("kouluttaja/<slug:run>/kerta/<int:position>/koodi/", session_desk.check_in_code, name="check-in-code"),
    path("kouluttaja/<slug:run>/korvaavat/<uuid:make_up>/", make_ups.review, name="make-up-review"),
    path("kouluttaja/<slug:run>/korvaavat/<uuid:make_up>/tiedosto/", make_ups.file, name="make-up-file"),
    path("koordinaattori/uusi-toteutus/", runs.new_run, name="new-run"),
    path("koordinaattori/<slug:run>/aikataulu/", runs.schedule, name="schedule"),
    path("koordinaattori/<slug:run>/aikataulu/<int:position>/", runs.edit_session, name="edit-session"),
    path("koordinaattori/<slug:run>/hakemukset/", enrolment.applications, name="applications"),
    path("koordinaattori/<slug:run>/hakemukset/<uuid:person>/", enrolment.decide_application, name="decide"),
    path("esikatselu/<int:page>/", pages.preview, name="preview"),
]
