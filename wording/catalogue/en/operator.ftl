# To the administrator, of the running of the bot itself
audit-failed = ⚠️ <b>Something here is late.</b> Once a minute I check that nobody is left waiting. Just now I found:
audit-failed-plans = • { $count ->
        [one] one plan that was not looked at in time
       *[other] { $count } plans that were not looked at in time
    }
audit-failed-prompts = • { $count ->
        [one] one question or exercise that was due and did not go out
       *[other] { $count } questions or exercises that were due and did not go out
    }
audit-failed-alerts = • { $count ->
        [one] one open alert that nobody will be told of again
       *[other] { $count } open alerts that nobody will be told of again
    }
audit-failed-inbox = • { $count ->
        [one] one answer or message to the bot that still waits
       *[other] { $count } answers or messages to the bot that still wait
    }
audit-failed-outbox = • { $count ->
        [one] one message from the bot that should be out and is not
       *[other] { $count } messages from the bot that should be out and are not
    }
audit-failed-ticker = • the part that looks at what falls due has stopped
audit-failed-end = Please tell whoever runs the bot. The log has more. While it lasts I say so at most once an hour.
