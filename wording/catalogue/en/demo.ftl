# What the demonstration says around the two chats
demo-begin = Press “New patient” to invite somebody. Or be the clinician: press “Invite a patient” in the chat.
demo-start = Now be the patient: press START in the patient’s chat.
demo-enrol = Answer as a patient would. Five taps, and the plan begins.
demo-day = Press “Skip” to let time pass until the next message. Answer with buttons, or type a number.
demo-open = A card waits for an answer in the patient’s chat.
demo-stopped = The plan is stopped. Only the clinician starts it again: open the patient and press Restart.
demo-next = { $what }, { $when }
demo-next-session = exercise
demo-next-pain_24h = the 24-hour question
demo-next-daily = a daily rating
demo-next-weekly = the weekly check-in
demo-next-alert = an alert is repeated
demo-next-day = a new day
demo-skipped = { $when }
demo-nothing = Nothing is due. Invite a patient first.
demo-ready = The chat page is at { $url } – press Ctrl-C to stop.
