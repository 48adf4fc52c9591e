# A decision in one sentence: what changes, and why.
decision = { $change } { $why }

change-progress-level = ⬆️ <b>Up to level { $level }:</b>
change-progress-stage = 🎉 <b>On to stage { $stage }:</b>
change-progress-maintenance = 🎉 <b>You have reached the end of the ladder; from here you keep it strong:</b>
change-hold = <b>Your plan stays as it is:</b>
change-reduce-level = ⬇️ <b>One level down, to level { $level }:</b>
change-reduce-dose = ⬇️ <b>About { $dose_cut ->
        [33] a third
       *[other] { $dose_cut } %
    } less of everything:</b>
change-regress = ⬇️ <b>Back to stage { $stage }, level { $level }:</b>
change-flare = ⬇️ <b>Only { protocol-gentle } until it settles, then stage { $stage }, level { $level }:</b>

why-ready = your last { $green_days } training days were easy, and you did { $adherence } % of your sessions.
why-stopped = it is stopped until your clinic starts it again.
why-in_flare = it is still settling. Two quiet days in a row bring you back.
why-gap = it has been { $days } days since your last session, so you start a little lower.
why-severe_pain = pain of { $worst } asks for calm first.
why-flare_at_24h = pain was still { $pain_24h } a day later, { $rise } above where you started.
why-second_red = a second day was too much, after the plan had already been lowered.
why-red_day-during = pain went to { $pain_during } during the exercise, above { $pain_ceiling }.
why-red_day-24h = a day later it was { $pain_24h }, up by { $rise }: more than the tendon can take yet.
why-red_day-24h-high = a day later it was still { $pain_24h }, above { $pain_ceiling }.
why-week_drift = your 24-hour pain rose from { $before } to { $mean } from one week to the next.
why-weekly_review = this is the weekly look back. Your daily answers decide.
why-already_lowered = that day has already taken it down a step. Once is enough.
why-no_answer = a rating is missing or came late, so I cannot tell how the day went.
why-amber_day = { $worst } is safe, but not yet a reason to add.
why-amber_day-stiff = two mornings running were clearly stiffer than usual. That is safe, but not yet a reason to add.
why-held-paused = you are paused.
why-held-routine_sign = your clinic first looks at what you told them.
why-held-clinician_hold = your clinician holds it here for now.
why-held-maintenance = you are where you want to be; now it is about keeping it strong.
why-held-approval = you have met every goal here. Your clinician decides about stage { $approval_stage } first, and I have asked them.
why-not_yet-green_days = { $have } of { $need } easy training days in a row so far.
why-not_yet-adherence = you did { $have } % of this week’s sessions; { $need } % are needed to move on.
why-not_yet-days_at_level = day { $have } of at least { $need } on this level.
why-not_yet-days_in_stage = day { $have } of at least { $need } in this stage.
why-not_yet-exit_test = the test for this stage is still to come. /plan has it.
why-not_yet-answer = the next 24-hour answer decides.

decided = { $sentence }
decided-then = /today shows what is next, /why the numbers.

# For clinicians: the rule in a few words
rule-stopped = plan stopped
rule-in_flare = flare settling
rule-gap = gap in loading
rule-severe_pain = severe pain
rule-flare_at_24h = flare at 24 h
rule-second_red = second RED day
rule-red_day = RED day
rule-week_drift = week-to-week drift
rule-weekly_review = weekly review
rule-ready = criteria met
rule-already_lowered = already lowered
rule-no_answer = rating missing or late
rule-amber_day = AMBER day
rule-held = held
rule-not_yet = criteria not met yet
rule-red_flag = red flag
rule-overload_in_first_stage = overload in Stage 1
rule-second_flare = second flare within { $flare_again_days } days
rule-flare_not_over = flare not over after { $flare_review_days } days
rule-outer_limit = { $fail_weeks } weeks, goal not met
rule-stalled = conservative care has stalled
rule-poor_adherence = not adequately tried
rule-still_improving = { $fail_weeks } weeks, still improving
rule-early_warning = no level gained for weeks
rule-worsening = worsening from week to week
rule-lost_contact = nothing heard for { $silent_days } days
rule-routine_sign = routine sign
rule-treatment = injection or surgery
rule-unreachable = cannot be reached

verdict-progress = progress
verdict-hold = hold
verdict-reduce = reduce
verdict-regress = regress

# Why an alert was raised, in one sentence
because-alert-red_flag = Red flag reported ({ $flags }), tier { $tier }: the plan is stopped.
because-alert-overload_in_first_stage = Overload in Stage 1: no stage lies below it, so the dose was reduced.
because-alert-second_flare = A second flare within { $days } days.
because-alert-flare_not_over = A flare has not settled within { $days } days.
because-alert-routine_sign = To be looked at within one to two weeks ({ $flags }): the plan is held at its level.
because-alert-treatment = Reported: { $what } ({ $count } in this programme). The plan is paused until a clinician restarts it.
because-alert-unreachable = The patient cannot be reached.
because-alert-outer_limit = { $weeks } weeks in the programme and the goal not met: no level gained for { $days_without_gain } days, or too little response.
because-alert-stalled = { $weeks } weeks in the programme with { $adherence } % of the sessions done, too little response, and no level gained for { $days_without_gain } days.
because-alert-poor_adherence = { $weeks } weeks without response, but too few sessions were done: the programme has not been given an adequate trial.
because-alert-still_improving = { $weeks } weeks in the programme, goal not met, but still improving.
because-alert-early_warning = No level gained for { $days_without_gain } days although { $adherence } % of the sessions were done.
because-alert-worsening = Pain lay well above the start in two weeks running.
because-alert-lost_contact = Nothing heard from the patient for { $silent_days } days.
