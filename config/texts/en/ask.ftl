# Asking for help: from the first words to an open request.

welcome =
    Hello, this is Onedoor. People near you help each other here.
    Just tell me what you need, in your own words. For example: "can someone get my tablets from the chemist, SN10".
    Want to help others? Say "I can help".

# ---- what was understood
understood = I think you need help with __{ $kind }__.
understood-also = And also with __{ $kind }__.
understood-also-when = And also with __{ $kind }__: { $when }.
understood-behalf = It is for someone else.
understood-wants = I will look for { $wants } people to help.
understood-language = I will look for someone who speaks { $lang }.
understood-wish = I will pass on: "{ $wish }"
understood-paid = You never need to give your card or PIN. Please don't, even if someone asks.
understood-next = Is that right? Then I will ask people near you.
understood-changed = { $kind }: you changed this. The new one is below.
understood-again = { $kind }: see below.
understood-dropped = { $kind }: I am not asking anyone for this.
understood-handed-on = { $kind }: a local coordinator will look after this with you.

button-confirm = Yes, that's right
button-kind = { $kind }
button-other-kind = Something else
button-change-when = Change when
button-change-where = Change where
button-for-me = It's for me
button-drop = Never mind
button-day-today = Today
button-day-tomorrow = Tomorrow
button-day-any = Any time

two-needs = You need help with __{ $kind }__ and with __{ $second_kind }__. Shall I ask for both?
button-both = Yes, both
button-only = Only { $kind }

what-is-wrong = I'm not sure what to change. Tap what is not right, or tell me in other words.
what-kind = What do you need? Tap one, or say it in other words.
ask-when = When would suit? You can say it your own way, like "Friday morning".
ask-when-again = I didn't catch the day. You can say "tomorrow" or "Friday", or tap one.
ask-place = Where is the help needed? A postcode or the name of your village is enough. People only see roughly where.
ask-place-again = I don't know that place. Could you give me a postcode? The first half is enough, like SN10.
not-our-area = I'm sorry, we don't cover { $place } yet. Your council can tell you who helps there. If I got the place wrong, tell me the postcode.
not-our-area-here = I'm sorry, we don't cover the place you sent yet. Your council can tell you who helps there. If it is for somewhere else, tell me the postcode.
not-our-area-kept = I'm sorry, we don't cover { $place } yet, so I left your request as it was.

# ---- what was not understood
not-understood = I want to get this right. What do you need help with? Tap one, or say it in other words.
help-what = I'm here. What do you need? Just tell me in your own words. If someone is in danger, ring __999__ now.
what-do-you-need = What do you need help with?
button-to-person = I'd like a person
to-a-person-unclear = I'm sorry, I'm still not sure what you need. A local coordinator will read what you wrote and get back to you here.
to-a-person-under-18 = Thank you for telling me. A local coordinator will look after this with you and get back to you here. If you want to talk to someone now, Childline is free, day and night: __0800 1111__.
to-a-person-asked-for-person = Of course. A local coordinator will get back to you here. If it can't wait, write "it can't wait".
told-again = I understand. I have told the coordinators again that it can't wait. If someone is in danger, ring __999__ now.
to-a-person-no-consent = Thank you. A local coordinator will talk it over with you and get back to you here.

dropped = All right, I won't ask anyone. Write again any time.
nothing-in-hand = There is nothing waiting for an answer. What do you need?
already-sent = That one is on its way already: __{ $code }__ ({ $kind }). Say "status" to see where it stands.
card-gone = That one is not here any more. Just tell me again what you need.
answered-already = That question has been answered already. Say "my details" to see or change what I know.

# ---- first-time details, once
who-sees = A few quick questions first. You can skip any of them. Only the person who helps you and your local coordinator see your answers. I keep them until a month after your last request. Say "my details" at any time to see or change them.
ask-name = What shall we call you?
ask-phone = Is there a phone number the helper can ring?
ask-phone-web = Is there a phone number we can ring? Once this page is closed I can't reach you here, so a number helps a lot.
ask-phone-again = That doesn't look like a whole phone number. Could you check it? Or tap to leave it out.
ask-door = Which door should they come to? House and street is enough.
button-skip = Skip
button-chat-only = This chat only
button-door-by-self = I'll tell them myself

# ---- for someone else
ask-consent = You are asking for someone else. Do they know, and have they said yes to this?
button-consent-yes = Yes, they have
button-consent-no = Not yet
consent-needed = Thank you for looking out for them. I need their own yes before I ask anyone. You can ask them and then tap below. Or a local coordinator can talk it over with you.
button-consent-now = They have said yes now
button-consent-case = Let a coordinator help
ask-their-same = Is it for { $name } again?
button-same-yes = Yes
button-same-no = No, someone else
ask-their-name = What is their name? Only the helper and your local coordinator will see what you tell me about them.
ask-their-phone = Is there a number of theirs that the helper can ring? Your own number stays with me.
ask-their-door = Which door of theirs should the helper come to? House and street is enough.

# ---- paying
ask-paid = How will __{ $kind }__ be paid for? Nobody will ask for your card or PIN.
button-paid-shop-line = I'll pay the shop by phone
button-paid-receipt = Cash at the door, by the receipt
button-paid-already = It's paid, or it's free
card-not-kept = I saw a card number or a PIN in your message. I did not keep it. Please never give it to anyone, not even a helper. If someone asked you for it, tell me, or ring your bank on __159__.

# ---- open
request-open = Thank you. Your request is __{ $code }__ ({ $kind }). I am asking people near you now. You will hear from me by { $at } at the latest.
request-open-night = Thank you. Your request is __{ $code }__ ({ $kind }). It is late, so I will ask people from 8 in the morning. You will hear from me by { $at } at the latest. If it can't wait until then, write "it can't wait".
services-too = These local services help with { $kind } too. You can go to them without waiting:

set-aside = Sorry, something went wrong on our side. Nothing is lost: a person will look at your message. If it can't wait, ring __111__ for health, or __999__ if someone is in danger.
