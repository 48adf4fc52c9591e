learn = <b>Good to know</b>
    Short answers to what people ask most. Pick what you like, whenever it suits.
learn-in-flare = <b>What helps while it settles</b>
    The first ones are for now; the others can wait.

cold-began = <b>10 minutes of cold</b>, from now. I will write when they are over.
cold-over = <b>The 10 minutes are over.</b> Take the cold off and let the skin warm up. How it feels a day after training still counts most.

flare-changed = <b>One question that helps us learn:</b> was anything different in the days before it flared up?
flare-changed-thanks = <b>Thank you.</b> It helps to know. Next time it comes back in smaller steps.
flare-changed-nothing = <b>Thank you.</b> Sometimes nothing was different. It settles all the same.
