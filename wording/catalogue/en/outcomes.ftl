# Outcome measures. Totals come from questionnaires on paper; none of their questions stands here.
measure-lefs = LEFS
measure-ears = EARS
measure-psfs = PSFS
measure-sane = own rating (SANE)
measure-sitting = sitting
measure-global_change = global change
measure-managed = managed
measure-value = { $value }
measure-value-sane = { $value } %
measure-value-sitting = { $value } min
measure-value-global_change = { $sign }{ $value }
measure-value-managed = { $value }/10

measure-once = { $name } { $latest }
measure-since = { $name } { $first } → { $latest }
measure-since-small = { $name } { $first } → { $latest } (below { $bar }: may be chance)
patient-week = Week to { $day }: average { $average }, worst { $worst } (first average { $first })
patient-measures = { $list }
patient-totals-due = Totals due: { $list }
total-due = { $name } (week { $week })

total-choose = <b>{ $name }</b>
    Which questionnaire? Enter its total from the paper form.
total-type = <b>{ $name }</b> · { $measure }
    Please type the total, { $low } to { $high }. It is kept with today’s date.
total-kept = ✅ <b>{ $measure } { $value }</b> is kept for { $name }, with today’s date.
total-replaced = ✅ <b>{ $measure } { $value }</b> for { $name }: it takes the place of what you entered today.
