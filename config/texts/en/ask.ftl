# Asking for help.

welcome =
    Hello, this is Onedoor. People near you help each other here.
    Just tell me what you need, in your own words. For example: "can someone get my tablets from the chemist, SN10".
    Want to help others? Say "I can help".
how-it-works =
    Tell me what you need and where you are. I ask people near you who offered to help, a few at a time. You see who is coming. A local coordinator looks after anything I can't sort out.
    It is free. In an emergency ring __999__.
button-help = How it works

understood =
    I think you need __{ $kind }__.
    When: { $when }
understood-wish = I will pass on: "{ $wish }"
understood-paid = Nobody will ask for your card or PIN. Please never give them.
understood-next = Is that right? Then I ask people near you.

button-confirm = Yes, that's right
button-kind = { $kind }
button-other-kind = Something else
button-change-when = Change when
button-change-where = Change where
button-drop = Never mind
button-day-today = Today
button-day-tomorrow = Tomorrow
button-day-any = Any time

two-needs = You need __{ $kind }__ and __{ $second_kind }__. Shall I ask for both?
button-both = Yes, both
button-only = { $kind }

ask-place = Where is the help needed? A postcode or the name of your village is enough. I only show people roughly where.
ask-place-again = I don't know that place. Could you give me a postcode? The first half is enough, like SN10.
not-our-area = I'm sorry, { $place } is not somewhere we cover yet. Your council can tell you who helps there.
ask-when = When would suit? You can say it your own way, like "Friday morning".
ask-when-again = I didn't catch the day. You can say "tomorrow", "Friday" or "any time".
what-kind = What do you need? Tap one, or say it in other words.
not-understood = I want to get this right. What do you need help with? Tap one, or say it in other words.
button-want = { $kind }
dropped = All right, I won't ask anyone. Write again any time.
already-sent = That one is dealt with already. Say "status" to see where things stand.

who-sees = A few quick questions, and you can skip any of them. Only the person who helps you and your local coordinator see your answers. They are kept until a month after your last request. Say "my details" to see or change them.
ask-name = What shall we call you?
ask-phone = Is there a phone number the helper can ring?
ask-phone-web = Is there a phone number? When this page is closed I can't reach you here, so a number helps a lot.
ask-phone-again = That doesn't look like a whole phone number. Could you check it? Or tap "This chat only".
ask-door = Which door should they come to? House and street is enough.
button-skip = Skip
button-chat-only = This chat only
button-door-by-self = I'll tell them myself
ask-paid = How will it be paid for? Nobody will ever ask for your card or PIN.
button-paid-shop-line = I'll pay the shop by phone
button-paid-receipt = Cash at the door, by the receipt
button-paid-already = It's already paid

request-open = Thank you. Your request is __{ $code }__. I am asking people near you now. You will hear from me by { $at }.
request-open-night = Thank you. Your request is __{ $code }__. It is late, so I will ask people from 8 in the morning. You will hear from me by { $at }. If it can't wait, write "it can't wait".

to-a-person-unclear = I'm sorry, I'm not sure what you need. A local coordinator will read your message and get back to you.
to-a-person-under-18 = Thank you for telling me. A local coordinator will look after this with you and get back to you. If you want to talk to someone now, Childline is free, day and night: __0800 1111__.
set-aside = Sorry, something went wrong on our side. Nothing is lost: someone will look at your message.
nothing-said = I got an empty message. What do you need?
attachment-kept = Thank you. I can't open that here, but I have noted that you sent it, and a coordinator will know. Could you also put it in a few words?
shared-thanks = Thank you. What do you need help with?
offer-thanks = Thank you for wanting to help.
