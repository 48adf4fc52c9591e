# What is said about somebody's data.
erase-ask = <b>Erase everything?</b>
    I forget your name, your phone, your chat and all that you answered here. Your plan ends, and nothing more comes. Your clinician is told.

    What stays are numbers and times that lead to nobody, so that the clinic can prove that the rules were kept. What your clinic has written in its own records stays there.

    To stop without erasing, there is /stop.
erase-sure = <b>Are you sure?</b> This cannot be undone. Nobody can bring it back, not even your clinic.
erase-kept = Good. Nothing was erased.
erase-urgent = ⚠️ Your clinic has an alert about you that is still open. If it is not getting better, please ring { $clinic }: <b>{ $phone }</b>. In an emergency: <b>{ $emergency }</b>.
erased = <b>Everything is erased.</b> I do not know you any more.
    These messages are still on your phone and with Telegram: delete this chat to remove them. If you want to begin again one day, your clinic can invite you: { $phone }.
patient-erased = <b>{ $name } has had their data erased.</b> Their plan has ended, and I cannot write to them any more. Their card and their alerts are gone from here; messages about them in this chat stay until you delete them.
patient-erased-operator = <b>The data of { $name } were erased by the operator.</b> Their plan has ended, and I cannot write to them any more. Their card and their alerts are gone from here; messages about them in this chat stay until you delete them.
patient-erased-alerts = ⚠️ <b>Still open:</b> { $alerts }. Please see to it yourself that they are looked after.
