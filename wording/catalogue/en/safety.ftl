flags-asked = <b>What is happening?</b>
    Press what fits best. If you are in danger, ring <b>{ $emergency }</b> now.
flags-severe = <b>That is a lot of pain.</b> Stop exercising for now.
    Is any of this happening as well? If you are in danger, ring <b>{ $emergency }</b> now.
flags-jump = <b>That is a good deal more than before.</b>
    Just to be safe: is any of this happening as well? If you are in danger, ring <b>{ $emergency }</b> now.
flags-words = <b>Is this happening now?</b>
    I cannot pass words on, so please press what fits. If you are in danger, ring <b>{ $emergency }</b> now.
flags-lesser = <b>Is it one of these?</b>
    Press what fits best. If you are in danger, ring <b>{ $emergency }</b> now.
flags-clinic = Nobody watches this chat around the clock. { $clinic }: { $phone } ({ $hours })
flags-named = You named: { $sign }. Please read the message below.
flags-clean = Good. Take it easy today: walking and gentle movement are fine. If anything changes, /flag is always there. Clinic: { $phone } ({ $hours })

# What to do now, by the tier of the signs; then why
flagged-A = 🚨 <b>Ring { $emergency } or go to the emergency department now.</b>
    Tell them: { $flags }.
flagged-A-why = These signs can mean something that must be treated within hours. Your clinic can hear of it afterwards: { $phone } ({ $hours }).
flagged-AB = 🚨 <b>Get seen today. If you feel very unwell, ring { $emergency } or go to the emergency department now.</b>
    Tell them: { $flags }. Your clinic: { $phone } ({ $hours }).
flagged-AB-why = These signs can mean an infection that must be treated early. Do not exercise until you have been seen.
flagged-B = 🚨 <b>Get seen today:</b> an urgent care centre, the emergency department or your clinic, { $phone } ({ $hours }).
    Tell them: { $flags }. If it gets worse, ring <b>{ $emergency }</b>.
flagged-B-why = These signs need to be examined the same day. Do not exercise or stretch until then.
flagged-C = ⚠️ <b>Speak to your clinic or doctor within the next days:</b> { $phone } ({ $hours }).
    Tell them: { $flags }. If you get worse, do not wait: ring { $phone } or <b>{ $emergency }</b>.
flagged-C-why = These signs need a check before you exercise again. Until then, { protocol-gentle } are fine only if your clinic agrees.
flagged-medicine = ⚠️ <b>Stop exercising, and speak to the prescriber or a pharmacist today or tomorrow.</b>
    Tell them: { $flags }. Your clinic: { $phone } ({ $hours }). If you feel a tear or cannot walk, ring <b>{ $emergency }</b>.
flagged-medicine-why = Medicines of this kind can weaken tendons, for weeks after the last one.
flagged-stopped = Your plan is stopped until your clinic starts it again. I alerted { $clinic } at { $time }; nobody watches this chat around the clock, so please do not wait for an answer here.
flagged-repeated = I have not heard from you since. Please do this now.

# A routine sign: to be looked at, without stopping the plan
noticed = <b>Please see your clinic about this in the next one to two weeks:</b> { $phone } ({ $hours }).
    Tell them: { $signs }.
noticed-told = I told { $clinic } at { $time }, so that they can look at it.
noticed-goes-on = Until then your plan goes on at this level and does not move up. Do what stays easy.
noticed-worse = Nobody watches this chat around the clock. If it gets worse, or a leg turns weak or numb, do not wait: press the button below, or ring <b>{ $emergency }</b>.

# A sign that may show later
follow-up = <b>Is there { $sign } by now?</b> It can take some days to show. (Day { $day } of { $of })
follow-up-not-yet = Thank you for looking. It can still show: if it does, press the button below at once. Until your clinic starts your plan again, no exercise and no stretching. { $clinic }: { $phone } ({ $hours })

# Advice on what a patient wrote of
tip-not-passed-on = I am a program and cannot pass a message on. Your clinic: { $phone } ({ $hours }).

alert-seen = 👁 Your clinic has seen your alert at { $time }. Please still follow the instruction above.
alert-closed = ✅ Your clinic has dealt with your alert at { $time }.
alert-closed-stopped = Your exercises stay stopped until your clinician starts them again.

# A clinician changed something
ordered-restart = <b>{ $clinician } has started your plan again</b>, at stage { $stage }, level { $level }. /today shows what is next.
ordered-set = <b>{ $clinician } has set your plan</b> to stage { $stage }, level { $level }. /today shows what is next.
ordered-hold = <b>{ $clinician } holds your plan</b> at this level for now. Everything else goes on as usual.
ordered-release = <b>Your plan may move on again</b>, says { $clinician }.
ordered-approve_stage_4 = <b>{ $clinician } has approved stage { $approval_stage }</b> for you. Once the stage below it is done, your next easy 24-hour answer leads there.
ordered-stop = <b>{ $clinician } has stopped your plan.</b> Please do no exercises from it until you hear from your clinic.
ordered-discharge = <b>{ $clinician } has closed your plan.</b> Thank you for the work you put in. { stage-maintenance.purpose }
note-to-patient = ✉️ <b>{ $clinician } writes:</b>
    { $text }
note-answer = I cannot pass on an answer. Clinic: { $phone } ({ $hours })
