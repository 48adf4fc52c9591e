### What people read of this protocol in English, beside pht.toml. Everything else stands in the catalogue, which names
### no condition and no exercise. Plain text, without markup; other languages stand beside this file as pht.<language>.ftl.

## The condition, as the catalogue's sentences speak of it

protocol-condition = proximal hamstring tendinopathy
protocol-place = the tendon at your sit bone
protocol-outlook = Most people improve within 3 to 6 months.
protocol-gentle = gentle holds
protocol-questionnaire = VISA-H
protocol-share = How good are your hip and hamstring today?
protocol-surgery = hamstring surgery
protocol-aids = cushion, cold
protocol-diagnosis = Proximal hamstring tendinopathy
protocol-sport = running, jumping or sprinting
protocol-first-stage = Stage 1 is for the irritable tendon.
protocol-history = Hamstring surgery, or an injection into the tendon in the last 6 weeks?
protocol-screen =
    • a pop or tear at the buttock, pain that began suddenly, a bruise or swelling
    • a leg that is weak or cannot carry you, pain at every step
    • numbness between the legs, both legs weak or numb, new trouble with bladder or bowel
    • chest pain, breathlessness, one leg swollen and warm
    • fever, night sweats, weight loss, constant pain at night, pain in many places
    • cancer in the past, or antibiotics such as ciprofloxacin in the last 2 months
    • tingling, pain that shoots down the leg, on both sides, or away from the sit bone
    • mornings stiff for more than 30 minutes, or a pregnancy
    • an injection in the last 6 weeks, or surgery, that your clinic does not know of
protocol-screen-weekly =
    • a pop or tear at the buttock, pain that began suddenly, a bruise or swelling
    • a leg that is weak or cannot carry you, pain at every step
    • numbness between the legs, both legs weak or numb, new trouble with bladder or bowel
    • chest pain, breathlessness, one leg swollen and warm
    • fever, night sweats, weight loss, constant pain at night, pain in many places
    • cancer in the past with new pain, or antibiotics such as ciprofloxacin in the last 2 months
    • tingling, pain that shoots down the leg, on both sides, or away from the sit bone
    • mornings stiff for more than 30 minutes, a pregnancy, an injection or surgery
protocol-news = a pop, a bruise, a weak or numb leg, fever, an injection or surgery

# What a clinician confirms for a patient who starts above stage 1
start-isometrics_and_load_test = are holds and the load test (3 short bridges) at 3 or less?

## Stages

stage-1 = Calm and hold
    .purpose = Steady holds keep the muscle working while your tendon settles, without squeezing it.
stage-2 = Build strength
    .purpose = Slow, challenging exercises bring back strength while your hip stays nearly straight.
stage-3 = Strength with bending
    .purpose = Step by step you get strong with your hip bent, and both legs become equal.
stage-4 = Back to sport
    .purpose = Quick, springy work gets your tendon ready for your sport again.
stage-maintenance = Keep it strong
    .purpose = One or two sessions a week, challenging but not painful, keep what you have built.
    .tip = Keep the cushion for long sitting, and if you cycle, the fit of your bike.

## Exercises: a short name, how to start, how to move, the common mistake (said without blame) and one cue for the
## daily card. Doses, sides and pain limits are said elsewhere, from the plan.

# Stage 1: held still, the hip near straight

exercise-bridge_hold = Bridge hold, both legs
    .start = Lie on your back with your knees bent and feet flat, hip-width apart. Rest your arms by your sides.
    .movement = Press your heels down and lift your hips until shoulders, hips and knees make one line. Hold still and keep breathing.
    .mistake = The lower back likes to arch to get higher. Come down a little, until your back feels easy.
    .cue = Press the heels down and keep breathing.

exercise-single_bridge_hold = Bridge hold, one leg
    .start = Lie on your back with one knee bent and that foot flat. Keep the other leg straight.
    .movement = Press through the heel and lift your hips, with both thighs side by side. Hold still and keep breathing.
    .mistake = One side of the hips tends to drop. Lift a little less, so that both sides stay level.
    .cue = Both hips stay level.

# Stage 2: slow, the hip near straight

exercise-two_leg_bridge = Bridge, both legs
    .start = Lie on your back with your knees bent and feet flat, hip-width apart. Rest your arms by your sides.
    .movement = Lift your hips for 3 seconds until shoulders, hips and knees make one line. Lower them for 3 seconds.
    .mistake = The way down often goes too fast. It is half of the work, so take your time.
    .cue = 3 seconds up, 3 seconds down.

exercise-prone_curl = Leg curl, lying on your front
    .start = Lie on your front with a band around one ankle, fixed low behind you. Rest your head on your hands.
    .movement = Bend that knee for 3 seconds until your shin points up. Straighten it for 3 seconds.
    .mistake = The hips like to lift off the floor when it gets hard. A lighter band helps to keep them down.
    .cue = Hips stay on the floor.

exercise-single_bridge = Bridge, one leg
    .start = Lie on your back with one knee bent and that foot flat. Keep the other leg straight.
    .movement = Press through the heel and lift your hips for 3 seconds, thighs side by side. Lower them for 3 seconds.
    .mistake = The hips easily turn to one side. Lift a little less and keep them level.
    .cue = Slow and level, all the way.

exercise-long_bridge = Long bridge, heels far out
    .start = Lie on your back and walk your heels out until your knees are only a little bent. Point your toes up.
    .movement = Dig in both heels and lift your hips for 3 seconds. Lower them for 3 seconds.
    .mistake = The feet tend to creep closer, which makes it easier. Set your heels again before each set.
    .cue = Heels far out, and dig them in.

exercise-slider_curl = Sliding leg curl
    .start = Lie on your back with both heels on a towel on a smooth floor. Bend your knees and lift your hips.
    .movement = Slide your heels away for 3 seconds with your hips up. Pull them back in for 3 seconds.
    .mistake = The hips sink as the legs get long. Slide only as far as you can keep them up.
    .cue = Hips stay up while the heels slide.

exercise-weighted_bridge = Bridge with a weight
    .start = Lie on your back with your knees bent and feet flat. Hold a weight on your hips with both hands.
    .movement = Lift your hips for 3 seconds until shoulders, hips and knees make one line. Lower them for 3 seconds.
    .mistake = It is easy to take too much at once. Choose a weight that leaves you 1 to 3 good repetitions.
    .cue = All the way up, every time.

exercise-assisted_nordic = Nordic lowering, with help
    .start = Kneel on a cushion with your feet held under a heavy sofa. Rest your hands on a gym ball in front of you.
    .movement = Lean forward from your knees for 3 seconds while the ball takes some of your weight. Come back up for 3 seconds.
    .mistake = Bending at the hips makes it feel easier. Lean less far and stay long from knees to shoulders.
    .cue = One straight line, knees to shoulders.

# Stage 3: slow, bending at the hip

exercise-hip_thrust = Hip thrust
    .start = Lean your upper back on a steady sofa or bench, feet flat and hips low. Hold a weight on your hips.
    .movement = Lift your hips for 3 seconds until you are flat from shoulders to knees. Lower them for 3 seconds.
    .mistake = The back likes to arch at the top. Tuck your chin in and stop when your hips are level.
    .cue = Chin in, hips level at the top.

exercise-hip_hinge = Hip hinge
    .start = Stand tall with your feet hip-width apart and your knees soft. Put your hands on your hips.
    .movement = Push your hips back and tip forward about halfway for 3 seconds. Stand up again for 3 seconds.
    .mistake = The back tends to round on the way down. Tip only as far as it stays flat.
    .cue = Hips back, back flat.

exercise-rdl_knee = Romanian deadlift to the knee
    .start = Stand tall with your knees soft. Hold a weight in each hand, in front of your thighs.
    .movement = Push your hips back for 3 seconds and let the weights glide down to your knees. Stand up for 3 seconds.
    .mistake = The weights like to drift forward. Keep them close, almost brushing your legs.
    .cue = Weights close, hips back.

exercise-step_up = Step-up
    .start = Put one whole foot on a firm step. The other foot stays on the floor behind you.
    .movement = Lean forward a little and stand up on the upper leg for 3 seconds. Lower yourself for 3 seconds.
    .mistake = The lower leg likes to push off and help. A lower step makes it easier to leave it out.
    .cue = Let the upper leg do the work.

exercise-rdl_shin = Romanian deadlift to the shin
    .start = Stand tall with your knees soft. Hold a weight in each hand, in front of your thighs.
    .movement = Push your hips back for 3 seconds and let the weights glide down to mid-shin. Stand up for 3 seconds.
    .mistake = Reaching for more depth tends to round the back. Stop where it is still flat.
    .cue = Go only as low as your back stays flat.

exercise-split_squat = Split squat
    .start = Take a long step forward and stay there, with your back heel off the floor.
    .movement = Go straight down for 3 seconds, as deep as is comfortable. Come up for 3 seconds.
    .mistake = The weight likes to slip onto the back foot. Keep most of it on your front heel.
    .cue = Front heel down, straight down and up.

exercise-deadlift = Deadlift
    .start = Stand with a heavy weight on the floor at the middle of your feet. Bend hips and knees and take hold, back flat.
    .movement = Stand up with it for 3 seconds, close to your legs. Lower it for 3 seconds.
    .mistake = The hips often come up first and leave the lifting to the back. Let hips and shoulders rise together.
    .cue = Hips and shoulders rise together.

exercise-single_rdl = Single-leg deadlift
    .start = Stand on one leg with that knee soft. Hold a weight in front of your thigh.
    .movement = Tip forward from the hip for 3 seconds while the free leg rises behind you. Come up for 3 seconds.
    .mistake = The free hip likes to open out to the side. Point those toes at the floor.
    .cue = Body and back leg move as one.

# Stage 4: quick work, for sport

exercise-a_skip = A-skips
    .start = Stand tall on flat ground with some space ahead. Bend your elbows.
    .movement = Skip forward and lift one knee to hip height, then the other. Land lightly on the front of your foot.
    .mistake = It is common to lean back as the knees come up. Stay tall and lift them a little less.
    .cue = Tall, light and quick.

exercise-pogo = Pogo hops
    .start = Stand tall with your feet hip-width apart. Keep your knees soft.
    .movement = Hop on both feet with small, quick bounces from your ankles. Stay low.
    .mistake = The landings get deep and heavy as you tire. Hop lower and keep it springy.
    .cue = Low, quick and quiet.

exercise-walk_run = Walk and jog
    .start = Choose flat ground and wear your usual running shoes. Begin with the walk.
    .movement = Walk, then jog, each for as long as the card says, and repeat. Jog so easily that you can talk.
    .mistake = On a good day it is tempting to go faster or further. Keep it easy and see how tomorrow feels.
    .cue = Flat ground, easy enough to talk.

exercise-bounding = Bounding
    .start = Warm up with an easy jog. Find flat ground with some space ahead.
    .movement = Spring from one leg to the other in long running steps. Drive the front knee forward and land softly.
    .mistake = Going for distance makes the landings heavy. Start with low, short bounds.
    .cue = Spring forward, land softly.

exercise-kettlebell_swing = Kettlebell swing
    .start = Stand with your feet wide and hold the kettlebell in both hands. Push your hips back and let it swing between your legs.
    .movement = Stand up fast and let the bell float to chest height. Let it swing back as you push your hips back again.
    .mistake = The arms like to lift the bell. Let your hips throw it, and just hold on.
    .cue = Quick hips, loose arms.

exercise-easy_run = Easy run
    .start = Choose flat ground and an easy pace. Walk for a few minutes first.
    .movement = Run steadily, so easily that you can talk. Take a walking break whenever you like.
    .mistake = Hills and a fast finish are tempting. Keep this one flat and slow.
    .cue = Flat, steady, easy enough to talk.

exercise-strides = Strides
    .start = Warm up with an easy jog. Find flat, even ground.
    .movement = Build up smoothly to a fast, relaxed run, then ease off. Walk until you feel fresh again.
    .mistake = It is tempting to sprint flat out. Stay a notch below, so that it feels smooth.
    .cue = Fast but relaxed.

exercise-sprinter_curl = Sprinter's curl
    .start = Stand facing a wall with your hands on it. A band runs from one ankle to a firm, low hold in front of you.
    .movement = Pull that heel back and up under your bottom, as quickly as in a sprint. Let it come forward under control.
    .mistake = The body likes to tip forward to help. Take a lighter band and stand tall.
    .cue = Quick heel, tall body.

## Running: what a step of its ladder says besides its dose, and what holds before it

run-note-painless = Stay with this run until nothing hurts. Faster running comes after that.
run-note-hills = <b>New:</b> a gentle hill for some of the strides. Everything else stays as it was.
run-note-intervals = <b>New:</b> some of the strides get longer, with a full rest after each. Everything else stays as it was.
run-note-sprints = <b>New:</b> some of the strides become sprints. Everything else stays as it was.
run-note-turns = <b>New:</b> turns and changes of direction, if your sport has them. Everything else stays as it was.

running-stage-1 = If you run, run less for now: fewer runs, shorter and slower, on the flat. Less bending forward helps too. What does not hurt, carry on with.
running-stage-2 = If you run, keep it short, slow and flat. What does not hurt, carry on with.
running-stage-3 = If you run, keep it slow and flat: no speed and no hills yet, and no sudden jumps in how far or how often.
running-later = The plan’s own runs begin in stage 4, once strength with a bent hip is easy.

## Self-tests at the end of a stage: what to do, and what counts as passed

test-short_bridges = Three one-leg bridges
    .start = Lie on your back, the foot of the sore side flat and close to you. Lift your hips 3 times on that leg, at the same time each morning.
    .pass = Your pain is 3 out of 10 or less, and you can put up with sitting for 30 minutes.

test-single_bridge_count = One-leg bridges, counted
    .start = Count your good one-leg bridges, first on the good side, then on the sore one. Then try a shallow lunge without weight.
    .pass = At least 20 on each side, the sore side at 90% or more of the good one. Pain is 3 out of 10 or less, in the lunge too.

test-single_rdl = Single-leg deadlifts with weight
    .start = With 20 to 25% of your body weight, do 3 sets of 8 single-leg deadlifts. Then drop into one lunge without weight.
    .pass = Pain in the deadlifts is 2 out of 10 or less and the lunge does not hurt. You can sit for an hour.

test-full_sessions = Full sessions for 2 to 3 weeks
    .start = Do your sessions in full for 2 to 3 weeks. Rate your pain 24 hours later, as always.
    .pass = Your pain was no worse 24 hours after any of them.

## What to leave out for now: listed as it stands here

avoid-stretching = stretching the back of your thigh
avoid-deep_squat = deep squats
avoid-lunge = lunges
avoid-deadlift = deadlifts
avoid-uphill = going uphill
avoid-long_sitting = sitting for long, or on a hard seat
avoid-massage = massage right on the sit bone
avoid-seated_curl = the seated leg curl machine
avoid-floor_deadlift = deadlifts from the floor
avoid-speed = running fast
avoid-hills = hills
avoid-bending_jumps = suddenly much more bending forward
avoid-two_hard_days = two hard days in a row
avoid-all_at_once = hills, speed and distance all together

## What may have been different before a flare: labels of buttons

trigger-hill = A hill
trigger-speed = Speed
trigger-distance = A longer way
trigger-sitting = Long sitting or driving
trigger-stretching = Stretching
trigger-new_exercise = A new exercise

## Signs: short enough for a button; `.long` for messages; `.medicine`, of a medicine, is said where other signs stand beside it

flag-pop = Pop or tear
    .long = a pop or tearing feeling at the buttock
flag-bruising = Bruise
    .long = a bruise on the buttock or thigh
flag-swelling = Swollen buttock
    .long = a swollen or red buttock or thigh
flag-weakness = Weak to bend or push
    .long = new weakness when bending the knee or pushing off
flag-sudden_onset = Sudden pain
    .long = pain that began suddenly, such as with a sprint, a kick or a slip
flag-saddle_numbness = Numb between legs
    .long = numbness between the legs, around the genitals or the back passage, or during sex
flag-bladder = Trouble with wee
    .long = new trouble starting, holding or feeling urine
flag-bowel = Bowel change
    .long = a new change of bowel control
flag-both_legs = Both legs
    .long = pain in both legs, or both legs weak or numb
flag-breathless = Breathless
    .long = breathlessness
flag-chest_pain = Chest pain
    .long = chest pain
flag-collapse = Collapse, bloody cough
    .long = a collapse, or coughing blood
flag-fever = Fever, shivers
    .long = fever or shivers, or feeling very unwell
flag-infection_risk = Weak immune system
    .long = severe or constant pain with a weak immune system, or after injected drugs
flag-progressive_weakness = Leg weak or numb
    .long = a leg that gets weaker or more numb, or a foot that slaps
flag-dvt_signs = Swollen, warm leg
    .long = one leg swollen, warm, red or throbbing
flag-cannot_bear_weight = Cannot stand or walk
    .long = not being able to put weight on the leg, or to walk normally
flag-bone_pain = Pain at every step
    .long = deep pain in the groin or buttock at every step, after running or worse at night
flag-fragile_bone = Fall, or thin bones
    .long = new pain after a small fall or knock, with thin bones, under steroid treatment, or while eating too little for hard training
flag-severe_pain = Severe, no let-up
    .long = severe pain that does not calm down
flag-night_pain_constant = Constant night pain
    .long = constant pain at night that no position eases
flag-weight_loss = Weight loss
    .long = weight loss without a reason
flag-night_sweats = Night sweats
    .long = sweats at night
flag-many_sites = Pain in many places
    .long = pain in many places
flag-cancer_history = Had cancer before
    .long = cancer in the past, with new pain
flag-fluoroquinolone = Cipro-type antibiotic
    .long = a fluoroquinolone antibiotic (such as ciprofloxacin) now or in the last 60 days
    .medicine = Ask the prescriber or a pharmacist today or tomorrow about this medicine and tendons.

# Routine signs
flag-tingling = Tingling when sitting
    .long = tingling in the thigh or calf when sitting, that stays the same
flag-shooting_pain = Shooting pain
    .long = pain that shoots down the leg
flag-elsewhere = Pain elsewhere
    .long = pain that is not at the sit bone
flag-both_sides = Both sides
    .long = pain that is no longer on one side only
flag-stiffness = Stiff over 30 minutes
    .long = stiffness in the morning that lasts longer than 30 minutes
flag-pregnancy = Pregnancy
    .long = a pregnancy

# After these the plan waits for the clinic
flag-injection = An injection
    .long = an injection into the tendon
flag-surgery = Surgery
    .long = surgery of the hamstring

## Good to know: a title for a button, and what is said under it

lesson-load = What a tendon needs
    .body = A tendon hurts when it gets more than it can take yet. Rest alone does not change what it can take. Only the right load does: a little more than it is used to, often, and with time to recover. That is what your plan does, step by step.
lesson-hurt = Pain is seldom damage
    .body = Pain here is an alarm that has become too keen. It is seldom damage, and there is no need to worry about each twinge. Up to { $pain_ceiling } while you exercise is safe, as long as it has settled a day later. What a few people need to look out for stands behind “Something is wrong” on every card.
lesson-time = How long it takes
    .body = Most people improve within 3 to 6 months. It is slow at first, and it goes up and down: look at weeks, not at days. The plan moves on when your answers allow it, not by the calendar.
lesson-moving = Keep moving
    .body = Complete rest makes a tendon weaker. Keep doing what does not hurt, such as easy walking. Do less of what does: fewer, shorter or slower runs on flat ground, and less bending forward.
lesson-sitting = Sitting
    .body = Sitting presses on the sore spot. Get up every 30 to 45 minutes. Sit on something soft, or on a cushion or wedge that lifts the thigh. It helps in the car as well.
lesson-cold = Cold, for 10 minutes
    .body = Cold eases pain for a while. It does not heal, and you need not do it. Wet a towel, put melting ice water on it, and lay it on the sore spot for 10 minutes, never ice right on the skin. Leave it off where you feel little, or where your skin does not like the cold.
lesson-stretching = Leave the stretching
    .body = Stretching the back of the thigh pulls the tendon against the bone. It may feel good for a moment, and it often makes the next day worse. In stages 1 and 2 leave it altogether.
lesson-trunk = A strong middle
    .body = Two or three times a week, a few minutes for the trunk and hips help the tendon: a plank, a side plank, or on hands and knees with one arm and the other leg stretched out. Easy, steady, without pain at the sit bone.
lesson-spikes = Too much, too soon
    .body = What brings it back is a sudden jump: a hill, a sprint, a new class, twice the distance. Change one thing at a time: how far, how fast, how often or how heavy. Then wait a day and see.
lesson-tablets = Tablets and gels
    .body = Painkillers cover pain up for a while; they do not mend a tendon. If you think of taking any, also as a gel, ask your pharmacist or doctor first, and how long. A gel has less effect on the rest of the body. I cannot advise on what or how much.
lesson-hands_on = Massage, tape, needles
    .body = Hands-on treatment and tape can make it less sensitive for a while, and some people find needling helps. They go with the exercises, not instead of them. No hard massage right on the sit bone, unless your clinician says so.
lesson-keeping = Keeping it good
    .body = One or two strength sessions a week keep it strong for good: challenging, not painful. Keep the cushion. If you cycle, have the saddle and the reach looked at.

## For clinicians only: the questionnaire, and what they may consider when conservative care stalls (reference 5.2). The
## letters in brackets say how sure a line is.

measure-visa_h = { protocol-questionnaire }
letter-measure-visa_h = VISA-H (0–100)
    .matters = 22 [K]

options-intro = Other treatment comes after months of consistent effort [F002], the least invasive first [F003]. Evidence for this condition is thin: a review of 2021 found two randomised trials and case series [S]. The bot orders nothing.
option-diagnosis = <b>Diagnosis:</b> check again for lumbar radiculopathy, deep gluteal or piriformis syndrome, ischiofemoral impingement, sacroiliac joint, stress fracture, partial tear or avulsion, spondyloarthritis [F000, F003, S].
option-dose = <b>Dose:</b> check what was actually done, compression through the day (sitting, stretching, hills), sleep and stress [S].
option-adjuncts = <b>Adjuncts:</b> soft-tissue work, taping or dry needling can make loading tolerable [F000, F004]. They do not replace it: passive treatment alone is a known pitfall [F000].
option-mri = <b>MRI</b> when symptoms persist or the examination is inconclusive [F000, F003]; usually not needed earlier [F001]. Findings must match the examination, since changes occur without pain [F001, S].
option-eswt = <b>Shock-wave therapy (ESWT)</b> beside loading, which goes on [F003]. For it: one trial (Cacchio 2011, 40 professional athletes, 4 weekly sessions), pain 7 to 2 against 7 to 5 at 3 months, half the pain or less in 17 of 20 (85 %) against 2 of 20 (10 %) [F000, S]. Against it: unblinded, compared with mostly passive care; a later trial (100 planned) reportedly found no meaningful difference from physiotherapy [S]; very low certainty [F000]. NICE allows it in Achilles tendinopathy only with special arrangements (IPG571) [S].
option-injection = <b>Injection,</b> ultrasound-guided [F002]: a corticosteroid gives short relief, still there at 6 months in fewer than 38 % [F003]; only after other care has failed, since harm has been shown [F001], with weakening and a risk of rupture [F000]. PRP is variable [F002] and no clearly better than whole blood, at very low certainty [F000].
option-surgery = <b>Surgical opinion</b> for disabling pain after non-invasive care has failed [F003], after 3–6 months [F000]; a late move to surgery is a known pitfall [F000]. Case series only: 92 of 103 good or excellent, return after 5 months (2–12) [F000]; 41 incomplete avulsions that had not settled in 6 months, all returned [S]. Often the semimembranosus is involved [F003].
options-tags = [F000]–[F004]: the programme’s source documents, [F000] unreviewed. [S]: a public source, in part read through secondary pages. [K]: a known paper whose full text was not at hand. [D]: a product choice.
