# Helping: invites, tasks, messages passed on.

# ---- an invite
invite = Could you help with __{ $kind }__ ({ $code })?
invite-where = Where: { $place }{ $km ->
    [0] { "" }
   *[other] , about { $km } km from you
}
invite-several = { $wants } helpers are wanted; { $found } so far.
invite-answer-by = Please answer by { $at }. You only see who and where when you say yes.
why-near = You were asked because it is near you.
why-free-then = You said you are free then.
why-speaks = You speak { $lang }.
why-car = You have a car.
why-likes = It is the kind of thing you said you like.
why-helped-before = You have helped them before.
why-never-asked = It would be your first time. A coordinator is there if you need one.
why-by-phone = It can be done by phone.
button-accept = Yes, I can
button-not-this-time = Not this time
button-pause = Pause me
which-invite = Which one do you mean? Please tap it.
nothing-to-answer = Nobody is waiting for an answer from you now. If you mean one that is over, say its code too, like "yes K7-42".

# ---- the task, once they said yes
accepted = Thank you! __{ $code }__ ({ $kind }) is yours.
invite-under-way = __{ $code }__ ({ $kind }): you are on your way.
task-wishes = __Please take care: { $wishes }__
task-name = Who: { $name }
task-no-name = Who: they did not give a name.
task-on-behalf = Someone else asked for them, and they said yes to it.
task-address = Where: { $address }
task-door-by-self = Where: { $place }. They will tell you the door themselves.
task-contact = Ring: { $contact }
task-message-only = They would rather not give a number. Tap "Message them" and I will pass it on.
task-no-contact = There is no number. If you can't find them, tap "I need a coordinator".
task-words = They wrote: "{ $words }"
task-paid-shop-line = Paying: they pay the shop by phone. You pay nothing.
task-paid-receipt = Paying: you pay, and they pay you back in cash at the door. Bring the receipt. Never take a card or PIN.
task-paid-already = Paying: it is already paid for.
task-next-door = Next: agree a time with them, and tap "On my way" when you set off. If you can't after all, that's fine: tap it, and I ask others.
task-next-there = Next: when you have finished, tap "Done". If nobody comes to the door, tap "They weren't there", and I will have someone check on them.
task-next = Next: get in touch with them at the time above, and tap "Done" when you have. If you can't after all, that's fine: tap it, and I ask others.
button-message-them = Message them
button-on-my-way = On my way
button-done = Done
button-not-there = They weren't there
button-hand-back = I can't after all
button-coordinator = I need a coordinator

# ---- what became of it
invite-accepted = You said yes to __{ $code }__ ({ $kind }). Thank you! It is all below.
invite-finished = __{ $code }__ ({ $kind }): you said it is done. Thank you!
invite-declined = Not this time: { $code } ({ $kind }). That's fine.
invite-expired = The time to answer { $code } ({ $kind }) is over. That's fine.
invite-withdrawn = Someone has { $code } ({ $kind }) now. Thank you!
invite-not-needed = { $code } ({ $kind }) is not needed any more. Thank you!
invite-over = { $code } ({ $kind }) has changed, so you need not answer. Thank you!
invite-handed-back = You handed __{ $code }__ ({ $kind }) back. That's fine.
invite-ended = __{ $code }__ ({ $kind }) is finished. Thank you!
invite-cancelled = __{ $code }__ ({ $kind }) is not needed any more. Thank you!

declined-thanks = No problem. Thank you for answering.
go-well = Thank you. I have told them you are coming.
go-well-untold = Thank you. I can't write to them just now, so please just go. If anything feels wrong, tap "I need a coordinator".
done-thanks = Thank you! I will ask them if all is well.
done-noted = Thank you! I have noted that. There is nothing more to do.
handed-back = That's fine, thank you for telling me. I will ask others.
handed-back-held = That's fine, thank you for telling me. A coordinator will see to it.
not-there-told = Thank you for telling me. A coordinator will check on them in the next half hour. You need not wait. If they come to the door after all, tap "Done" when you are finished.
coordinator-asked = A coordinator has been told. If you like, tell me in a few words what it is about, and I will pass it on.
button-no-words = Nothing to add
coordinator-told = Thank you. A coordinator will get back to you. In an emergency ring __999__.
closed-thanks = They say { $kind } ({ $code }) went well. Thank you!
task-cancelled = { $code } ({ $kind }) is not needed any more. Thank you for being ready to help.
thanked = { $name } says thank you!
no-tasks = You have nothing in hand, and nobody is waiting for an answer from you. Thank you for being there.
chosen-declined = { $name } can't help with __{ $code }__ this time. You can ask someone else.

# ---- passing a message on, without numbers
what-to-tell = What shall I tell them? Write it in one message.
what-to-answer = What shall I tell your helper? Write it in one message.
button-say-nothing = Nothing
shall-i-pass-on = Shall I pass this on to the person you are helping with __{ $code }__ ({ $kind })?
shall-i-tell-helper = Shall I pass this on to your helper with __{ $code }__ ({ $kind })?
button-pass-on = Yes, pass it on
button-not-for-them = No, I need something
passed-on = I have passed it on.
nothing-passed-on = All right, I passed nothing on.
relayed = About __{ $code }__, { $name } says: "{ $words }"
relayed-back = About __{ $code }__, they say: "{ $words }"
button-answer-helper = Answer

# ---- what whoever waits hears when it goes otherwise
nobody-more =
    You have a helper for __{ $code }__ ({ $kind }), but I could not find another one. A local coordinator is looking into it.
    { $found ->
        [0] { "" }
       *[other] These may help too:
    }
fell-through-held = The person who was going to help with __{ $code }__ can't after all. A coordinator is looking into it and will be in touch.
fell-through-nobody = I'm sorry. The person who was going to help with __{ $code }__ can't after all.
fell-through-night = The person who was going to help with __{ $code }__ can't after all. It is late, so I will ask others from 8 in the morning.

# ---- late, or not possible
too-late-taken = Someone else has this one already. Thank you for being quick to help!
too-late-over = This one is over. Thank you all the same.
no-longer-fits = I can't give you this one now: { $rule }. Thank you for offering.
not-for-you = That one isn't yours to answer.
not-there-now = That is not here any more. Say "status" to see where things stand.
not-possible-now = That can't be done now. Say "status" to see where things stand.
