# One's own requests and details: the live card, news about it, changing it, and what is kept.

card-request = __{ $code }__: { $kind }
line-when = When: { $when }
line-soon = When: { $urgency }
line-where = Where: { $place }
stands-open = I am asking people near you.
stands-held = A local coordinator is looking into this for you.
stands-matched = Someone is going to help.
stands-under-way = Someone is on the way.
stands-finished = They say it is done. Is that right?
stands-closed = Done. Thank you for telling me.
stands-settled = A local coordinator has closed this: { $outcome }.
stands-cancelled = You don't need this any more. I have stopped it.
request-helper = { $name } is helping.

button-cancel = I don't need this now
button-this-one = { $code }: { $kind }
button-yes-done = Yes, it's done
button-not-done = No, not done
button-thank = Say thank you
button-thank-named = Say thank you from { $name }
button-thank-unnamed = Say thank you without my name

found = Good news about __{ $code }__ ({ $kind }): { $name } can help. They will get in touch, or come at the time you said.
coming = { $name } is on the way with __{ $code }__ ({ $kind }).
please-confirm = { $name } says { $kind } ({ $code }) is done. Is that right?
are-you-all-right = { $name } could not find you for __{ $code }__ ({ $kind }). Are you all right? Please write back here. If I don't hear from you, someone will check on you in the next half hour.
are-they-all-right = { $name } could not find anyone for __{ $code }__ ({ $kind }). Do you know if they are all right? Please write back here. If I don't hear from you, someone will check on them in the next half hour.
fell-through = The person who was going to help with __{ $code }__ can't after all. I am asking others now.
nobody-free = I'm sorry. Nobody is free to help with __{ $code }__ ({ $kind }) right now. A local coordinator has your request and will get in touch with you.{ $found ->
        [0] { "" }
       *[other] { " " }These may help too:
    }
service-line = • { $name }, { $place }. { $hours } { $phone }

nothing-open = You have nothing waiting. What do you need?
with-a-person = A local coordinator has your message and will get back to you here. If it can't wait, write "it can't wait".
your-tasks = And this is what you help others with:

# ---- not needed any more
which-cancel = Which one don't you need now?
button-keep-all = Keep them all
nothing-cancelled = All right, I left everything as it was.
cancelled = All right, I have stopped __{ $code }__ ({ $kind }). Thank you for telling me.
cancelled-helper-told = All right, I have stopped __{ $code }__ ({ $kind }), and told your helper. Thank you for letting me know.
button-ask-again = I do need it
says-done = Your helper says __{ $code }__ is done. Is that right?
over-already = That one (__{ $code }__, { $kind }) is over already. Tell me if you need something else.

# ---- changed
which-change = Which one do you mean?
change-to-what = Of course. What should be different? For example "Friday morning", or another postcode.
not-changed = I'm sorry, I did not understand, so I left everything as it was. You can say it in other words, like "K7-42 on Friday".
changed = Done. __{ $code }__ ({ $kind }) is now for { $when }. I am asking people near you.
changed-sooner = I understand. I am asking people for __{ $code }__ ({ $kind }) right away.
changed-helper-asked = I have changed __{ $code }__ ({ $kind }), and asked { $name } whether that still suits. I will tell you what they say.
changed-noted = I have noted that with __{ $code }__ ({ $kind }). Whoever helps you will see it first.
task-changed = Something has changed about __{ $code }__ ({ $kind }). It is now for { $when }.
task-changed-suits = Is that still all right for you?
task-sooner = They say __{ $code }__ ({ $kind }) can't wait. Could you go as soon as you can?
task-noted = They told me more about __{ $code }__ ({ $kind }). Please look at the top of its card before you go.
button-still-fine = Yes, that's fine
still-fine-thanks = Thank you! I have told them.
still-coming = { $name } can still help with __{ $code }__ ({ $kind }): { $when }.
case-request-changed = They changed { $code } ({ $kind }). It is now for { $when }. You have it in hand.

# ---- done, and thanks
which-done = Which one do you mean? Please tap below it.
glad = I'm glad. Thank you for telling me.
sorry-not-done = I'm sorry about that. It is open again. A local coordinator will look into it and get back to you.
thanks-passed = That's kind. I have passed your thanks on.
thanks-passed-before = Your thanks are with them already. That's kind of you.
thanks-heard = You're welcome.
thanked-unnamed = Someone you helped ({ $kind }) says thank you!

# ---- my details
my-details = This is what I keep about you:
details-none = Nothing yet.
detail-name = Name: { $name }
detail-phone = Number: { $phone }
detail-door = Door: { $door }
detail-place = Roughly where: { $place }
detail-wishes = What helpers should know: "{ $wishes }"
details-seen = Only the person who helps you and your local coordinator see this, and what you asked for. I keep it until a month after your last request. Tap what you want to change.
button-detail-name = Name
button-detail-phone = Number
button-detail-door = Door
button-detail-place = Place
button-detail-wishes = What helpers should know
button-forget-me = Forget me
detail-new-name = What shall I call you?
detail-new-phone = What is the number?
detail-new-door = Which door is it? House and street is enough.
detail-new-place = Where do you live? A postcode or the name of your village is enough.
detail-new-wishes = What should helpers know? For example "please don't ring".
detail-again-phone = That doesn't look like a whole phone number. Could you check it?
detail-again-place = I don't know that place. Could you give me a postcode?
button-detail-away = Take it away
button-detail-keep = Leave it as it is
detail-saved = Done, I have changed that.
detail-gone = Done. I don't keep that any more.
detail-kept = All right, it stays as it was.

forget-sure = Shall I forget you? I will delete all you told me, at once. It can't be undone.
forget-open = What you have asked for will be stopped.
forget-helper = What you have asked for will be stopped, and your helper will be told.
forget-volunteer = You will not be asked to help any more.
button-forget-yes = Yes, forget me
button-forget-no = No
forgotten = Done. All you told me is gone, and I don't know you any more. You can write again whenever you like.
case-forgotten = They asked to be forgotten, so this case of yours is settled: { $reason }. Nothing in it can be read any more.
not-forgotten = All right, everything stays as it was.
