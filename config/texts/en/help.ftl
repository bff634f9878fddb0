# Helping: invites and tasks.

invite =
    Could you help with __{ $kind }__?
    Where: { $place }{ $km ->
        [0] { "" }
       *[other] , about { $km } km from you
    }
    When: { $when }
    Please answer by { $at }.
button-accept = Yes, I can
button-not-this-time = Not this time
button-pause = Pause me
why-near = It is near you.
why-free-then = You said you are free then.
why-speaks = You speak { $lang }.
why-car = You have a car.
why-likes = It is the kind of thing you said you like.
why-helped-before = You have helped them before.
why-never-asked = You have not been asked before.
why-by-phone = It can be done by phone.

accepted =
    Thank you! __{ $code }__ ({ $kind }) is yours.
task-name = Ask for { $name }.
task-no-name = They did not leave a name.
invite-accepted = __{ $code }__ ({ $kind }): you said yes. Thank you!
invite-under-way = __{ $code }__ ({ $kind }): you are on your way.
invite-finished = __{ $code }__ ({ $kind }): you said it is done. Thank you!
invite-declined = You passed on { $kind }. That's fine.
invite-expired = This one ({ $kind }) ran out of time. That's fine.
invite-withdrawn = Someone has this one ({ $kind }). Thank you!
invite-handed-back = You handed __{ $code }__ back. That's fine.
invite-ended = __{ $code }__ ({ $kind }) is finished. Thank you!
button-on-my-way = On my way
button-done = Done
button-not-there = They weren't there
button-hand-back = I can't after all
button-coordinator = I need a coordinator

declined-thanks = No problem. Thank you for answering.
go-well = Thank you. I have told them you are coming.
done-thanks = Thank you! I will ask them if all is well.
handed-back = That's fine, thank you for telling me. I am asking others.
not-there-told = Thank you for telling me. A coordinator will check on them.
coordinator-told = A coordinator has been told and will get back to you.
closed-thanks = They say { $kind } ({ $code }) went well. Thank you!
task-cancelled = { $code } ({ $kind }) is not needed any more. Thank you for being ready to help.
thanked = { $name } says thank you!
which-invite = Which one do you mean?

too-late-taken = Someone else has this one already. Thank you for being quick to help!
too-late-over = This one is over. Thank you all the same.
no-longer-fits = I can't give you this one now: { $rule }.
rule-requester = you asked for it yourself
rule-inactive = you are paused, or not approved yet
rule-under_18 = helpers must be 18 or over
rule-avoided = it is better if someone else goes
rule-kind = it is not a kind of help you offer
rule-check = it needs a check you don't have yet
rule-limit = you have done your share this week
rule-range = it is further than you said you go
rule-time = it is at a time you are not free
rule-night = it is at night
rule-language = it needs a language you have not named
not-for-you = That one isn't yours to answer.
not-there-now = That is not here any more. Say "status" to see where things stand.
not-possible-now = That can't be done now. Say "status" to see where things stand.
