from django.urls import path

from gaisma.record.people.pages import contacts, persons, staff

app_name = "people"
urlpatterns = [
    path("me/", persons.me, name="me"),
    path("find/", persons.find, name="find"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.take_on, name="take_on"),
    path("vacancies/", staff.vacancies_list, name="vacancies"),
    path("vacancies/new/", staff.vacancy_new, name="vacancy_new"),
    path("vacancies/<int:vacancy_id>/plan/", staff.vacancy_plan, name="vacancy_plan"),
    path("vacancies/<int:vacancy_id>/close/", staff.vacancy_close, name="vacancy_close"),
    path("<int:person_id>/", persons.person, name="person"),
    path("<int:person_id>/change/", persons.change, name="change"),
    path("<int:person_id>/code/", persons.code, name="code"),
    path("<int:person_id>/code/show/", persons.show_code, name="show_code"),
    path("<int:person_id>/merge/<int:other_id>/", persons.merge, name="merge"),
    path("<int:person_id>/looks/", persons.person_looks, name="looks"),
    path("<int:person_id>/held/", persons.held, name="held"),
    path("<int:person_id>/held/file/", persons.held_file, name="held_file"),
    path("<int:person_id>/erase/", persons.erase, name="erase"),
    path("ties/<int:tie_id>/", persons.tie, name="tie"),
    path("ties/<int:tie_id>/confirm/", persons.confirm_tie, name="tie_confirm"),
    path("ties/<int:tie_id>/refuse/", persons.refuse_tie, name="tie_refuse"),
    path("<int:person_id>/contacts/new/", contacts.contact_new, name="contact_new"),
    path("contacts/<int:contact_id>/", contacts.contact_change, name="contact_change"),
    path("contacts/<int:contact_id>/remove/", contacts.contact_remove, name="contact_remove"),
    path("<int:person_id>/guardians/new/", contacts.guardian_new, name="guardian_new"),
    path("guardians/<int:guardian_id>/", contacts.guardian_change, name="guardian_change"),
    path("guardians/<int:guardian_id>/remove/", contacts.guardian_remove, name="guardian_remove"),
    path("<int:person_id>/numbers/new/", contacts.identifier_new, name="identifier_new"),
    path(
        "numbers/<int:identifier_id>/remove/", contacts.identifier_remove, name="identifier_remove"
    ),
    path("<int:person_id>/posts/new/", staff.employ, name="employ"),
    path("posts/<int:employment_id>/", staff.employment_change, name="employment_change"),
    path("posts/<int:employment_id>/end/", staff.employment_end, name="employment_end"),
    path("<int:person_id>/qualifications/new/", staff.qualification_new, name="qualification_new"),
    path(
        "qualifications/<int:qualification_id>/",
        staff.qualification_change,
        name="qualification_change",
    ),
    path(
        "qualifications/<int:qualification_id>/remove/",
        staff.qualification_remove,
        name="qualification_remove",
    ),
    path("<int:person_id>/development/new/", staff.development_new, name="development_new"),
    path(
        "development/<int:development_id>/remove/",
        staff.development_remove,
        name="development_remove",
    ),
]
