### Running: the ladder of runs, what holds before it, and what brings pain back.

# On cards of sessions and answers
run-step = 🏃 Step { $step } of { $steps } on the way back to running.
run-ends = The run is over at the distance or after the rounds, whichever comes first.
run-first = 🏃 <b>Your running begins:</b>
run-up = 🏃 <b>{ $needed ->
        [one] An easy run
        [2] Two easy runs in a row
       *[other] { $needed } easy runs in a row
    }</b>, so the next time it is:
run-down = 🏃 <b>A step back for the next run:</b>
run-down-spike = If anything was new, such as a hill, more speed or more distance, leave it out for now. One new thing at a time.
run-clean = 🏃 Running: step { $step } of { $steps }, { $clean } of { $needed } easy runs in a row for the next one.
run-bounded = 🏃 Running: step { $step } of { $steps }. The next one comes with the next level.
run-last = 🏃 Running: step { $step } of { $steps }, the last one.

# The card on running
running-head = <b>Running</b>
running-pain = The same limits hold as for your exercises. Up to { $easy } is fine. Above { $easy }, do not add anything. Above { $ceiling }, stop, and come back with much less. A day later it has settled.
running-now = <b>Now:</b> { $run }
running-then = <b>Then:</b> { $run }
running-rules = { $needed } runs in a row at { $easy } or less, settled a day later, lead one step on. Up to { $ceiling }: the same run again. Above that, or clearly worse a day later: one step back.
running-rest = At least a day without a run in between, and level ground. Your clinician can look at your stride and the pace of your steps.
running-spike = Too much too soon brings it back, such as a sudden hill or sprint. Never raise hills, speed and distance together.
running-maintenance = Go on with the runs that you have reached. If you want more, add one new thing a week: strides, then hills, then longer fast runs, then sprints.
running-flare = No running while it settles. Easy walking is fine.
running-paused = No runs from the plan while it is paused.
running-stopped = No running until your clinic has started your plan again.
