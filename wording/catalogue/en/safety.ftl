flags-asked = <b>What is happening?</b>
    Press what fits best. If you are in danger, ring <b>{ $emergency }</b> now.
flags-severe = <b>That is a lot of pain.</b> Stop exercising for now.
    Is any of this happening as well? If you are in danger, ring <b>{ $emergency }</b> now.
flags-jump = <b>That is a good deal more than before.</b>
    Just to be safe: is any of this happening as well? If you are in danger, ring <b>{ $emergency }</b> now.
flags-words = <b>Is this happening now?</b>
    I cannot pass words on, so please press what fits. If you are in danger, ring <b>{ $emergency }</b> now.
flags-clinic = Nobody watches this chat around the clock. { $clinic }: { $phone } ({ $hours })
flags-clean = Good. Take it easy today: walking and gentle movement are fine. If anything changes, /flag is always there. Clinic: { $phone } ({ $hours })

flagged-A = 🚨 <b>Ring { $emergency } or go to the emergency department now.</b>
    Tell them: { $flags }.
flagged-A-why = These signs can mean something that must be treated within hours. Your clinic can hear of it afterwards: { $phone } ({ $hours }).
flagged-B = 🚨 <b>Get seen today:</b> an urgent care centre, the emergency department or your clinic, { $phone } ({ $hours }).
    Tell them: { $flags }. If it gets worse, ring <b>{ $emergency }</b>.
flagged-B-why = These signs need to be examined the same day. Do not exercise or stretch until then.
flagged-C = ⚠️ <b>Speak to your clinic or doctor within the next days:</b> { $phone } ({ $hours }).
    Tell them: { $flags }. If you get worse, do not wait: ring { $phone } or <b>{ $emergency }</b>.
flagged-C-why = These signs need a check before you exercise again.
flagged-fluoroquinolone = Ask the prescriber or a pharmacist today or tomorrow about this medicine and tendons.
flagged-stopped = Your plan is stopped until your clinic starts it again. I alerted { $clinic } at { $time }; nobody watches this chat around the clock, so please do not wait for an answer here.
flagged-repeated = I have not heard from you since. Please do this now.
alert-seen = 👁 Your clinic has seen your alert at { $time }. Please still follow the instruction above.

# Signs, short enough for a button; `.long` for messages
flag-pop = Pop or tear
    .long = a pop or tearing feeling at the buttock
flag-bruising = Bruise
    .long = a bruise on the buttock or thigh
flag-weakness = Weak to bend or push
    .long = new weakness when bending the knee or pushing off
flag-saddle_numbness = Numb between legs
    .long = numbness between the legs or around the genitals
flag-bladder = Trouble with wee
    .long = new trouble starting, holding or feeling urine
flag-bowel = Bowel change
    .long = a new change of bowel control
flag-breathless = Breathless
    .long = breathlessness
flag-chest_pain = Chest pain
    .long = chest pain, coughing blood or collapse
flag-fever = Fever, shivers
    .long = fever or shivers, or feeling very unwell
flag-progressive_weakness = Leg weak or numb
    .long = a leg that gets weaker or more numb, or a foot that slaps
flag-dvt_signs = Swollen, warm leg
    .long = one leg swollen, warm, red or throbbing
flag-cannot_bear_weight = Cannot stand on it
    .long = not being able to put weight on the leg
flag-severe_pain = Severe, no let-up
    .long = severe pain that does not calm down
flag-night_pain_constant = Constant night pain
    .long = constant pain at night that no position eases
flag-weight_loss = Weight loss, sweats
    .long = weight loss without a reason, or night sweats
flag-cancer_history = Had cancer before
    .long = cancer in the past, with new pain
flag-fluoroquinolone = Cipro-type antibiotic
    .long = a fluoroquinolone antibiotic (such as ciprofloxacin) in the last 60 days

# A clinician changed something
ordered-restart = <b>{ $clinician } has started your plan again</b>, at stage { $stage }, level { $level }. /today shows what is next.
ordered-set = <b>{ $clinician } has set your plan</b> to stage { $stage }, level { $level }. /today shows what is next.
ordered-hold = <b>{ $clinician } holds your plan</b> at this level for now. Everything else goes on as usual.
ordered-release = <b>Your plan may move on again</b>, says { $clinician }.
ordered-approve_stage_4 = <b>{ $clinician } has approved stage 4</b> for you. Once stage 3 is done, your next easy 24-hour answer leads there.
ordered-stop = <b>{ $clinician } has stopped your plan.</b> Please do no exercises from it until you hear from your clinic.
ordered-discharge = <b>{ $clinician } has closed your plan.</b> Thank you for the work you put in. Keeping one or two strength sessions a week is good for life.
note-to-patient = ✉️ <b>{ $clinician } writes:</b>
    { $text }
note-answer = I cannot pass on an answer. Clinic: { $phone } ({ $hours })
