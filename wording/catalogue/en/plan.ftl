plan-head = <b>Stage { $stage }, level { $level } of { $levels }</b> · { $name }
plan-first = <b>Here is your plan.</b>
plan-blocks = { $blocks } short { $blocks ->
        [one] block
       *[other] blocks
    } a day, at { $times }
plan-loading = { $per_week } sessions a week, at { $times }, with { $gap } hours of rest between
plan-next = Next: { $when }
plan-lighter = A lighter dose for now.
plan-avoid = <b>Leave for now:</b> { $list }
plan-missing = <b>To move on</b>
plan-missing-maintenance = <b>You are in maintenance.</b> { stage-maintenance.purpose }
plan-aim = Challenging, not painful: { $aim } or less while you do it. If it was more, make the next one a little lighter.
need-green_days = { $mark } { $need } easy training days in a row ({ $have } so far)
need-adherence = { $mark } { $need } % of the week’s sessions ({ $have } % now)
need-days_at_level = { $mark } { $need } days on this level (day { $have })
need-days_in_stage = { $mark } { $need } days in this stage (day { $have })
need-exit_test = { $mark } the stage’s test
need-approval = ☐ your clinician’s approval for stage { $approval_stage }
need-approval-asked = ☐ your clinician’s approval for stage { $approval_stage }: I have asked them
need-clinician_hold = ⏸ your clinician holds the plan here for now
need-routine_sign = ⏸ held here until your clinic has looked at what you told them
plan-easy = Easy means { $pain_progress_max } or less during, and { $pain_progress_max } or less a day later.
plan-status-flare = <b>It is settling.</b> Only { protocol-gentle } for now, then this level goes on.
plan-status-paused = <b>Paused.</b> /resume starts it again.
plan-status-awaiting = <b>Resting.</b> After an injection or surgery your clinic decides when and where it starts again.
plan-status-stopped = <b>Stopped.</b> Only your clinic starts it again.
plan-status-discharged = <b>Ended.</b>
plan-first-tip = I will write at those times. Pain up to { $pain_ceiling } while you exercise is safe, as long as it has settled a day later.

today-head = <b>{ $day }</b>
today-rest = A rest day. Easy walking is welcome.
today-nothing = Nothing is planned today.
today-next = Next session: { $when }
today-item = { $mark } { $time }  { $what }
today-session = block { $slot }
today-single = session
today-pain_24h = the 24-hour question
today-daily = how is it today?
today-weekly = the check-in
today-paused = Your plan is paused. /resume starts it again whenever you are ready.
today-awaiting = Your plan rests until your clinic starts it again.
today-stopped = Your plan is stopped until your clinic starts it again.
today-discharged = Your plan has ended.

next-head-level = <b>Your next step: level { $level }</b>
next-head-stage = <b>Your next step: stage { $stage }</b>
next-head-maintenance = <b>Your next step: keeping it strong</b>
next-when = At the earliest { $when }, with your answer to the 24-hour question.
next-wanted = <b>What brings you there</b>
next-resume = ▫️ you start again: /resume
next-order-release = ▫️ your clinician lets the plan move on
next-order-approve_stage_4 = ▫️ your clinician approves stage { $stage }
next-test = ▫️ you pass the stage’s test: { $test }
next-sessions = ▫️ you do your sessions: { $days }
next-from-to = { $first } to { $last }
next-answers = ▫️ you answer the 24-hour questions in time
next-easy = ▫️ pain stays at { $most } or less, during and a day later
next-no-setback = A harder day is no setback. It only moves the date.
next-none-stopped = Your plan is stopped until your clinic starts it again. Then there will be a next step.
next-none-awaiting = Your plan rests until your clinic starts it again. Then there will be a next step.
next-none-discharged = Your plan has ended.
next-none-maintenance = You are where you want to be. { stage-maintenance.purpose }
next-none-far = I cannot see the next step from here yet. Keep doing what /today shows; it will come into sight.

why-when = { $at }
why-rule = Rule: { $rule }
why-numbers = Your numbers: { $numbers }
why-limits = Limits: { $limits }
why-source = Source: { $source } · protocol { $version }
input-day = training day { $value }
input-pain_during = worst during { $value }
input-pain_24h = 24-hour pain { $value }
input-rise = change { $value }
input-days = { $value } days
input-limit = limit { $value } days
input-mean = this week { $value }
input-before = week before { $value }
input-stiffness = stiff for { $value } min
input-stiffness_usual = usually { $value } min
input-first_red = first RED day { $value }
input-weeks = { $value } weeks in the programme
input-adherence = { $value } % of sessions done
input-pain_start = pain at the start { $value }
input-pain_now = now { $value }
input-fall_percent = fall { $value } %
input-questionnaire_gain = { protocol-questionnaire } gain { $value }
input-days_without_gain = { $value } days without a level gained
input-silent_days = { $value } days without a word
input-pair-green_days = easy days { $have } of { $need }
input-pair-adherence = sessions { $have } % of { $need } %
input-pair-days_at_level = days at level { $have } of { $need }
input-pair-days_in_stage = days in stage { $have } of { $need }
input-pair-exit_test = stage test { $have } of { $need }
limit-pain_ceiling = ceiling { $value }
limit-pain_progress_max = easy up to { $value }
limit-rise_red = rise { $value }
limit-rise_red_from = from { $value }
limit-severe = severe from { $value }
limit-flare_from = flare from { $value }
limit-flare_rise = with a rise of { $value }
limit-flare_min_hours = at least { $value } hours
limit-week_drift = rise of { $value } from week to week
limit-drift_ratings = { $value } answers each
limit-drift_rest_days = { $value } days after a step down
limit-second_red_within = within { $value } rated days
limit-window_from_hours = from { $value } hours
limit-window_to_hours = to { $value } hours
limit-adherence_progress = { $value } % of sessions
limit-gap_days = { $value } days
limit-stall_weeks = stall from { $value } weeks
limit-fail_weeks = outer limit { $value } weeks
limit-plateau_weeks = plateau from { $value } weeks
limit-early_weeks = early warning from { $value } weeks
limit-adherence_stall = at least { $value } % of sessions for a stall
limit-adherence_low = below { $value } % of sessions not adequately tried
limit-response_points = response from { $value } points
limit-response_percent = and { $value } %
limit-response_questionnaire = or { $value } points of { protocol-questionnaire }
limit-worsening = worsening from { $value } points
limit-silent_days = silence from { $value } days
limit-repeat_days = told again after { $value } days
limit-pause_days = { $value } days of a pause count
limit-stiffness_longer = mornings { $value } min longer than usual
limit-stiffness_usual_days = usual in the last { $value } days

progress-week = <b>{ $done } of { $prescribed }</b> sessions this week.
progress-week-none = No sessions this week yet.
progress-pain = 24-hour pain: <b>{ $latest }</b> now, { $first } at the start.
progress-pain-none = Your first 24-hour answer will show up here.
progress-tip = Rest days, pauses and lighter days never count against you.
chart-title = Pain and sessions
chart-pain-24h = 24 hours later
chart-pain-during = worst during
chart-load-test = load test
chart-week = week: average to worst
chart-adherence = sessions a week
chart-ceiling = limit { $ceiling }
chart-easy = easy
chart-acceptable = acceptable
chart-too-much = too much
chart-empty = nothing reported yet
chart-move = { $stage }.{ $level }

settings-home = <b>Settings</b>
    Sessions: { $blocks } (daily stages), { $loading } (training days)
    Quiet hours: { $from }–{ $to }
    Time zone: { $zone }, now { $now }
    Fewer messages: { $fewer ->
        [1] on
       *[0] off
    }
settings-blocks = <b>Times for daily blocks</b>
    Or type your own, at least three hours apart, such as <code>8:30 13:00 18:30</code>
settings-loading = <b>Time for training days</b>
    Or type your own, such as <code>17:30</code>
settings-quiet = <b>Quiet hours</b>
    Or type your own, such as <code>22:00 7:30</code>
settings-zone = <b>Is it { $now } where you are?</b> ({ $zone })
settings-city = <b>Which city are you in, or near?</b> Please type its name.
settings-cities = <b>Which of these?</b> Or type another city.

pause-reason = <b>A pause is fine.</b> What is it?
pause-until = <b>For how long?</b> You can come back earlier at any time.
pause-paused = <b>Paused.</b> No prompts, no reminders. If something worries you, /flag still works.
pause-paused-until = <b>Paused until { $day }.</b> No prompts, no reminders. If something worries you, /flag still works.
pause-back = <b>Welcome back?</b> Your pause was to end today. One set is enough to start again.
pause-check = <b>Good to have you back</b> – after { $days ->
        [0] a short break
        [one] one day
       *[other] { $days } days
    }. Has anything new happened: { protocol-news }?
pause-treatment = <b>Which was it?</b> After either your plan rests until your clinic starts it again.
pause-treated = <b>Thank you for telling me.</b> After { $what } your plan rests: please do no exercises from it.
    Your clinic decides when and at which level it starts again. I have told { $clinic }; nobody watches this chat around the clock, so for questions ring { $phone } ({ $hours }), in an emergency <b>{ $emergency }</b>.
care-injection = an injection
care-surgery = surgery
pause-resumed = <b>Your plan goes on</b> at stage { $stage }, level { $level }. /today shows what is next.

goal-ask = <b>Have you reached your goal?</b>
    Then your plan stops climbing, and one or two strength sessions a week keep what you have built. Your clinician is told, and can put you back on the ladder at any time.
goal-done = 🎉 <b>Well done – you are there.</b> One or two strength sessions a week keep it strong. /today shows what is next.

leave-ask = <b>Stop for good?</b>
    Your plan ends, I stop writing, and your clinician is told. What you answered stays with your clinic. A pause keeps everything as it is.
leave-stayed = Good. Everything stays as it is. /today shows what is next.
leave-left = <b>Your plan has ended.</b> Thank you for the work you put in.
    If you want to start again, your clinic can send you a new link: { $phone }.
