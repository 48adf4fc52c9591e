enrol-welcome = <b>Welcome to your exercise plan</b>
    from { $clinician }, { $clinic }.

    I send you short exercises for { protocol-place }, ask how it felt, and adapt the plan by published rules. { protocol-outlook }

    I am a program, not a clinician: I do not diagnose, and nobody watches this chat around the clock. In an emergency ring <b>{ $emergency }</b>; for questions { $phone } ({ $hours }).
enrol-consent-head = <b>Your agreement</b>
enrol-declined = That is fine, nothing was kept. If you change your mind, press below. Your clinic: { $phone }.
enrol-screen = <b>A safety check first</b>
    Is any of this true right now?

    { protocol-screen }
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
