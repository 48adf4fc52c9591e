learn = <b>Good to know</b>
    Short answers to what people ask most. Pick what you like, whenever it suits.
learn-in-flare = <b>What helps while it settles</b>
    The first ones are for now; the others can wait.

lesson-load = What a tendon needs
    .body = A tendon hurts when it gets more than it can take yet. Rest alone does not change what it can take. Only the right load does: a little more than it is used to, often, and with time to recover. That is what your plan does, step by step.
lesson-hurt = Pain is seldom damage
    .body = Pain here is an alarm that has become too keen. It is seldom damage, and there is no need to worry about each twinge. Up to 5 while you exercise is safe, as long as it has settled a day later. What a few people need to look out for stands behind “Something is wrong” on every card.
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

cold-began = <b>10 minutes of cold</b>, from now. I will write when they are over.
cold-over = <b>The 10 minutes are over.</b> Take the cold off and let the skin warm up. How it feels a day after training still counts most.

flare-changed = <b>One question that helps us learn:</b> was anything different in the days before it flared up?
flare-changed-thanks = <b>Thank you.</b> It helps to know. Next time it comes back in smaller steps.
flare-changed-nothing = <b>Thank you.</b> Sometimes nothing was different. It settles all the same.
