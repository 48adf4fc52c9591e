### Handing patients over to a colleague for a while.

cover-who = <b>Hand over</b>
    Who looks after your patients while you are away?
cover-nobody = There is no colleague here whom you could hand over to. An administrator can invite one with /staff.
cover-from = <b>Hand over to { $colleague }</b>
    From when?
cover-until = <b>Hand over to { $colleague }</b>
    For how long?
cover-asked = You asked { $colleague } to look after your patients ({ $count }). Until they agree, everything still comes to you.
cover-agreed = ✅ { $colleague } will look after your patients ({ $count }).
cover-declined = { $colleague } cannot look after your patients. Everything still comes to you.
cover-request = <b>{ $absent } asks you to look after their patients ({ $count }).</b>
    Alerts and reports would come to you, and you could do for them what { $absent } can.
cover-taken = ✅ You will look after the patients of { $absent } ({ $count }).
cover-refused = { $absent } has been told that you cannot.
cover-begun = 🤝 { $colleague } now looks after the patients of { $absent } ({ $count }).
cover-ended = { $absent } looks after their own patients again.
cover-withdrawn = The hand-over from { $absent } to { $colleague } has been called off.
cover-unanswered = ⚠️ { $colleague } has not agreed to look after the patients of { $absent } ({ $count }). They stay with { $absent }: if nobody will be there, please ask somebody else now.
cover-days = { $start } – { $end }
