check-in = <b>How are you getting on?</b>
    I have not heard from you for some days, and that is all right. What gets in the way?
check-in-time = <b>One set counts too.</b> A few minutes keep it going. Would other times suit your days better?
check-in-pain = <b>Thank you for telling me.</b> Up to { $pain_ceiling } while you exercise is safe, as long as it has settled a day later. Report what you feel: after a hard day the plan gets lighter by itself. If something is different from before, please say so.
check-in-forgot = <b>It helps to tie it to something you do anyway</b>, such as brushing your teeth or making coffee. Shall we move it to such a time?
check-in-not_sure_how = <b>Each session tells you.</b> Press “How?” on its card: it says where to start, how to move, and what to watch for. If it still feels wrong, ask your clinician to show you once.
paused-for-you = <b>I have paused your plan.</b> I have not heard from you for { $days } days, so I stop writing for now. Nothing is lost: whenever you are ready, one set is enough to start again.
patient-silent = ⏸ <b>{ $name } has not been heard of for { $days } days.</b> The plan has paused by itself; they can start it again at any time. You may want to ring them.
