enrol-welcome = <b>Welcome to your exercise plan</b>
    from { $clinician }, { $clinic }.

    I send you short exercises for the tendon at your sit bone, ask how it felt, and adapt the plan by published rules. Most people improve within 3 to 6 months.

    I am a program, not a clinician: I do not diagnose, and nobody watches this chat around the clock. In an emergency ring <b>{ $emergency }</b>; for questions { $phone } ({ $hours }).
enrol-consent-head = <b>Your agreement</b>
enrol-declined = That is fine, nothing was kept. If you change your mind, press below. Your clinic: { $phone }.
enrol-screen = <b>A safety check first</b>
    Is any of this true right now?

    • a pop or tear at the buttock, pain that began suddenly, a bruise or swelling
    • a leg that is weak or cannot carry you, pain at every step
    • numbness between the legs, both legs weak or numb, new trouble with bladder or bowel
    • chest pain, breathlessness, one leg swollen and warm
    • fever, night sweats, weight loss, constant pain at night, pain in many places
    • cancer in the past, or antibiotics such as ciprofloxacin in the last 2 months
    • tingling, pain that shoots down the leg, on both sides, or away from the sit bone
    • mornings stiff for more than 30 minutes, or a pregnancy
    • an injection in the last 6 weeks, or surgery, that your clinic does not know of
enrol-signs = <b>Which one is it?</b> The nearest will do.
enrol-lesser_signs = <b>Is it one of these?</b> Press whatever fits.
enrol-flagged = <b>Your plan does not start today.</b> Please follow the message below. I have told { $clinician }; your clinic will send a new link when it is right to begin.
enrol-zone = <b>Is it { $time } where you are?</b>
    ({ $day }, { $zone })
enrol-city = <b>Which city are you in, or near?</b> Please type its name.
enrol-cities = <b>Which of these?</b> Or type another city.
enrol-times-blocks = <b>When shall I remind you?</b>
    { $times } – a few minutes each time.
enrol-times-loading = <b>When shall I remind you?</b>
    { $times }, on training days.
enrol-own-times-blocks = <b>Which times suit you better?</b>
    Or type your own, at least three hours apart, such as <code>8:30 13:00 18:30</code>
enrol-own-times-loading = <b>Which time suits you better?</b>
    Or type your own, such as <code>17:30</code>
enrol-finished = ✅ You are set up. Here is your plan.
linked-again = <b>Welcome back.</b> Your plan goes on here: stage { $stage }, level { $level }.
    /today shows what is next. Clinic: { $phone }
moved-away = Your exercise plan has moved to another phone, and I will not write here any more.
    If that was not you, please ring { $clinic }: <b>{ $phone }</b>

# The text that a patient agrees to. Change the version with every change of the words.
consent = I am 18 or older, and I agree that { $clinic } sends me exercises through this chat and keeps what I answer here: my sessions, my pain ratings and my settings, with my name.

    • The plan follows fixed rules. It does not replace my clinician, and I may stop at any time with /stop.
    • My clinician sees my answers. Nobody watches this chat around the clock, so in an emergency I ring { $emergency }.
    • Telegram carries these messages. Bot chats are not end-to-end encrypted.
    .version = 2
