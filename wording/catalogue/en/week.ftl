# The check-in: every week, in maintenance every fourth
weekly-head = <b>{ $kind } check-in</b> · { $number } of { $of }
weekly-every-week = Weekly
weekly-every-month = Monthly
weekly-screen = <b>{ $kind } check-in</b> · about a minute

    First the safety check. Is any of this new, or true right now?

    { protocol-screen-weekly }
weekly-signs = <b>Which one is it?</b> The nearest will do.
weekly-lesser-signs = <b>Is it one of these?</b> Press whatever fits.
weekly-reminder = Still open, whenever it suits you.
weekly-average = <b>How was the pain this week, on average?</b>
    0 none · 10 worst
weekly-worst = <b>And at its worst this week?</b>
    0 none · 10 worst
weekly-sitting = <b>How long could you sit this week before it began to hurt?</b>
    Or type the minutes.
weekly-share = <b>{ protocol-share }</b>
    100 is as good as before it began, 0 is no use at all. Or type a number between.
weekly-change = <b>Compared with the start of your programme, how is it now?</b>
weekly-managed = <b>How well did you manage your sessions in the last weeks?</b>
    0 not at all · 10 all as planned. Any answer is fine.

weekly-done = ✅ <b>Thank you.</b> Your clinician can see your answers.
weekly-kept = <b>{ $kept } of { $prescribed }</b> sessions this week. { $enough ->
        [1] A steady week.
       *[0] Each of them counts.
    }
weekly-kept-none = A week without sessions happens. One set is enough to start again.
better-pain = Average pain: <b>{ $now }</b>, down from { $first } at the start.
better-sitting = Sitting without pain: about <b>{ $now } min</b>, up from { $first }.
better-sane = Your own rating: <b>{ $now } of 100</b>, up from { $first }.
weekly-closed = This check-in has closed. { $answered ->
        [1] What you answered is kept.
       *[0] That is fine: the next one comes in its time.
    }
weekly-cancelled = This check-in is no longer needed.{ $answered ->
        [1] { " " }What you answered is kept.
       *[0] { "" }
    }
