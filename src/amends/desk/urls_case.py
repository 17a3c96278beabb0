"""The addresses of a case."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.desk import calls, case_acts, case_files, case_page, clocks_page, rescuing, sending

_CASE = "cases/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(_CASE, case_page.case, name="case"),
    path(_CASE + "forms/<slug:name>", case_page.form, name="case_form"),
    path(_CASE + "pulse", case_page.pulse, name="case_pulse"),
    path(_CASE + "mails/<int:message>", case_files.mail, name="case_mail"),
    path(_CASE + "files/<int:file>", case_files.file, name="case_file"),
    path(_CASE + "reply", sending.reply, name="case_reply"),
    path(_CASE + "note", sending.note, name="case_note"),
    path(_CASE + "read", sending.read, name="case_read"),
    path(_CASE + "draft", sending.draft, name="case_draft"),
    path(_CASE + "draft/discard", sending.discard_draft, name="case_draft_discard"),
    path(_CASE + "mails/<int:mail>/again", sending.mail_again, name="case_mail_again"),
    path("held/<int:held>/undo", sending.undo, name="held_undo"),
    path("held/<int:held>/send", sending.send_now, name="held_send"),
    path("held/<int:held>/discard", sending.discard, name="held_discard"),
    path(_CASE + "feeling", case_acts.feeling, name="case_feeling"),
    path(_CASE + "finished", case_acts.finished, name="case_finished"),
    path(_CASE + "problem", case_acts.problem, name="case_problem"),
    path(_CASE + "remark", case_acts.remark, name="case_remark"),
    path(_CASE + "restatement", case_acts.restatement, name="case_restatement"),
    path(_CASE + "understood", case_acts.understood, name="case_understood"),
    path(_CASE + "spoken", case_acts.spoken, name="case_spoken"),
    path(_CASE + "answer", case_acts.answer, name="case_answer"),
    path(_CASE + "promises", case_acts.promise, name="case_promise"),
    path(_CASE + "promises/<int:promise>/kept", case_acts.kept, name="case_kept"),
    path(_CASE + "promises/<int:promise>/moved", case_acts.moved, name="case_moved"),
    path(_CASE + "promises/<int:promise>/rescue", rescuing.rescue, name="case_rescue"),
    path(_CASE + "promises/<int:promise>/rung", calls.rung, name="case_rung"),
    path(_CASE + "promises/<int:promise>/deferred", calls.deferred, name="case_deferred"),
    path(_CASE + "supervisor", calls.supervisor, name="case_supervisor"),
    path(_CASE + "follow-up", calls.follow_up, name="case_follow_up"),
    path(_CASE + "follow-up/mail", calls.follow_up_mail, name="case_follow_up_mail"),
    path(_CASE + "promises/<int:promise>/released", case_acts.released, name="case_released"),
    path(_CASE + "offers", case_acts.offer, name="case_offer"),
    path(_CASE + "offers/<int:offer>/answer", case_acts.offer_answer, name="case_offer_answer"),
    path(_CASE + "actions", case_acts.action, name="case_action"),
    path(_CASE + "kind", case_acts.kind, name="case_kind"),
    path(_CASE + "owner", case_acts.owner, name="case_owner"),
    path(_CASE + "sorted", case_acts.sorted_out, name="case_sorted"),
    path(_CASE + "closure", case_acts.closure, name="case_closure"),
    path(_CASE + "confirmation", case_acts.confirmation, name="case_confirmation"),
    path(_CASE + "reopening", case_acts.reopening, name="case_reopening"),
    path(_CASE + "clocks", clocks_page.clocks, name="case_clocks"),
    path(_CASE + "clocks/moment", clocks_page.moment, name="case_moment"),
    path(_CASE + "clocks/letter", clocks_page.letter, name="case_letter"),
    path(_CASE + "clocks/<int:clock>/extended", clocks_page.extension, name="case_extension"),
    path(_CASE + "clocks/points", clocks_page.point, name="case_point"),
    path(_CASE + "clocks/records", clocks_page.record, name="case_record"),
    path(_CASE + "lead", case_acts.lead, name="case_lead"),
    path(_CASE + "call", case_acts.call, name="case_call"),
    path(_CASE + "lesson", case_acts.lesson, name="case_lesson"),
    path(_CASE + "lesson/<int:lesson>", case_acts.lesson_words, name="case_lesson_words"),
    path(_CASE + "nothing-new", case_acts.nothing_new, name="case_nothing_new"),
]
