# A session
session-block = <b>Block { $slot } of { $of }</b> · stage { $stage }, level { $level }
session-single = <b>Today’s session</b> · stage { $stage }, level { $level }
session-flare = <b>While it settles: { protocol-gentle }, { $slot } of { $of }</b>
session-maintenance = <b>Strength session</b> · keeping it strong
session-reminder = Still time, whenever it suits you.
session-lighter = A lighter dose for now.
session-ceiling = Pain up to { $ceiling } is fine while you do it.
session-aim = Challenging, not painful: { $aim } or less while you do it.
session-lighter-next = That was more than { $aim }. Make the next one a little lighter: less weight, or a little less range.
session-flare-ceiling = Only if it stays easy: { $flare_settled_max } or less.
exercise-line = <b>{ $name }</b> – { $dose }
exercise-numbered = <b>{ $number }. { $name }</b> – { $dose }
dose-hold = { $sets } × { $seconds } s hold
dose-reps = { $sets } × { $reps }
dose-drill = { $sets } × { $seconds } s
dose-run = { $minutes } min
dose-walk-run = { $rounds } × walk { $walk } min, run { $run } min
dose-length = { $dose }, about { $miles } { $miles ->
        [one] mile
       *[other] miles
    } ({ $km } km)
dose-each-side = { $dose } each side
dose-effort = about { $percent } % effort
dose-rpe = effort { $rpe } of 10
dose-reserve = stop with { $low }–{ $high } repetitions to spare
dose-tempo = { $up } s up, { $down } s down
dose-rest = rest { $rest }

timer-phase = <b>{ $what } · { $left }</b>
timer-ready = Get ready
timer-work-hold = Hold
timer-work = Go
timer-walk = Walk
timer-run = Run
timer-rest = Rest
timer-first = First side
timer-second = Other side
timer-set = Set { $set } of { $sets }
timer-paused = Paused
timer-all = About { $left } to go

session-before = <b>How was the pain just before you began?</b>
    0 none · 10 worst
session-during = <b>And the worst pain during it?</b>
    0 none · 10 worst
session-before-is = Just before: { $before }
session-later = <b>When shall I come back?</b>
session-skip = <b>What kept you?</b> Either is fine.
session-snoozed = I will come back at { $time }.
session-done = ✅ <b>Done – thank you.</b> Before { $before }, worst { $during }.
session-part = ✅ <b>Part of it counts too.</b> Before { $before }, worst { $during }.
session-skipped-pain = Skipped for pain. Thank you for saying so: that is part of the plan. If something feels different from before, press below.
session-skipped-other = Skipped. The next one comes at its usual time.
session-closed = This one has closed. The next one comes at its usual time.
session-cancelled = This one is no longer needed.
session-question = I will ask how it settled { $when }.
session-amber = { $during } is safe. It only means: do not add anything yet.
session-above = <b>Above { $ceiling } is too much.</b> Stop this exercise for today. Walking and easy movement are fine. If it does not calm down, or something is new, press the button below.

# A question
question-ask = <b>How is the pain now</b>, a day after { $day }’s training?
    0 none · 10 worst
question-daily = <b>How is the pain today?</b>
    0 none · 10 worst
question-stiffness = Stiff this morning? If you like, press that first, then the pain.
stiff-0 = Not stiff
stiff-1 = < 10 min
stiff-2 = 10–{ $limit } min
stiff-3 = > { $limit } min
question-reminder = One tap is enough.
question-answered = Thank you: <b>{ $value }/10</b>.
question-late = It came outside its time, so it cannot count towards moving on.
question-flare-over = 🌤 <b>It has settled.</b> Your plan goes on at stage { $stage }, level { $level }.
question-closed = I did not hear how { $day }’s training settled.
question-daily-closed = No rating for this day. That is fine.
question-cancelled = This question is no longer needed.
question-relief = Today is for rest. If { protocol-gentle } feel good, they are welcome and need no report.
question-daily-thanks = That helps me see when it has settled.

# How an exercise is done
how-caption = <b>{ $name }</b> – { $dose }

    <b>Start:</b> { $start }
    <b>Move:</b> { $movement }
    <b>Watch out:</b> { $mistake }

# The test at the top of a stage
exit-test = <b>The test for stage { $stage }:</b> { $name }

    { $how }

    <b>Passed if:</b> { $pass }

    Do it when you are rested, and stop if pain goes above { $pain_ceiling }.
exit-test-passed = ✅ <b>Test passed.</b> It counts with your next 24-hour answer. /plan shows what else is needed.
exit-test-asked = Your clinician decides about stage { $stage }, and I have asked them. Until then your sessions go on.
exit-test-failed = Not yet, and that is useful to know. Your plan goes on as it is, and each easy session brings it nearer. Try again in a week or so: the button is on /plan.

# The short test of a morning
load-test = <b>Load test</b>, only if you like: nothing depends on it.

    { $how }

    <b>How much did it hurt?</b>
    0 none · 10 worst
load-test-done = Load test today: <b>{ $value }/10</b>.
load-test-easy = Up to { $easy } says that your tendon takes its load well.
load-test-sore = Above { $easy } says that it has not quite caught up yet. Your plan goes by your sessions and what you tell me a day later.

flare-over = 🌤 <b>It has settled.</b> Your plan goes on at stage { $stage }, level { $level }. /today shows what is next.
