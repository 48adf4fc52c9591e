# What is said about somebody's data.

# The agreement: asked for anew when its words have changed, and withdrawn.
consent-changed = <b>What you agree to has changed.</b> Please read it anew. Until you agree, no exercises and no questions come, and I keep no answers. “{ button-flag }” works in any case.
consent-agreed = <b>Thank you.</b> /today shows where your plan stands and what is next.
consent-withdraw = <b>Withdraw your agreement?</b>
    Your plan ends, and nothing more is sent to you: no exercises, no questions, no reminders. Your clinician is told. Nothing else changes in how your clinic cares for you: { $phone }.

    What you have answered until now stays, for your clinic’s record, until it is erased: /erase does that as well. For a while without messages there is /pause.
consent-kept = Good. Nothing was changed.
consent-withdrawn = <b>You have withdrawn your agreement.</b> Your plan has ended, and nothing more comes. If you need something, ring your clinic: { $phone }.

    What you answered until now is kept for your clinic’s record. /mydata gives you a copy of it, and the button below has it erased.

# The archive: what stands under it, and on its pages.
mydata = <b>Everything that is kept about you here.</b> Begin with summary.pdf; the other files hold the same, whole, for a spreadsheet or a program.

    Telegram keeps this file as long as it stands in this chat. Anybody who has it can read it: save it where only you can look, then delete this message. To have everything erased, there is /erase.
mydata-file = my-data-{ $day }
mydata-title = What is kept about you
mydata-generated = Made by a rule-driven home-exercise bot from all that it holds of you.
mydata-footer = What is kept about you · { $day }
mydata-part-you = You
mydata-part-plan = Your plan
mydata-part-agreed = What you agreed to
mydata-part-notes = What your clinic wrote to you
mydata-part-files = What lies beside these pages
mydata-part-rights = What you can do
mydata-language = Language
mydata-zone = Time zone
mydata-since = Known since
mydata-plan = Begun { $day }
mydata-plan-is = { $side } side, { $status }
mydata-agreed = On { $day }, version { $version }:
mydata-file-head = Table
mydata-holds = What it holds
mydata-rows = Rows
mydata-all = Everything, for programs
mydata-table-prompt = What you were asked, and when
mydata-table-alert = What your clinic was told of, and what became of it
mydata-table-access = When your clinic looked at your card, chart, history or letter
mydata-table-note = What your clinic wrote to you
mydata-table-consent = What you agreed to
mydata-table-invitation = What your clinician entered when inviting you
mydata-table-dialogue = What you were last asked to type
mydata-table-role = That you are a patient here
mydata-table-entry = Your sessions and answers, and each decision made of them, with its reasons
mydata-table-plan = Where your plan stands, and your settings
mydata-table-person = Your name, phone, chat, language and zone
mydata-rights = It is kept so that your plan can be adapted to you, and your clinician sees it; Telegram carries the messages. It stays until it is erased. A wrong answer can be corrected on its card, a wrong name or number by your clinic. You can withdraw your agreement, or have everything erased with /erase. Questions and complaints: { $clinic }, { $phone }.

erase-ask = <b>Erase everything?</b>
    I forget your name, your phone, your chat and all that you answered here. Your plan ends, and nothing more comes. Your clinician is told.

    What stays are numbers and times that lead to nobody, so that the clinic can prove that the rules were kept. What your clinic has written in its own records stays there.

    To stop without erasing, there is /stop.
erase-sure = <b>Are you sure?</b> This cannot be undone. Nobody can bring it back, not even your clinic.
erase-kept = Good. Nothing was erased.
erase-urgent = ⚠️ Your clinic has an alert about you that is still open. If it is not getting better, please ring { $clinic }: <b>{ $phone }</b>. In an emergency: <b>{ $emergency }</b>.
erased = <b>Everything is erased.</b> I do not know you any more.
    These messages are still on your phone and with Telegram: delete this chat to remove them. If you want to begin again one day, your clinic can invite you: { $phone }.
erased-period = <b>Everything is erased.</b> Your plan here ended a while ago, and your clinic does not keep it for longer. I do not know you any more.
    These messages are still on your phone and with Telegram: delete this chat to remove them. Your clinic: { $phone }.
patient-erased-by-patient = <b>{ $name } has had their data erased.</b> Their plan has ended, and I cannot write to them any more. Their card and their alerts are gone from here; messages about them in this chat stay until you delete them.
patient-erased-by-operator = <b>The data of { $name } were erased by the operator.</b> Their plan has ended, and I cannot write to them any more. Their card and their alerts are gone from here; messages about them in this chat stay until you delete them.
patient-erased-by-period = <b>The data of { $name } are erased:</b> their plan ended as long ago as your clinic keeps them. Their card is gone from here; messages about them in this chat stay until you delete them.
patient-erased-alerts = ⚠️ <b>Still open:</b> { $alerts }. Please see to it yourself that they are looked after.
