# Over what patients and clinicians see first, where the protocol is marked as an example
notice = { $example ->
    [1] ⚠️ <b>An example, not reviewed: not for patients.</b>
   *[0] { "" }
}

# Times and amounts
today-at = today at { $time }
tomorrow-at = tomorrow at { $time }
day-at = { $day } at { $time }
seconds = { $n } s
minutes = { $n } min
minutes-seconds = { $m } min { $s } s

# Notices over a pressed button, and answers to something unexpected
said-saved = Saved.
said-gone = That one is over. /today shows what is open now.
said-changed = This card has moved on. Please use its newest buttons.
said-not_allowed = That is not yours to change.
said-malformed = That button is not one of mine. /help shows what you can do.
said-already_taken = { $name } already has this, since { $time }.
said-already_resolved = This is resolved already.
said-order_done = That is so already. Nothing was changed.
said-order_stale = Something has changed for this patient since you opened this. Nothing was done. Please look at their card again.
said-order_stopped = This plan is stopped: only a restart or a discharge is possible now. Nothing was changed.
said-order_ended = This patient’s plan has ended: only a restart begins it again. Nothing was changed.
said-order_withdrawn = This patient has withdrawn their agreement, so nothing is sent to them. Only a new invitation begins anew.
said-too_many_snoozes = There is no later time left for this one. Doing a part of it counts too.
said-stays_open = I have written enough for today, so I will not ask again. This card stays open: start whenever it suits.
said-read = Thank you. Please do what it says now.
said-whole_number = Whole numbers only, please: 0 is no pain, 10 the worst. Which is nearest?
said-one_number = One number, please. If it is between two, take the higher one.
said-zero_to_ten = A number from 0 to 10, please: 0 is no pain, 10 the worst.
said-share_unreadable = A whole number from 0 to 100, please: 100 is as good as before it began.
said-minutes_unreadable = Whole minutes, please, such as 25. Or press what is nearest.
said-managed_unreadable = A whole number from 0 to 10, please: 0 is not at all, 10 all as planned.
said-worst_below = The worst cannot be below the week’s average, { $average }. If that was lower, press “Back” on the card.
said-total_unreadable = I need one number from { $low } to { $high }: the total as it stands on the form.
said-no_question = No question is open right now. /today shows what is next.
said-cannot_pass_on = I am a program, and nobody reads this chat, so I cannot pass that on.
    For anything the buttons do not cover, ring your clinic: <b>{ $phone }</b> ({ $hours }).

    If something worries you now, press /flag. /help shows what I can do.
said-media = I can only read text and buttons, so I have not kept that.
    To show your clinic something, ring <b>{ $phone }</b> ({ $hours }). /today shows what is next.
said-staff_media = I can only read text and buttons, so I have not kept that. /help shows what you can do.
said-edited = I only read a message once, so that change was not taken. To correct an answer, press “Correct” on its card.
said-too_long = That is too long for me. Shorter, please.
said-empty_name = I need a few letters here.
said-no_phone_number = I need a number that can be rung, with its digits. Patients will be sent to it.
said-use_buttons = Please use the buttons on the card above.
said-too_fast = That is a lot at once. I take it one after the other, a few a second, and skip nothing: please wait a moment.
    If something is wrong now, do not wait for me: ring your clinic, { $phone } ({ $hours }). In an emergency ring { $emergency }.
said-unknown_command = I do not know that command. /help shows what I can do.
said-finish_enrolment = Nearly there: please finish this card first. It takes a minute.
said-city_unknown = I do not know that city. Try the nearest larger one, in English or your own language.
said-times_unreadable = I could not read those times. Please write them like this: 8:30 13:00 18:30
said-time_unreadable = I could not read that time. Please write it like this: 17:30
said-quiet_unreadable = I could not read those hours. Please write them like this: 21:00 8:00
said-times_at_night = That lies in the night. Please choose between 5:00 and 23:00, and write afternoon times like 15:00.
said-times_too_close = Those lie too close together. Leave at least three hours between two blocks, please.
said-plan_stopped = Your plan is stopped until your clinic starts it again. If anything is new or worse, press /flag.
said-plan_paused = Your plan is paused. /resume starts it again whenever you are ready.
said-awaits_clinic = After an injection or surgery your clinic decides when and at which level your plan starts again: { $phone } ({ $hours }).
said-plan_ended = Your plan has ended. Your clinic can start a new one.
said-consent_first = What you agree to has changed: please read the new card first.
said-not_paused = Your plan is not paused. /today shows what is next.
said-mydata_sent = I have just made you that file: it is on its way, or stands above. In ten minutes I can make a new one.
said-no_plan = You have no plan here yet. Your clinic sends you a link to start one.
said-ring_now = If something is wrong now, please do not wait for me: ring your clinic, { $phone } ({ $hours }). In an emergency ring { $emergency }.
said-link_over = Your link has expired. Please ask your clinic for a new one.
said-nothing_decided = Nothing has been decided yet. The first decision comes with your first 24-hour answer.
said-staff_only = That is for clinicians.
said-patient_only = That is for patients. /help shows what you can do.
said-set_up_first = The clinic’s details come first: please enter them with /clinic.
said-staff_text = I did not expect that. /help shows what you can do.
said-blank = There is nothing in it yet. Please write a few words.

# Anyone
stranger = <b>This is a clinic’s exercise helper.</b>
    It works by invitation only. If a clinic invited you, open the link that it gave you. I am no emergency service: if something is urgent, ring your local emergency number.
private-only = I only talk in private chats. Please open a chat with me there.
invitation-refused = This link cannot be used here. It may be used up or expired.
    Please ask the clinic for a new one.
trouble = Something went wrong on our side, and this did not get through.
    Please try once more. If it happens again, ring your clinic and quote <code>{ $reference }</code>.
trouble-phone = Clinic: <b>{ $phone }</b>
trouble-operator = ⚠️ An update failed three times and was set aside. Reference <code>{ $reference }</code>; the log has the cause.

# Help
help-patient = <b>What I can do</b>
    /today – what today holds
    /plan – where you stand and what comes next
    /next – what moves you on, and when
    /why – why your plan changed, or did not
    /learn – what is good to know
    /progress – your chart and your week
    /flag – something is wrong
    /pause and /resume – for illness, travel, a full week
    /settings – times, quiet hours, time zone, fewer messages
    /stop – stop for good
    /withdraw – withdraw your agreement
    /mydata – a copy of everything about you
    /erase – erase everything about you
help-patient-pain = Pain up to { $pain_ceiling } while you exercise is safe, as long as it has settled a day later. You can type a number instead of pressing it.
help-clinician = <b>For clinicians</b>
    /patients – your patients and their alerts
    /invite – invite a patient
help-administrator = <b>For the administrator</b>
    /clinic – name, phone, hours, emergency number
    /staff – invite a clinician
    /access – who looked at which patient
help-handover = /handover – a colleague looks after your patients for a while
help-invitations = /invitations – links: pending, used, expired
help-clinic = <b>{ $name }</b>: { $phone }, { $hours }.
    Emergency: <b>{ $emergency }</b>. Nobody watches this chat around the clock.
help-nobody = Open the link that your clinic gave you to begin.
