### AN EXAMPLE: NOT REVIEWED BY ANYBODY, NOT FOR PATIENTS.
### What people read of achilles.toml in English. Plain text, without markup.

## The condition, as the catalogue's sentences speak of it

protocol-condition = mid-portion Achilles tendinopathy
protocol-place = the tendon above your heel
protocol-outlook = It takes months rather than weeks: plan for 12 weeks of training and more.
protocol-gentle = easy heel raises
protocol-questionnaire = VISA-A
protocol-share = How good are your heel and calf today?
protocol-surgery = surgery on the calf or heel
protocol-aids = heel lift, cold
protocol-diagnosis = Mid-portion Achilles tendinopathy
protocol-sport = running or jumping
protocol-first-stage = Stage 1 needs no equipment but a chair and a step.
protocol-history = Surgery on the calf or heel, or an injection near the tendon in the last 6 weeks?
protocol-screen =
    • a sudden pop or a kick in the heel, a dent above it, or a foot that cannot rise on tiptoe
    • a bruise, or a leg that cannot carry you
    • chest pain, breathlessness, one calf swollen and warm
    • fever, constant pain at night, or both heels stiff for long every morning
    • pain at the heel bone itself, or mornings stiff for more than 45 minutes
    • a course of antibiotics such as ciprofloxacin in the last 2 months
protocol-screen-weekly =
    • a sudden pop or a kick in the heel, a dent above it, or a foot that cannot rise on tiptoe
    • a bruise, or a leg that cannot carry you
    • chest pain, breathlessness, one calf swollen and warm
    • fever, constant pain at night, or both heels stiff for long every morning
    • pain at the heel bone itself, or mornings stiff for more than 45 minutes
    • an injection or surgery, or a course of antibiotics such as ciprofloxacin in the last 2 months
protocol-news = a pop, a bruise, a swollen calf, fever, an injection or surgery

# What a clinician confirms for a patient who starts at a higher stage
start-ten_raises = can they do 10 one-legged heel raises on the sore side at 2 or less?
start-strong_enough = are one-legged heel raises nearly equal on both sides, and small hops at 2 or less?

## Stages

stage-1 = Your own weight
    .purpose = Small daily doses of heel raises wake the calf up without upsetting the tendon.
stage-2 = Heavy and slow
    .purpose = Slow raises with more and more weight make the tendon strong.
stage-3 = Spring and run
    .purpose = Quick raises, hops and easy runs teach the tendon to act like a spring again.
stage-maintenance = Keep it strong
    .purpose = A session of heavy heel raises a week keeps what you have built.

## Exercises

exercise-seated_hold = Heel hold, sitting
    .start = Sit on a chair with one foot flat and that knee under your hand. Press the knee down a little.
    .movement = Lift the heel a few centimetres against the hand. Hold still and keep breathing.
    .mistake = The heel likes to climb high. Halfway up is enough.
    .cue = Halfway up, and breathe.

exercise-sitting_raise = Heel raise, sitting
    .start = Sit on a chair with both feet flat, knees over your toes.
    .movement = Lift both heels as high as is easy for 2 seconds. Lower them for 2 seconds.
    .mistake = The ankles tend to roll out at the top. Keep the weight over the big toes.
    .cue = Up over the big toes.

exercise-two_leg_raise = Heel raise, both legs
    .start = Stand on the floor with your feet hip-width apart, fingertips on a wall.
    .movement = Rise onto the balls of both feet for 2 seconds. Lower your heels for 2 seconds.
    .mistake = The good leg likes to take over. Share the weight evenly.
    .cue = Share the weight evenly.

exercise-heel_drop = Heel drop, knee straight
    .start = Stand on the edge of a step and rise with both legs. Then stand on one, knee straight.
    .movement = Lower that heel below the step for 3 seconds. Come up again with both legs.
    .mistake = Rising on the same leg is tempting. Let the other leg do the way up.
    .cue = Down with one, up with both.

exercise-heel_drop_bent = Heel drop, knee bent
    .start = Stand on the edge of a step and rise with both legs. Then stand on one, knee a little bent.
    .movement = Lower that heel below the step for 3 seconds, the knee still bent. Come up again with both legs.
    .mistake = The knee likes to straighten on the way down. Keep it soft all the way.
    .cue = The knee stays soft.

exercise-step_raise = Heel raise on a step
    .start = Stand on one leg on the edge of a step, fingertips on a wall.
    .movement = Rise as high as you can for 3 seconds. Lower your heel below the step for 3 seconds.
    .mistake = The last bit at the top gets lost when it is hard. A hand on the wall may help a little more.
    .cue = All the way up, every time.

exercise-loaded_raise = Heel raise with a rucksack
    .start = Wear a rucksack with some weight. Stand on one leg on the edge of a step.
    .movement = Rise as high as you can for 3 seconds. Lower your heel below the step for 3 seconds.
    .mistake = Too much weight makes it quick and short. Take some out and go slowly.
    .cue = Heavy, high and slow.

exercise-loaded_sitting_raise = Sitting raise with a weight
    .start = Sit with the balls of both feet on a book and a weight on your knees.
    .movement = Lift both heels for 3 seconds. Lower them for 3 seconds.
    .mistake = The weight likes to slide forward. Hold it with both hands.
    .cue = Slow both ways.

exercise-quick_raise = Quick heel raises
    .start = Stand on the floor with your feet hip-width apart, fingertips on a wall.
    .movement = Bounce up and down on the balls of both feet, heels just off the floor.
    .mistake = The bounces get deep as you tire. Keep them small and springy.
    .cue = Small and springy.

exercise-two_leg_hop = Hops, both legs
    .start = Stand tall with soft knees on a firm floor.
    .movement = Hop on both feet, low and quick, from the ankles.
    .mistake = Landings get loud when it is enough. Hop lower.
    .cue = Low, quick and quiet.

exercise-one_leg_hop = Hops, one leg
    .start = Stand on one leg with a soft knee, near a wall.
    .movement = Hop on the spot, low and quick, from the ankle.
    .mistake = It is tempting to go high. A hand's breadth is plenty.
    .cue = Low and light.

exercise-walk_jog = Walk and jog
    .start = Choose flat, even ground and walk for some minutes.
    .movement = Jog a minute, walk a minute, and repeat until your time is up.
    .mistake = On a good day more is tempting. See how tomorrow feels first.
    .cue = Flat ground, easy pace.

exercise-flat_run = Run on the flat
    .start = Choose flat, even ground and walk for some minutes.
    .movement = Run steadily, so easily that you can talk.
    .mistake = A fast finish is tempting. Keep this one even.
    .cue = Even, easy, flat.

## Self-tests at the end of a stage

test-ten_raises = Ten raises on one leg
    .start = Do 10 heel raises on the sore leg, with fingertips on a wall.
    .pass = All 10 are as high as on the other leg, and pain is 2 out of 10 or less.

test-raise_count = Raises on one leg, counted
    .start = Count your good heel raises on one leg, first on the good side, then on the sore one.
    .pass = The sore side does 90% or more of the good one. Pain is 2 out of 10 or less.

test-full_week = A full week
    .start = Do a week's sessions in full. Rate your pain 24 hours later, as always.
    .pass = Your pain was no worse 24 hours after any of them.

## What to leave out for now

avoid-calf_stretching = stretching your calf
avoid-running = running
avoid-jumping = jumping
avoid-barefoot = long walks barefoot
avoid-hills = hills
avoid-sprinting = sprinting
avoid-days_in_a_row = running on two days in a row

## What may have been different before a flare

trigger-hill = A hill
trigger-speed = Speed
trigger-new_shoes = New shoes
trigger-jumps = Jumping

## Good to know

lesson-time = How long it takes
    .body = Twelve weeks of training are usual, and some need more. Look at weeks, not at days.
lesson-going_on = May I go on?
    .body = Up to { $pain_ceiling } while you train is fine, as long as it has settled by the next day. Do less of what leaves it sorer, and go on with the rest.

lesson-calf_stretching = Stretching the calf
    .body = A hard stretch pulls on the tendon while it is sore. Leave it for now; the heel drops later do part of its work.

## Signs

flag-breathless = Breathless
    .long = breathlessness

flag-chest_pain = Chest pain
    .long = chest pain, coughing blood or collapse

flag-pop = Pop or kick in heel
    .long = a sudden pop, or a feeling as if kicked in the heel

flag-cannot_tiptoe = Cannot rise on tiptoe
    .long = not being able to rise on tiptoe or to push off

flag-dent = Dent above the heel
    .long = a dent that can be felt in the tendon above the heel

flag-bruising = Bruise
    .long = a bruise at the calf or ankle

flag-dvt_signs = Swollen, warm calf
    .long = one calf swollen, warm, red or throbbing

flag-fever = Fever, shivers
    .long = fever or shivers, or feeling very unwell

flag-cannot_bear_weight = Cannot stand on it
    .long = not being able to put weight on the leg

flag-severe_pain = Severe, no let-up
    .long = severe pain that does not calm down

flag-night_pain_constant = Constant night pain
    .long = constant pain at night that no position eases

flag-both_heels_stiff = Both heels, long stiff
    .long = both heels stiff for more than half an hour every morning

flag-fluoroquinolone = Cipro-type antibiotic
    .long = a fluoroquinolone antibiotic (such as ciprofloxacin) in the last 60 days
    .medicine = Ask the prescriber or a pharmacist today about this medicine and tendons.

flag-stiffness = Stiff over 45 minutes
    .long = stiffness in the morning that lasts longer than 45 minutes

flag-heel_bone = Pain at the heel bone
    .long = pain at the heel bone itself

flag-injection = An injection
    .long = an injection near the tendon

flag-surgery = Surgery
    .long = surgery on the calf or heel

## For clinicians only

measure-visa_a = { protocol-questionnaire }
letter-measure-visa_a = VISA-A (0–100)
    .matters = 12 [D]

options-intro = An example that nobody has reviewed: nothing here is advice. The bot orders nothing.
option-diagnosis = <b>Diagnosis:</b> check again for a partial tear, insertional tendinopathy, seronegative disease [S].
option-dose = <b>Dose:</b> check what was actually done; in Beyer 2015 78 to 92 % of the sessions were [K].
option-eswt = <b>Shock-wave therapy (ESWT):</b> NICE allows it only with special arrangements (IPG571) [S].
options-tags = [S]: a public source, in part read through secondary pages. [K]: a known paper whose full text was not at hand. [D]: a product choice.
