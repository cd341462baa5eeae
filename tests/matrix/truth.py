"""Who may what, written by hand: what the code says is held against it.

Whoever changes a rule changes it here as well, and says so by that: a permission that some role
gains or loses, or a page that is opened by another permission.
"""

from gaisma.base.models.accounts import ROLES

EVERYONE, SIGNED_IN = "everyone", "accounts.own"
"""Needs no sign-in; needs no role."""
WITHOUT_PERMISSION = ("reading", "the command line", "the row")
"""Headings of acts before which no permission is demanded, or another thing decides as well."""

WHO = """
                                   spec man fou head dep meth clas tea sup cen fin proj aud adm

accounts.administer                .    .   .   .    .   .    .    .   .   .   .   .    .   x
accounts.grant                     x    x   .   x    x   .    .    .   .   .   .   .    .   x
accounts.see                       x    x   .   x    x   .    .    .   .   .   .   .    x   x

administration.keep_installation   .    .   .   .    .   .    .    .   .   .   .   .    .   x
administration.keep_reference_data .    .   .   .    .   .    .    .   .   .   .   .    .   x
administration.read_audit          .    .   .   .    .   .    .    .   .   .   .   .    x   x
administration.see_health          .    .   .   .    .   .    .    .   .   .   .   .    .   x

api.keep_own_tokens                x    x   x   x    x   x    x    x   x   x   x   x    x   x
api.read                           x    x   x   x    x   x    x    x   x   x   x   x    x   x

appraisals.appraise                x    x   .   .    .   .    .    .   .   .   .   .    .   .
appraisals.open                    .    x   .   .    .   .    .    .   .   .   .   .    .   .
appraisals.see                     x    x   .   x    .   .    .    .   .   .   .   .    .   .

attendance.see                     x    x   .   x    x   .    x    x   x   .   .   .    x   .
attendance.see_signals             x    x   .   x    x   .    .    .   .   .   .   .    x   .
attendance.see_unexcused           x    x   .   x    x   .    .    .   x   .   .   .    x   .

base.look_around                   x    x   x   x    x   x    x    x   x   x   x   x    x   x
base.see_components                x    x   x   x    x   x    x    x   x   x   x   x    x   x

assessments.define                 x    x   .   .    .   .    .    .   .   .   .   .    .   .
assessments.enter                  x    x   .   x    x   .    .    .   .   .   .   .    .   .
assessments.see                    x    x   x   x    x   x    x    x   x   .   .   .    x   .
assessments.see_results            x    x   .   x    x   .    x    x   .   .   .   .    .   .
assessments.see_support            .    .   .   x    x   .    x    x   x   .   .   .    .   .
assessments.settle                 x    x   .   .    .   .    .    .   .   .   .   .    .   .

calendar.deliver                   x    x   .   x    x   .    .    .   .   .   .   .    .   .
calendar.keep_deadlines            x    x   .   .    .   .    .    .   .   .   .   .    .   .
calendar.keep_measures             x    x   .   x    x   .    .    .   .   .   .   .    .   .
calendar.see                       x    x   x   x    x   x    x    x   x   x   x   x    x   x
calendar.see_missing               x    x   x   x    x   .    .    .   .   .   .   .    x   .
calendar.share                     x    x   .   x    x   .    .    .   .   .   .   .    .   .

calibration.keep                   x    x   .   .    .   .    .    .   .   .   .   .    .   .
calibration.see                    x    x   .   x    x   x    x    x   x   x   .   .    .   .
calibration.see_validity           x    x   .   x    x   .    .    .   .   .   .   .    .   .
calibration.take                   x    x   .   x    x   x    x    x   x   x   .   .    .   .

challenges.keep                    x    x   .   .    .   .    .    .   .   .   .   .    .   .
challenges.see                     x    x   .   x    x   .    .    .   .   .   .   .    x   .

closing.prepare                    x    x   .   .    .   .    .    .   .   .   .   .    .   .

data_quality.judge                 x    x   .   x    x   .    .    .   .   .   .   .    .   .
data_quality.see                   x    x   .   x    x   .    .    .   .   .   .   .    x   .

figures.see                        x    x   x   x    x   x    x    x   x   x   x   x    x   x
figures.see_names                  x    x   .   x    x   .    .    .   .   .   .   .    x   .
figures.see_records                x    x   x   x    x   .    .    .   .   .   .   .    x   .

governance.keep_acts               x    x   .   .    .   .    .    .   .   .   .   .    .   .
governance.keep_boards             x    x   .   x    x   .    .    .   .   .   .   .    .   .
governance.keep_priorities         x    x   .   .    .   .    .    .   .   .   .   .    .   .
governance.see_acts                x    x   x   x    x   x    x    x   x   x   x   x    x   x
governance.see_boards              x    x   x   x    x   .    .    .   .   .   .   .    x   .
governance.see_members             x    x   .   x    x   .    .    .   .   .   .   .    x   .
governance.see_priorities          x    x   x   x    x   x    x    x   x   x   x   x    x   x

home.see                           x    x   x   x    x   x    x    x   x   x   x   x    x   x

imports.keep_mappings              x    x   .   .    .   .    .    .   .   .   .   .    .   x
imports.see                        x    x   .   .    .   .    .    .   .   .   .   .    x   .
imports.see_tables                 x    x   .   x    x   .    .    .   .   .   .   .    x   x
imports.take_in                    x    x   .   .    .   .    .    .   .   .   .   .    .   .
imports.take_out                   x    x   .   x    x   .    .    .   .   .   .   .    x   .

inspections.acknowledge            .    .   .   x    .   .    .    .   .   .   .   .    .   .
inspections.check                  x    x   .   .    .   .    .    .   .   .   .   .    .   .
inspections.inspect                x    x   .   .    .   .    .    .   .   .   .   .    .   .
inspections.mend                   x    x   .   x    x   .    .    .   .   .   .   .    .   .
inspections.plan                   x    x   .   .    .   .    .    .   .   .   .   .    .   .
inspections.see                    x    x   .   x    x   .    .    .   .   .   .   .    .   .

instruments.keep                   x    x   .   .    .   .    .    .   .   .   .   .    .   .
instruments.see                    x    x   x   x    x   x    x    x   x   x   x   x    x   x

new_year.confirm                   .    .   .   x    x   .    .    .   .   .   .   .    .   .
new_year.prepare                   x    x   .   x    x   .    .    .   .   .   .   .    .   .
new_year.see                       x    x   .   x    x   .    .    .   .   .   .   .    .   .

observations.observe               x    x   .   x    x   x    x    x   x   x   .   .    .   .
observations.plan                  x    x   .   x    x   .    .    .   .   .   .   .    .   .
observations.plan_external         x    x   .   .    .   .    .    .   .   .   .   .    .   .
observations.plan_internal         .    .   .   x    x   .    .    .   .   .   .   .    .   .
observations.see                   x    x   .   x    x   x    x    x   x   x   .   .    .   .
observations.see_picture           x    x   .   x    x   .    .    .   .   .   .   .    x   .
observations.set_coverage          x    x   .   .    .   .    .    .   .   .   .   .    .   .

organisations.keep                 x    .   .   .    .   .    .    .   .   .   .   .    .   x
organisations.keep_contacts        x    x   .   x    x   .    .    .   .   .   .   .    .   x
organisations.keep_sites           x    .   .   x    x   .    .    .   .   .   .   .    .   x
organisations.see                  x    x   x   x    x   x    x    x   x   x   x   x    x   x
organisations.see_history          x    x   .   x    x   .    .    .   .   .   .   .    x   x

people.erase                       .    x   .   .    .   .    .    .   .   .   .   .    .   .
people.keep                        x    x   .   x    x   .    .    .   .   .   .   .    .   .
people.keep_staff                  x    x   .   x    x   .    .    .   .   .   .   .    .   .
people.merge                       x    x   .   .    .   .    .    .   .   .   .   .    .   .
people.see                         x    x   .   x    x   .    x    x   x   .   .   .    x   .
people.see_looks                   x    x   .   x    .   .    .    .   .   .   .   .    x   .
people.see_own                     x    x   x   x    x   x    x    x   x   x   x   x    x   x
people.see_staff                   x    x   .   x    x   .    .    .   .   .   .   .    x   .
people.show_code                   x    x   .   x    x   .    .    .   .   .   .   .    x   .

prevention.open                    .    .   .   x    x   .    x    .   x   .   .   .    .   .
prevention.publish_algorithms      x    x   .   .    .   .    .    .   .   .   .   .    .   .
prevention.see_algorithms          x    x   .   x    x   x    x    x   x   x   .   .    x   .
prevention.see                     x    x   .   x    x   x    x    x   x   x   .   .    .   .
prevention.see_climate             x    x   .   x    x   .    .    .   x   .   .   .    x   .
prevention.see_outside             x    x   .   .    .   .    .    .   .   .   .   .    .   .
prevention.see_rules               x    x   .   x    x   x    x    x   x   x   .   .    x   .
prevention.seek                    x    x   .   .    .   .    .    .   .   .   .   .    .   .
prevention.see_signals             .    .   .   .    .   .    x    .   x   .   .   .    .   .
prevention.set_rules               x    x   .   .    .   .    .    .   .   .   .   .    .   .
prevention.work                    x    x   .   x    x   x    x    x   x   x   .   .    .   .

programmes.keep_groups             x    x   .   x    x   .    .    .   .   .   .   .    .   .
programmes.keep_learners           x    x   .   x    x   .    .    .   .   .   .   .    .   .
programmes.keep_queue              x    x   .   .    .   .    .    .   .   .   .   .    .   .
programmes.see_groups              x    x   .   x    x   .    x    x   x   .   .   .    x   .
programmes.see_learners            x    x   .   x    x   .    x    x   x   .   .   .    x   .
programmes.see_queue               x    x   .   x    x   .    .    .   .   .   .   .    x   .
programmes.see_transfers           x    x   .   x    x   .    .    .   .   .   .   .    x   .

reports.read                       x    x   x   x    x   x    .    .   .   .   x   .    x   .
reports.read_drafts                x    x   .   .    .   .    .    .   .   .   .   .    x   .
reports.review                     .    x   .   .    .   .    .    .   .   .   .   .    .   .
reports.write                      x    x   .   .    .   .    .    .   .   .   .   .    .   .

search.search                      x    x   x   x    x   x    x    x   x   x   x   x    x   x

selfevaluation.agree               .    x   x   .    .   .    .    .   .   .   .   .    .   .
selfevaluation.contribute          .    .   .   .    x   x    x    x   x   x   .   .    .   .
selfevaluation.keep_findings       x    x   .   .    .   .    .    .   .   .   .   .    .   .
selfevaluation.publish             x    x   .   x    x   .    .    .   .   .   .   .    .   .
selfevaluation.remark              x    x   .   x    x   x    x    x   x   x   .   .    .   .
selfevaluation.return              x    x   x   .    .   .    .    .   .   .   .   .    .   .
selfevaluation.see                 x    x   x   x    x   x    x    x   x   x   .   .    x   .
selfevaluation.see_board           x    x   x   .    .   .    .    .   .   .   .   .    x   .
selfevaluation.see_contributions   .    .   .   x    x   x    x    x   x   x   .   .    .   .
selfevaluation.see_findings        x    x   x   x    x   .    .    .   .   .   .   .    x   .
selfevaluation.sign                .    .   .   x    .   .    .    .   .   .   .   .    .   .
selfevaluation.write               .    .   .   x    x   .    .    .   .   .   .   .    .   .

socialemotional.enter              .    .   .   .    .   .    x    .   .   .   .   .    .   .
socialemotional.see                x    x   .   x    x   .    x    .   x   .   .   .    x   .
socialemotional.set_norms          x    x   .   .    .   .    .    .   .   .   .   .    .   .

surveys.draw_code                  .    .   .   x    x   x    x    x   x   x   .   .    .   .
surveys.give_codes                 x    x   .   x    x   .    .    .   .   .   .   .    .   .
surveys.print_codes                x    x   .   x    x   .    x    x   .   .   .   .    .   .
surveys.read_texts                 x    x   .   x    x   .    .    .   .   .   .   .    .   .
surveys.run                        x    x   .   .    .   .    .    .   .   .   .   .    .   .
surveys.see                        x    x   .   x    x   .    .    .   .   .   .   .    x   .

thresholds.keep                    .    .   .   .    .   .    .    .   .   .   .   .    .   x

works.see_all                      .    .   .   .    .   .    .    .   .   .   .   .    .   x
works.see_own                      x    x   x   x    x   x    x    x   x   x   x   x    x   x

wellbeing.arrange                  x    x   .   x    x   .    .    .   x   .   .   .    .   .
wellbeing.ask                      x    x   .   x    x   .    .    .   x   .   .   .    .   .
wellbeing.keep_partners            x    x   .   x    x   .    .    .   .   .   .   .    .   .
wellbeing.see                      x    x   .   x    x   .    .    .   x   .   .   .    x   .
"""
"""Permission by permission the roles that give it, in the order of ROLES: at what they reach."""

WHERE = """
accounts.administer:
    accounts:close accounts:reopen accounts:reset_second_factor accounts:locks accounts:unlock
    accounts:mail
accounts.grant:
    accounts:grant accounts:end_grant accounts:invite accounts:invite_list
    accounts:invite_list_example accounts:send_again accounts:withdraw
accounts.own:
    account_change_password account_set_password account_reauthenticate mfa_reauthenticate
    mfa_reauthenticate_webauthn mfa_index mfa_activate_totp mfa_deactivate_totp
    mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes
    mfa_list_webauthn mfa_add_webauthn mfa_edit_webauthn mfa_remove_webauthn accounts:own
    accounts:name accounts:address accounts:confirm_address accounts:sign_out_everywhere
accounts.see:
    accounts:accounts accounts:account accounts:invitations accounts:invitation
administration.keep_installation:
    administration:installation administration:retention
administration.keep_reference_data:
    administration:years administration:add_year administration:year administration:remove_year
    administration:add_term administration:change_term administration:remove_term
    administration:moved_days administration:move_day administration:change_moved_day
    administration:remove_moved_day administration:subjects administration:add_subject
    administration:change_subject administration:remove_subject
administration.read_audit:
    administration:audit
administration.see_health:
    administration:overview
api.keep_own_tokens:
    api:tokens api:new_token api:revoke_token
api.read:
    api:description api:v1:openapi
appraisals.appraise:
    selfevaluation:judge selfevaluation:conclude selfevaluation:set_task selfevaluation:talk
    selfevaluation:task
appraisals.open:
    selfevaluation:open
appraisals.see:
    selfevaluation:appraisals selfevaluation:appraisal selfevaluation:tell selfevaluation:read
attendance.see:
    attendance:month attendance:place attendance:class attendance:learner
attendance.see_signals:
    attendance:signals
attendance.see_unexcused:
    attendance:unexcused
assessments.define:
    assessments:plan assessments:change assessments:cancel assessments:open assessments:close
    assessments:reopen assessments:add_paper assessments:change_paper assessments:remove_paper
    assessments:add_reference assessments:remove_reference assessments:add_average
    assessments:add_rule assessments:change_rule assessments:remove_rule
    assessments:tell assessments:withhold
assessments.enter:
    assessments:classes assessments:enter assessments:correct assessments:appeal
    assessments:remove assessments:families assessments:slips
assessments.see:
    assessments:list assessments:assessment assessments:paper assessments:averages
    assessments:rules
assessments.see_results:
    assessments:results assessments:result assessments:passed assessments:analysis
    assessments:paths
assessments.see_support:
    assessments:support
assessments.settle:
    assessments:settle assessments:decide assessments:confirm
base.see_components:
    base:style
calendar.deliver:
    calendar:deliver
calendar.keep_deadlines:
    calendar:set_deadline calendar:change_deadline calendar:lift calendar:accept calendar:return
calendar.keep_measures:
    calendar:plan calendar:change_measure calendar:call_off
calendar.see:
    calendar:month calendar:agenda calendar:year calendar:measure calendar:deadline
    calendar:feeds calendar:make_feed calendar:take_back_feed
calendar.see_missing:
    calendar:deadlines calendar:missing calendar:digest
calendar.share:
    calendar:make_institutions calendar:take_back_institutions
calibration.keep:
    calibration:write calibration:change calibration:describe calibration:agree calibration:drop
    calibration:reveal calibration:open calibration:withdraw
calibration.see:
    calibration:list calibration:exercise calibration:print calibration:result
    calibration:result_print
calibration.see_validity:
    calibration:validity
calibration.take:
    calibration:take
challenges.keep:
    challenges:name challenges:change challenges:drop challenges:conclude challenges:reopen
    challenges:carry_on challenges:add_task challenges:change_task challenges:remove_task
challenges.see:
    challenges:list challenges:challenge
closing.prepare:
    closing:closings closing:begin closing:change closing:groups closing:posts closing:preview
    closing:carry_out closing:undo closing:drop
data_quality.judge:
    data_quality:take_back data_quality:right
data_quality.see:
    data_quality:overview data_quality:judged data_quality:findings
everyone:
    surveys:door surveys:thanks surveys:trial surveys:answer base:language base:health base:live
    base:ready base:offline base:worker base:styles account_login mfa_authenticate
    mfa_login_webauthn account_inactive socialaccount_login_cancelled openid_connect_login
    openid_connect_callback account_logout account_reset_password account_reset_password_done
    account_reset_password_from_key_done account_reset_password_from_key accounts:accept
    calendar:feed assessments:read prevention:own
figures.see:
    figures:list figures:figure api:v1:indicators api:v1:figure
figures.see_records:
    figures:records
governance.keep_acts:
    governance:enter_act governance:change_act governance:remove_act
governance.keep_boards:
    governance:set_up_board governance:change_board governance:seat governance:change_member
    governance:remove_member governance:meet governance:change_meeting governance:remove_meeting
governance.keep_priorities:
    governance:enter_priority governance:change_priority governance:remove_priority
governance.see_acts:
    governance:acts governance:act
governance.see_boards:
    governance:boards governance:board
governance.see_priorities:
    governance:priorities governance:priority
home.see:
    home:home
imports.keep_mappings:
    interop:mappings interop:new_mapping interop:mapping interop:forget_mapping
imports.see:
    interop:list interop:import
imports.see_tables:
    interop:tables interop:template
imports.take_in:
    interop:new interop:upload interop:check interop:columns interop:values interop:commit
    interop:discard
    interop:problems interop:corrections interop:undo
imports.take_out:
    interop:stored
inspections.acknowledge:
    inspections:acknowledge
inspections.check:
    inspections:postpone inspections:check
inspections.inspect:
    inspections:sheet inspections:write_down inspections:take inspections:sign
    inspections:reopen inspections:change_defect inspections:remove_defect
    inspections:remove_photo
inspections.mend:
    inspections:mend
inspections.plan:
    inspections:plan inspections:change inspections:cancel
inspections.see:
    inspections:list inspections:inspection inspections:defects inspections:defect
    inspections:photo inspections:act inspections:act_photo inspections:print inspections:word
    inspections:pdf
instruments.keep:
    instruments:take_in instruments:begin instruments:retire instruments:bring_back
    instruments:put_into_use instruments:drop instruments:draft instruments:title
    instruments:order instruments:add_section instruments:section instruments:remove_section
    instruments:add_item instruments:item instruments:remove_item instruments:add_list
    instruments:list instruments:remove_list
instruments.see:
    instruments:instruments instruments:instrument instruments:preview instruments:paper
    instruments:workbook
new_year.prepare:
    new_year:begin new_year:groups new_year:open_group new_year:group new_year:drop_group
    new_year:learners new_year:programmes new_year:preview new_year:carry_out new_year:undo
    new_year:drop
new_year.see:
    new_year:plans new_year:confirmations new_year:confirm
observations.observe:
    observations:talk observations:propose observations:sign observations:sheet
    observations:correct
observations.plan:
    observations:plan observations:agreement observations:change observations:cancel
    observations:restore observations:release
observations.see:
    observations:list observations:own observations:observation observations:print
    observations:reply observations:read observations:agree
observations.see_picture:
    observations:picture observations:coverage
observations.set_coverage:
    observations:goal
organisations.keep:
    organisations:add_licence organisations:change_licence
organisations.keep_contacts:
    organisations:contacts
organisations.keep_sites:
    organisations:add_site organisations:change_site
organisations.see:
    organisations:list organisations:institution organisations:groups organisations:staff
    organisations:sites organisations:documents api:v1:institutions api:v1:institution
    api:v1:programmes api:v1:groups
organisations.see_history:
    organisations:history
people.erase:
    people:erase
people.keep:
    people:change people:code people:tie people:tie_confirm people:tie_refuse people:contact_new
    people:contact_change people:contact_remove people:guardian_new people:guardian_change
    people:guardian_remove people:identifier_new people:identifier_remove
people.keep_staff:
    people:take_on people:vacancy_new people:vacancy_plan people:vacancy_close people:employ
    people:employment_change people:employment_end people:qualification_new
    people:qualification_change people:qualification_remove people:development_new
    people:development_remove
people.merge:
    people:merge
people.see:
    people:find people:person
people.see_looks:
    people:looks
people.see_own:
    people:me people:held people:held_file
people.see_staff:
    people:staff people:vacancies
people.show_code:
    people:show_code
prevention.open:
    prevention:open
prevention.publish_algorithms:
    prevention:publish
prevention.see_algorithms:
    prevention:algorithms
prevention.see:
    prevention:list prevention:case prevention:run
prevention.see_climate:
    prevention:climate prevention:calibration prevention:statement prevention:statement_file
prevention.see_outside:
    prevention:outside prevention:child
prevention.see_rules:
    prevention:rules
prevention.seek:
    prevention:reach_out prevention:entrust prevention:correct_attempt
    prevention:take_back_attempt
prevention.see_signals:
    prevention:signals prevention:dismiss prevention:absences prevention:absence
    prevention:take_back_step prevention:link prevention:withdraw_link
prevention.set_rules:
    prevention:set_rule
prevention.work:
    prevention:change prevention:name prevention:let_go prevention:plan prevention:replan
    prevention:give prevention:take_back prevention:meet prevention:set_review
    prevention:review prevention:close prevention:reopen prevention:follow
    prevention:tick prevention:untick prevention:finish
programmes.keep_groups:
    programmes:group_new programmes:group_change programmes:teacher_new programmes:teacher_end
programmes.keep_learners:
    programmes:learner_new programmes:group_enrol programmes:enrolment_change
    programmes:enrolment_move programmes:enrolment_transfer programmes:enrolment_leave
    programmes:offer_new programmes:offer_accept programmes:offer_decline
    programmes:offer_withdraw
programmes.keep_queue:
    programmes:queue_new programmes:queue_place programmes:queue_leave
programmes.see_groups:
    programmes:groups programmes:group programmes:group_print
programmes.see_learners:
    programmes:learners
programmes.see_queue:
    programmes:queue
programmes.see_transfers:
    programmes:transfers programmes:offer
reports.read:
    reports:list reports:edition reports:history reports:doubts reports:comparison
    reports:figure reports:versions reports:read reports:file reports:report reports:document
    reports:download api:v1:reports api:v1:report
reports.review:
    reports:return_to_draft reports:approve reports:publish
reports.write:
    reports:new reports:justify reports:withdraw reports:change_day reports:send_for_review
    reports:adopt reports:build reports:comment reports:comment_section reports:settle
    reports:reopen reports:text reports:reset
search.search:
    search:search
selfevaluation.agree:
    selfevaluation:agree
selfevaluation.contribute:
    selfevaluation:contribute selfevaluation:own_write selfevaluation:own_take_back
selfevaluation.keep_findings:
    selfevaluation:enter selfevaluation:change
selfevaluation.publish:
    selfevaluation:publish
selfevaluation.remark:
    selfevaluation:remark selfevaluation:settle
selfevaluation.return:
    selfevaluation:send_back
selfevaluation.see:
    selfevaluation:list selfevaluation:report selfevaluation:print selfevaluation:word
    selfevaluation:pdf selfevaluation:document
selfevaluation.see_board:
    selfevaluation:board
selfevaluation.see_contributions:
    selfevaluation:contributions selfevaluation:contribution selfevaluation:own_print
selfevaluation.see_findings:
    selfevaluation:findings selfevaluation:finding
selfevaluation.sign:
    selfevaluation:sign
selfevaluation.write:
    selfevaluation:begin selfevaluation:join selfevaluation:hear selfevaluation:take_back
    selfevaluation:passage selfevaluation:part selfevaluation:add_figure
    selfevaluation:add_proof selfevaluation:take_over selfevaluation:drop
socialemotional.enter:
    socialemotional:lesson_today socialemotional:note_lesson socialemotional:plan_lesson
    socialemotional:hold_lesson socialemotional:undo_lesson socialemotional:talk_today
    socialemotional:note_talk socialemotional:plan_talk socialemotional:hold_talk
    socialemotional:undo_talk
socialemotional.see:
    socialemotional:places socialemotional:place socialemotional:class
socialemotional.set_norms:
    socialemotional:norms socialemotional:set_norm socialemotional:change_norm
surveys.draw_code:
    surveys:draw
surveys.give_codes:
    surveys:give surveys:write surveys:remind surveys:paper surveys:paper_many
    surveys:send_again surveys:clear
surveys.print_codes:
    surveys:sheet
surveys.read_texts:
    surveys:texts
surveys.run:
    surveys:prepare surveys:change surveys:ask surveys:leave_out surveys:drop surveys:start
    surveys:close surveys:give_trial
surveys.see:
    surveys:list surveys:campaign surveys:participation surveys:place surveys:results
    surveys:institutions surveys:differences
thresholds.keep:
    administration:thresholds
works.see_own:
    works:list works:work works:try_again works:cancel
wellbeing.arrange:
    wellbeing:agree wellbeing:hold wellbeing:correct wellbeing:take_back wellbeing:decline
wellbeing.ask:
    wellbeing:ask wellbeing:change wellbeing:cancel wellbeing:reopen
wellbeing.keep_partners:
    wellbeing:add_partner wellbeing:change_partner wellbeing:close_partner
    wellbeing:reopen_partner
wellbeing.see:
    wellbeing:list wellbeing:overview wellbeing:activity wellbeing:partners wellbeing:partner
"""
"""Permission by permission, the addresses that it opens."""

ACTS = """
accounts.administer:
    accounts.close accounts.reopen accounts.reset_second_factor accounts.trial_letter
    accounts.unlock
administration.keep_installation:
    installation.change installation.change_retention
administration.keep_reference_data:
    school_year.add school_year.remove term.add term.change term.remove moved_day.add
    moved_day.change moved_day.remove subject.add subject.change subject.remove
api.keep_own_tokens:
    token.make token.revoke
appraisals.open:
    appraisal.open
assessments.define:
    assessment.plan assessment.change assessment.cancel assessment.open assessment.close
    assessment.reopen assessment.tell assessment.withhold
    assessment.add_paper assessment.change_paper assessment.remove_paper
    assessment.add_reference assessment.remove_reference assessment.add_average
    assessment.remove_average passing_rule.add passing_rule.change passing_rule.remove
assessments.enter:
    result.enter result.correct result.appeal result.remove family_link.make
assessments.settle:
    assessment.settle_average result.decide result.confirm
calendar.deliver:
    delivery.deliver
calendar.keep_deadlines:
    deadline.change deadline.lift deadline.set delivery.accepted delivery.returned
calendar.keep_measures:
    measure.call_off measure.change measure.plan
calendar.see_missing:
    digest.choose
calibration.keep:
    exercise.write exercise.change exercise.open exercise.withdraw exercise.drop exercise.reveal
calibration.take:
    exercise.take
challenges.keep:
    challenge.name challenge.change challenge.drop challenge.add_task challenge.change_task
    challenge.remove_task challenge.conclude challenge.reopen challenge.carry_on
closing.prepare:
    closing.begin closing.carry_out closing.change closing.change_groups closing.change_posts
    closing.drop closing.undo
data_quality.judge:
    data_quality.call_right data_quality.take_back
governance.keep_acts:
    act.change act.enter act.remove
governance.keep_boards:
    board.change board.change_meeting board.change_member board.meet board.remove_meeting
    board.remove_member board.seat board.set_up
governance.keep_priorities:
    priority.enter priority.change priority.remove
imports.keep_mappings:
    column_mapping.choose column_mapping.forget column_mapping.keep
imports.take_in:
    upload.choose upload.discard upload.keep import.take_in import.undo
inspections.acknowledge:
    inspection.acknowledge
inspections.check:
    defect.postpone defect.check defect.send_back
inspections.inspect:
    inspection.keep inspection.fill inspection.sign inspection.reopen defect.write_down
    defect.change defect.remove photo.take photo.remove
inspections.plan:
    inspection.plan_year inspection.change inspection.cancel
instruments.keep:
    instrument.enter instrument.begin instrument.write instrument.put_into_use instrument.drop
    instrument.retire instrument.bring_back
new_year.confirm:
    new_year.confirm
new_year.prepare:
    new_year.begin new_year.carry_out new_year.change_group new_year.change_groups
    new_year.change_learners new_year.change_programmes new_year.drop new_year.drop_group
    new_year.open_group new_year.undo
observations.plan:
    observation.change observation.cancel observation.restore sheet.release
observations.plan_external observations.plan_internal:
    observation.plan
observations.set_coverage:
    coverage.set
organisations.keep:
    institution.change institution.close institution.establish institution.merge licence.change
    licence.end licence.grant status.end status.grant
organisations.keep_contacts:
    institution.change_contacts
organisations.keep_sites:
    site.add site.change
people.erase:
    keys.rotate person.erase retention.remove
people.keep:
    person.change tie.refused contact.add contact.change contact.remove guardian.add
    guardian.change guardian.remove identifier.add identifier.remove
people.keep people.keep_staff programmes.keep_learners:
    person.create person.code_refused tie.asked
people.keep programmes.keep_learners:
    tie.confirmed
people.keep_staff:
    employment.begin employment.change employment.end vacancy.close vacancy.open vacancy.plan
    qualification.add qualification.change qualification.remove development.add
    development.remove
people.merge:
    person.merge
prevention.open:
    case.open
prevention.publish_algorithms:
    algorithm.publish
prevention.open prevention.work:
    case.name
prevention.seek:
    outside.reach_out outside.correct outside.take_back outside.entrust
prevention.see_signals:
    signal_link.make signal_link.withdraw
prevention.set_rules:
    signal_rule.set
prevention.work:
    case.change case.let_go case.plan case.replan case.give case.take_back case.meet
    case.set_review case.review case.close case.reopen case.follow
    run.tick run.untick run.finish
programmes.keep_groups:
    group.change group.open group_teacher.begin group_teacher.end
programmes.keep_learners:
    enrolment.begin enrolment.change enrolment.end enrolment.transfer transfer.accepted
    transfer.offer transfer.withdrawn transfer.declined
programmes.keep_queue:
    queue.join queue.leave
reading:
    attendance.read_class attendance.read_learner attendance.read_unexcused
    outside.read outside.take_out
    figures.see_records table.take_out people.export people.read person.show_code person.find
    person.export group.read governance.read observation.open survey.print_codes
    survey.read_texts survey.take_texts own_evaluation.look appraisal.look search.people
    result.look case.read case.take_out signals.read support_statement.take_out
    absences.read absences.take_out family_talks.read
reports.review:
    reports.approve reports.publish reports.return_to_draft
reports.write:
    reports.adopt reports.build reports.change_day reports.comment reports.draft
    reports.reopen_comment reports.resolve_comment reports.send_for_review reports.write
    reports.justify reports.withdraw_justification
selfevaluation.agree:
    self_evaluation.agree
selfevaluation.contribute:
    own_evaluation.begin
selfevaluation.keep_findings:
    finding.enter finding.change
selfevaluation.publish:
    self_evaluation.publish
selfevaluation.remark:
    self_evaluation.remark self_evaluation.settle
selfevaluation.return:
    self_evaluation.send_back
selfevaluation.sign:
    self_evaluation.sign
selfevaluation.write:
    self_evaluation.begin self_evaluation.write self_evaluation.join self_evaluation.part
    self_evaluation.add_evidence self_evaluation.drop_evidence self_evaluation.hear
    self_evaluation.take_back
socialemotional.enter:
    class_lesson.note class_lesson.plan class_lesson.hold class_lesson.undo family_talk.note
    family_talk.plan family_talk.hold family_talk.undo
socialemotional.set_norms:
    socialemotional.set_norm
surveys.give_codes:
    survey.remind survey.clear_letters survey.enter_paper
surveys.give_codes surveys.draw_code surveys.run:
    survey.issue_codes
surveys.run:
    survey.prepare survey.change survey.ask survey.leave_out survey.start survey.drop
    survey.close
wellbeing.arrange:
    activity.agree activity.hold activity.correct activity.take_back activity.decline
wellbeing.ask:
    activity.ask activity.change activity.cancel activity.reopen
wellbeing.keep_partners:
    partner.add partner.change partner.close partner.reopen
the command line:
    installation.set_up backup.make backup.restore sample.load
the row:
    signal.dismiss absence.enter absence.add_step absence.take_back_step signal.answer
    signal.take_back_answer signal_link.open
    accounts.accept accounts.ask_address accounts.change_address accounts.change_name
    accounts.end_grant accounts.grant accounts.invite accounts.send_again
    accounts.sign_out_everywhere accounts.withdraw account.link observation.hold
    observation.talk observation.read observation.reply observation.propose observation.agree
    observation.sign sheet.keep sheet.submit sheet.correct defect.mend own_evaluation.write
    own_evaluation.submit own_evaluation.take_back appraisal.tell appraisal.set_task
    appraisal.change_task appraisal.talk appraisal.judge appraisal.conclude appraisal.read
    feed.make feed.take_back
thresholds.keep:
    thresholds.change
"""
"""What is demanded before an act: the permission, or one of several; or what decides else.

The row decides where somebody does what is the own to do: an observer, the appraiser, whoever holds
the account; or who may grant which role. What only reads is opened by its page.
"""


def who(permission: str) -> frozenset[str]:
    """The roles that give a permission."""
    return _BY_PERMISSION[permission]


def permissions() -> frozenset[str]:
    """All permissions of the table."""
    return frozenset(_BY_PERMISSION)


def opens(address: str) -> str:
    """The permission that opens an address; EVERYONE, SIGNED_IN, or nothing for one not written."""
    return _BY_ADDRESS.get(address, "")


def addresses() -> frozenset[str]:
    """All addresses of the table."""
    return frozenset(_BY_ADDRESS)


def demanded(act: str) -> frozenset[str]:
    """The permissions of which one is demanded before the act; none where the row decides.

    None of an act that only a test knows.
    """
    return _BY_ACT.get(act, frozenset())


def acts() -> frozenset[str]:
    """All acts of the table."""
    return frozenset(_BY_ACT)


def _read_who() -> dict[str, frozenset[str]]:
    rows = [line.split() for line in WHO.splitlines()[2:] if line.strip()]
    return {
        permission: frozenset(role for role, mark in zip(ROLES, marks, strict=True) if mark == "x")
        for permission, *marks in rows
    }


def _read(lists: str) -> dict[str, str]:
    """By each name the heading of the list in which it stands."""
    found: dict[str, str] = {}
    heading = ""
    for line in filter(None, lists.splitlines()):
        if not line.startswith(" "):
            heading = line.removesuffix(":")
            continue
        for name in line.split():
            if name in found:
                raise ValueError(f"{name} stands twice.")
            found[name] = heading
    return found


_BY_PERMISSION = _read_who()
_BY_ADDRESS = _read(WHERE)
_BY_ACT = {
    act: frozenset() if heading in WITHOUT_PERMISSION else frozenset(heading.split())
    for act, heading in _read(ACTS).items()
}
