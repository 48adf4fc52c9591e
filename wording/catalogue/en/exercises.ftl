### What patients read about exercises, self-tests, stages and what to leave out for now.
### Each exercise has a short name, how to start, how to move, the common mistake (said without blame) and one cue for
### the daily card. Doses, sides and pain limits are said elsewhere, from the plan.

## Stage 1: held still, the hip near straight

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

## Stage 2: slow, the hip near straight

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

## Stage 3: slow, bending at the hip

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

## Stage 4: quick work, for sport

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
