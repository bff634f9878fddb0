# One need asked for twice: put together, parted again, and what becomes of it.

# ---- to whoever asks
ask-same = Is this the same as __{ $code }__ ({ $kind }), which you asked for already?
ask-same-home = Has { $kind } been asked for already, perhaps from another phone or by someone at home? Is it the same?
button-is-same = Yes, the same
button-is-new = No, it's new
merged-own = Thank you. Then I ask nobody twice: __{ $code }__ ({ $kind }) goes along with __{ $other }__. If that is wrong, tap "It's not the same".
merged-home = Thank you. Then I ask nobody twice. For you it is __{ $code }__ ({ $kind }), and I tell you here how it goes. If that is wrong, tap "It's not the same".
request-merged = A coordinator saw that your request __{ $code }__ ({ $kind }) was asked for twice. Nobody is asked twice for it now. I tell you here how it goes.
button-not-the-same = It's not the same
unmerged = All right. __{ $code }__ ({ $kind }) stands by itself, and I go on asking people for it.
unmerged-held = All right. __{ $code }__ ({ $kind }) stands by itself, and a local coordinator is looking into it.
request-unmerged = Your request __{ $code }__ ({ $kind }) stands by itself again. It goes on as it was.

# ---- the card and the news
stands-merged = It was asked for already, and goes along with that.
stands-said-done = The helper says it is done.
followed-open = I am asking people again for __{ $code }__ ({ $kind }).
followed-held = A local coordinator is looking into __{ $code }__ ({ $kind }) now.
followed-matched = Good news: someone is going to help with __{ $code }__ ({ $kind }).
followed-under-way = Someone is on the way with __{ $code }__ ({ $kind }).
followed-finished = The helper says { $kind } (__{ $code }__) is done.
followed-closed = __{ $code }__ ({ $kind }) is closed now. If you still need help, just tell me.
followed-cancelled = The other one who asked does not need it any more. Yours, __{ $code }__ ({ $kind }), goes on.

# ---- to volunteers
invite-merged = { $code } ({ $kind }) was asked for twice, so you need not answer this one. Thank you!
task-merged = { $code } ({ $kind }) was asked for twice, and someone else is doing it already. You need not go. Thank you for being ready to help.

# ---- to coordinators
reason-maybe_same = This may have been asked for twice
reason-unmerged = It stands by itself again, and waits for someone to look
outcome-not_the_same = not the same
file-merged-with = It was asked for twice, and goes along with { $code }.
file-follows = { $code } ({ $kind }) was asked for twice, and goes along with this.
file-perhaps-same = Perhaps the same as __{ $code }__: { $signs } ({ $hours } hours between).
file-merged = Nobody is asked for it by itself. It was opened { $age } ago.
button-merge = The same as { $code }
button-apart = Not the same as { $code }
button-unmerge = { $code } is not the same
merged-told = They are one now: { $code } goes on. Both hear what becomes of it.
apart-told = All right. They are two, and I won't ask again.
unmerged-told = { $code } stands by itself again.
case-merged = { $code } is the same as { $other }, so your case about it is settled.
ask-two-codes = Which two? Write both codes after it, like /merge K7-42 M3-10. Both must be open.
ask-merged-code = Which one? Write the code of the one that goes along with another, like /unmerge M3-10.
event-merged = { $at }: { $name } put it together with { $code }, which goes on.
event-joined = { $at }: { $name } put { $code } together with it.
event-unmerged = { $at }: by itself again, as { $name } said.
event-parted = { $at }: { $code } is by itself again, as { $name } said.
event-apart = { $at }: { $name } said that it is not the same as { $code }.
