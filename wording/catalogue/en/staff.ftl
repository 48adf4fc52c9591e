clinic-first = <b>Welcome.</b> Before anyone is invited, I need four things that every urgent message will show.
clinic-name = <b>What is the clinic called?</b> Please type it.
clinic-phone = <b>Which phone number</b> shall patients ring?
clinic-hours = <b>When is it answered?</b> For example: Mon–Fri 8:00–18:00
clinic-emergency = <b>Which emergency number</b> is right for your patients? For example: 999 or 112
clinic-home = <b>{ $name }</b>
    Phone: { $phone }
    Hours: { $hours }
    Emergency: { $emergency }

staff-home = <b>{ $clinic }</b>
    { $patients ->
        [0] No patients at the moment.
        [one] One patient
       *[other] { $patients } patients
    }{ $alerts ->
        [0] { "" }
        [one] , one open alert.
       *[other] , { $alerts } open alerts.
    }
staff-home-administrator = You are the administrator. Do you treat patients yourself, or invite those who do?
staff-joined = { $name } has joined as a clinician.
staff-unreachable = ⚠️ { $name } has blocked the bot, so alerts do not reach them. Please ask them to open the chat again. Until then you receive their alerts.

invite-name = <b>Invite a patient</b>
    What is the patient’s name? Please type it.
invite-phone = <b>{ $name }</b>
    On which phone number can they be rung? Please type it: every alert shows it.
invite-phone-is = Phone: { $phone }
invite-gate = <b>{ $name }</b>
    Please confirm: 18 or older · you have diagnosed { protocol-condition }, with a gradual onset · no red flags.
invite-not-eligible = Then this programme is not for them, and no link was made.
invite-history = <b>{ $name }</b>
    { protocol-history }
invite-side = <b>{ $name }</b>
    Which side?
invite-stage = <b>{ $name }</b>
    At which stage do they start? { protocol-first-stage }
invite-stage-history = After surgery or an injection the start is yours to set, knowingly.
invite-start-check = <b>{ $name }</b>
    To start at stage { $stage }: { $check }
invite-level = <b>{ $name }</b> · stage { $stage }
    At which level?
invite-pain = <b>{ $name }</b>
    Usual pain now, 0–10?
invite-goal = <b>{ $name }</b>
    Is there a sport goal that needs { protocol-sport } (stage { $sport_stage })?
invite-confirm = <b>{ $name }</b>
    { $side } · stage { $stage }, level { $level } · pain { $pain }{ $goal }
invite-goal-yes = sport goal
invite-goal-no = no sport goal
invite-history-yes = surgery or injection: start set by you
side-left = left
side-right = right
side-both = both sides

invitation-patient = <b>Link for { $name }</b>, valid once, until { $until }:
invitation-again = <b>Link for { $name }’s new phone</b>, valid once, until { $until }:
invitation-clinician = <b>Link for a clinician</b>, valid once, until { $until }:
invitation-tip = Pass it on, or let them scan the code. You are told when they are in.
qr-caption = Let { $name } scan this with their phone’s camera.
qr-caption-clinician = Let your colleague scan this with their phone’s camera.
access-none = Nobody has opened a patient’s card, timeline, chart or letter yet.
access-head = <b>Who looked at whom</b>, newest first
access-line = { $at }: { $who } – { $whom }, { $what }
access-card = card
access-timeline = timeline
access-chart = chart
access-letter = letter
invitations-none = No invitations yet. /invite makes one.
invitations-head = <b>Invitations</b>
invitation-line = { $mark } { $name } – { $state }
invitation-state-pending = open until { $at }
invitation-state-used = in since { $at }
invitation-state-expired = expired { $at }
invitation-state-revoked = taken back
invitation-for-clinician = a clinician
page = Page { $page } of { $pages }

patient-in = ✅ <b>{ $name } is in</b>, at stage { $stage }, level { $level }.
patient-again = ✅ <b>{ $name } is linked again</b>, with a new phone.
patient-goal = 🎉 <b>{ $name } has reached their goal</b> at stage { $stage }, level { $level }, and goes over to maintenance.
patient-withdrawn = <b>{ $name } has withdrawn their agreement</b> at stage { $stage }, level { $level }. Their plan has ended, and nothing more is sent to them. What was recorded until now stays until it is erased; alerts that are open are still to be seen to.
patient-left = <b>{ $name } has stopped the programme</b> at stage { $stage }, level { $level }.
screen-positive = 🚨 <b>{ $name } ticked a red flag before starting</b> ({ $at }), tier { $letter } – { $tier }: { $flags }.
    The plan has not begun, and the link is closed. They were told what to do. A new link comes with /invitations.

approval-wanted = 🏁 <b>{ $name } is ready for stage { $stage }</b>, if you agree.
approval-met = All criteria of the stage are met and there is a sport goal. Only your approval is missing.
approval-test = Test reported as passed: { $test }. { $pass }
approval-days = Pain before / worst during / at 24 hours:
approval-day = { $day }: { $before } / { $during } / { $after }
approval-judge = <b>For you to judge:</b> no pain at rest, strength about equal on both sides, and whether the sport calls for it.
approval-until = Until then sessions go on as they are. The patient knows that you have been asked.

patients-none = No patients at the moment. /invite makes a link for one.
patients-head = <b>Your patients</b>
patients-ended-head = <b>Plans that have ended</b>
patient-line = { $mark } <b>{ $name }</b> – { $stage }.{ $level } · { $status } · { $adherence } · 24 h { $latest }{ $alerts }
patient-line-alerts = { " " }· { $count ->
        [one] one alert
       *[other] { $count } alerts
    }
patient-line-waits = { " " }· ready for stage 4, waits for you
adherence-percent = { $percent } %
status-active = active
status-flare = flare
status-paused = paused
status-stopped = stopped
status-maintenance = maintenance
status-discharged = discharged

patient-head = <b>{ $name }</b> · { $side } · { $status }
patient-position = Stage { $stage }, level { $level } – level since { $level_since }, stage since { $stage_since }, programme since { $since }
patient-figures = Last 7 days: { $adherence } of sessions · last 24-hour pain { $latest }
patient-decision = { $at }: { $verdict } ({ $rule })
patient-flags-awaiting = waits for your restart
patient-flags-held = on hold until you release it
patient-flags-reduced = dose cut by { $dose_cut ->
        [33] a third
       *[other] { $dose_cut } %
    }
patient-flags-approved = stage { $approval_stage } approved
patient-flags-waiting = stage { $approval_stage } not approved
patient-flags-unreachable = cannot be reached here: please ring them
patient-load-test = Load test { $value } ({ $day })
patient-run = Running: step { $step } of { $steps } ({ $dose }), clean runs { $clean }/{ $needed }
patient-care = Reported in this programme: { $injections ->
        [0] no injection
        [one] one injection
       *[other] { $injections } injections
    }, { $operations ->
        [0] no surgery
        [one] one operation
       *[other] { $operations } operations
    }
patient-held-for = Held for: { $signs }
patient-missing = To move on: { $list }
patient-missing-none = All criteria met; the next 24-hour answer decides.
patient-missing-approval = All criteria met; only your approval of stage 4 is missing.
missing-green_days = GREEN days { $have }/{ $need }
missing-adherence = adherence { $have }/{ $need } %
missing-days_at_level = days at level { $have }/{ $need }
missing-days_in_stage = days in stage { $have }/{ $need }
missing-exit_test = exit test not passed
patient-alert = { $mark } { $rule } – { $whose }
patient-alert-signs = { $mark } { $rule }: { $flags } – { $whose }
patient-alert-open = nobody has it yet
patient-alert-taken = { $owner } has it

timeline-head = <b>{ $name }</b> – timeline
timeline-none = Nothing has happened yet.
timeline-line = { $at }  { $what }
timeline-session = session { $outcome }, before { $before }, during { $during }
timeline-session-not = session { $outcome }
timeline-pain_24h = 24-hour pain { $value }
timeline-exit_test = exit test { $passed ->
        [1] passed
       *[0] not passed
    }
timeline-load_test = load test { $value }
timeline-run = running: step { $before } → { $step }
timeline-weekly = week: average { $average }, worst { $worst }
timeline-outcome = { $measure } { $value }{ $entered ->
        [1] , entered from paper
       *[0] { "" }
    }
timeline-trigger = different before the flare: { $value }
timeline-barrier = in the way: { $value }
timeline-red_flag = red flags: { $flags }
timeline-red_flag-asked = asked about, and not there: { $flags }
timeline-routine_sign = routine sign: { $signs }
timeline-treatment = reported: { $what }
timeline-pain_24h-stiff = 24-hour pain { $value }, stiff in the morning for about { $stiffness } min
timeline-red_flag-clean = red-flag screen: none
timeline-clinician = order: { $command }
timeline-clinician-position = order: { $command } at stage { $stage }, level { $level }
timeline-pause = paused
timeline-resume = resumed
timeline-goal_met = goal met
timeline-discharge = plan ended
timeline-timezone = time zone { $zone }
timeline-correction = corrected an answer
timeline-decision = { $verdict }: { $from } → { $to } ({ $rule })
outcome-done = done
outcome-part = part done
outcome-skipped_pain = skipped for pain
outcome-skipped_other = skipped
outcome-missed = missed
chart-caption = <b>{ $name }</b>: { $done } of { $prescribed } sessions in the last 7 days.

command-restart = restart
command-set = set position
command-hold = hold
command-release = release
command-approve_stage_4 = approve stage { $approval_stage }
command-stop = stop the plan
command-discharge = discharge
order-stage = <b>{ $name }</b> is at stage { $stage }, level { $level }.
    To { $command }: at which stage?
order-level = <b>{ $name }</b>
    To { $command } at stage { $stage }: at which level?
order-confirm = <b>{ $name }: { $command }?</b>
order-confirm-position = <b>{ $name }: { $command } at stage { $stage }, level { $level }?</b>
order-tells = The patient is told at once.
order-told = The patient has been told.
order-untold = They cannot be reached here at the moment: please tell them yourself.
order-means-restart = Days at the level and in the stage count from today; earlier answers are no longer used.
order-means-set = Days at the level count from today; earlier answers still count.
order-means-hold = The plan does not move on until you release it. Sessions and questions go on.
order-means-release = The plan may move on again, from the next 24-hour answer. Routine signs count as looked at.
order-means-approve_stage_4 = Stage { $approval_stage } follows once the stage below it is done, with the next easy 24-hour answer. For you to judge: no pain at rest, strength about equal on both sides.
order-means-stop = No prompts and no reports until you restart it.
order-means-discharge = The plan ends: no prompts and no reports any more.
order-answers = { $count ->
        [one] The open alert is resolved by this.
       *[other] The { $count } open alerts are resolved by this.
    }
order-done = ✅ Done: { $command } for { $name }.
write-note = <b>Write to { $name }.</b> Your next message goes to them, with your name.
write-note-sent = ✅ Sent to { $name }.
write-note-lost = ⚠️ { $name } cannot be reached here at the moment, so a note does not arrive. Please ring them.

alert-head-urgent = 🚨 <b>URGENT – { $name }</b>
alert-head-review = ⚠️ <b>Review – { $name }</b>
alert-head-stalled = ⚠️ <b>Stalled – { $name }</b>
alert-head-adherence = ⚠️ <b>Adherence – { $name }</b>
alert-head-lost_contact = ⚠️ <b>Lost contact – { $name }</b>
alert-head-unreachable = ⚠️ <b>Unreachable – { $name }</b>
alert-red_flag = Tier { $letter } – { $tier }: { $flags }. The plan is stopped; the patient was told what to do.
alert-routine_sign = Tier { $letter } – { $tier }: { $flags }. The plan goes on at its level, on hold until you release it.
alert-treatment = The patient reports { $what }. The plan rests until you restart it.
alert-injections = That is injection no. { $count } in this programme: repeated steroid injections can weaken the tendon up to a rupture.
see-by-A = To be seen: <b>now, in an emergency department</b>.
see-by-AB = To be seen: <b>the same day, { $day }</b>; now in an emergency department if very unwell.
see-by-B = To be seen: <b>the same day, { $day }</b>.
see-by-C = To be seen: <b>by { $day }</b>.
see-by-D = To be seen: <b>by { $day }</b>.
alert-phone = Patient’s phone: <b>{ $phone }</b>
alert-phone-none = No phone number of the patient is on record.
alert-overload_in_first_stage = Overload in Stage 1: there is no lower stage, so the dose was reduced.
alert-second_flare = Second flare within { $flare_again_days } days.
alert-outer_limit = { $weeks } weeks in the programme and the goal not met. No level gained for { $days_without_gain } days; { $adherence } % of the sessions done. Please reassess.
alert-stalled = { $weeks } weeks in the programme with { $adherence } % of the sessions done, and too little response. No level gained for { $days_without_gain } days. Please reassess.
alert-poor_adherence = { $weeks } weeks without response, but only { $adherence } % of the sessions done: the programme has not been given an adequate trial.
alert-still_improving = { $weeks } weeks in the programme, goal not met, but still improving. The plan goes on.
alert-early_warning = No level gained for { $days_without_gain } days with { $adherence } % of the sessions done. A routine look, please.
alert-worsening = Two weeks in a row lay well above the start. Please see the patient within 1-2 weeks.
alert-lost_contact = Nothing heard from the patient for { $silent_days } days.
alert-flare_not_over = Flare not settled after { $flare_review_days } days.
alert-unreachable = Telegram delivers nothing to them any more: the bot is blocked, or the account is gone. Please ring them.
alert-cleared = They can be reached again now.
alert-cleared-lost_contact = The patient has answered since. Please look, and close it.
alert-asked = ⏰ Nothing was heard of this since. Do you still have it? Without an answer it is soon open again, for everybody.
alert-kind-adherence = adherence
alert-kind-lost_contact = lost contact
alert-kind-urgent = urgent
alert-kind-review = review
alert-kind-unreachable = unreachable by chat
alert-kind-stalled = stalled
alert-others = Waiting until this is resolved: { $list }.
alert-numbers = Worst during { $during }, 24-hour pain { $after }
alert-response = Pain { $start } at the start, { $now } now
alert-tier-A = emergency, now
alert-tier-AB = same day, emergency if very unwell
alert-tier-B = same day
alert-tier-C = within days
alert-tier-D = routine, 1–2 weeks
alert-position = Stage { $stage }, level { $level } · { $status }
alert-recent = 24-hour answers: { $list }
alert-recent-during = Worst during exercise: { $list }
alert-recent-none = No 24-hour answer in the last 7 days.
alert-opened = Opened { $at }{ $count ->
        [one] { "" }
       *[other] , { $count } times
    }
alert-open-again = Open again since { $at }
alert-for-administrator = Nobody has taken this yet, so it comes to you. { $clinician } was told first.
alert-clinician-lost = { $clinician } cannot be reached here, so it comes to you.
alert-repeated = Sent again: nobody has it yet.
alert-acknowledged = 👁 { $owner } has it, since { $at }.
alert-resolved = ✅ Resolved { $at }, { $owner }.
alert-reply = Decided: { $reply }.
alert-reference = Ref { $reference } · { $version }
