# The web page, the demo page and the console. Plain words without bold: the page gives them their shape.

# ---- the chat page
web-title = Onedoor: help from people near you
web-name = Onedoor
web-tagline = Help from people near you
web-skip = Skip to the message box
web-leave = Leave this page
web-leave-hint = Leave this page quickly. It goes to the weather.
web-danger = In danger now?
web-ring = Ring { $number }
web-who-to-ring = Who else to ring
web-who-to-ring-hint = These are free, day and night.
web-area-phone = { $area }, in office hours

web-welcome-title = What do you need?
web-welcome = Say it in your own words. A neighbour or a local service may be able to help. It is free.
web-step-say = You say what you need and where.
web-step-check = We show you what we understood.
web-step-come = We ask people near you. You see who is coming.
web-starters = You could start with one of these:
web-starter-1 = I need some shopping
web-starter-2 = I need a lift to the doctor
web-starter-3 = I would like to help others

web-conversation = Your chat with Onedoor
web-conversation-of = { $name }'s chat
web-you = You:
web-onedoor = Onedoor:
web-choices = Answers you can tap
web-message = Your message
web-message-hint = For example: { $example }
web-example = "can someone get my tablets from the chemist, SN10"
web-send = Send
web-check = Check for new messages
web-sending = Sending…
web-sent = Sent.
web-reconnecting = The line is slow. New messages will show when it is back.
web-offline = That did not get through. Your words are still in the box. Please press Send again in a minute.

web-promise = Your words go to the local team only. Whoever helps you sees just what they need.
web-privacy-title = What happens to your words
web-privacy = Your words go to Onedoor's local team. A helper sees your name, number or door only after they say yes.
web-privacy-kept = They are kept until a month after your last request. Write "my details" to see or change them.
web-privacy-device = This device remembers your chat. If others use it too, you can make it forget.
web-forget = Forget this chat on this device

# ---- when something could not be taken
web-not-stored = I could not save that just now. Nothing is lost: your words are still in the box. Please press Send again in a minute.
web-away = I can't get to your chat just now. Nothing is lost. Please try again in a minute.
web-cannot-wait = If it can't wait, ring { $phone } ({ $area }).
web-ring-now = Please ring now. They can help at once:
web-too-long = That is a lot to read at once. Please send the most important part first. Your words are still in the box.
web-far-too-long = That is too much to read at once. Please go back and send the most important part.
web-too-fast = Thank you, I have all of that so far. Please wait a moment, then press Send again. Your words are still in the box.
web-nothing-typed = The box is empty. Please write what you need, then press Send.
web-page-old = This page had been open for a long time, so I opened it afresh. Please press Send again. If this comes again, please allow cookies for this page.

# ---- the demo page
demo-title = Onedoor: try every side
demo-heading = Try every side of a request
demo-lead = Amina asks for help. Joe and Sue are asked if they can. Rowan looks after what chat can't settle. All the people and places here are made up.
demo-clock = Town time
demo-leap-minutes = + 10 minutes
demo-leap-hour = + 1 hour
demo-leap-morning = Next morning
demo-clock-hint = Move the clock on to see reminders and follow-ups.
demo-try = Try saying
demo-write-as = Write as { $name }
demo-people = Whose chat to show
demo-name-amina = Amina
demo-name-me = Someone new
demo-name-joe = Joe
demo-name-sue = Sue
demo-name-rowan = Rowan
demo-be-me = Be someone new
demo-be-amina = Be Amina
demo-role-amina = Resident
demo-role-me = First visit
demo-role-joe = Volunteer
demo-role-sue = Volunteer
demo-role-rowan = Coordinator
demo-empty-amina = Start here: tap an example below, or write in your own words.
demo-empty-me = This is you, or anyone, on the page for the first time.
demo-empty-joe = Joe is asked when something fits him.
demo-empty-sue = Sue is asked when something fits her.
demo-empty-rowan = Rowan hears when a person should look.
demo-say-amina-1 = me meds are sat at boots and i cant get down there, sn10
demo-say-amina-2 = status
demo-say-amina-3 = my mum is 84 and lonely, can someone pop in for a cuppa in Potterne
demo-say-me-1 = hi
demo-say-me-2 = I'd like to help, I have a car and weekends free
demo-say-me-3 = cud any1 walk the dog tmrw, broke my ankle, Rowde
demo-say-joe-1 = pause me
demo-say-joe-2 = help
demo-say-sue-1 = status
demo-say-sue-2 = help
demo-say-rowan-1 = /queue
demo-say-rowan-2 = help
demo-page-link = See the page residents see

# ---- the console
no-such-button = There is no such button here. The buttons are in square brackets.
console-changed = (changed)
console-you-are = You are { $name }. Write a line to say it, /press and a button's name to press it; Ctrl-D leaves.
