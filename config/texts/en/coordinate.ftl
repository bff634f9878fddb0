# Coordinators: their queue, a case's card and file, and what they do about it. And what people hear from them.

# ---- why something comes to a coordinator
reason-nobody = Nobody is free to help
reason-night = It can't wait, and it is night
reason-not_there = They weren't there when the helper came
reason-helper_asks = A helper needs you
reason-not_done = They say it is not done
reason-set_aside = I could not deal with a message
reason-unclear = I don't understand what they need
reason-under_18 = Someone under 18 asks for help
reason-concern = Something they wrote sounds worrying
reason-crisis_medical = Danger: health
reason-crisis_suicide = Danger: suicide
reason-crisis_abuse = Danger: abuse. Take care how you reach them
reason-crisis_child = Danger: a child
reason-crisis_missing = Danger: someone is missing
reason-crisis_fire = Danger: fire or gas
reason-new_volunteer = A new volunteer waits for you
reason-check_needed = A volunteer needs another check
reason-answer = They answered after it was settled
reason-forgotten = They asked to be forgotten, with a helper on the way

# ---- how it ended
outcome-helped_by_phone = helped by phone
outcome-signposted = pointed to a service
outcome-found = someone found
outcome-not_needed = not needed any more
outcome-could_not_help = we could not help
outcome-referred = passed to another service
outcome-duplicate = asked for twice
outcome-other = something else
outcome-searching = looking for someone again
outcome-over = the request has ended
outcome-approved = approved
outcome-declined = not approved
outcome-left = they left
outcome-helped = helped
outcome-cancelled = cancelled
outcome-forgotten = they asked to be forgotten

# ---- what was seen
level-none = nothing yet
level-word = a group's word
level-identity = identity
level-dbs_basic = DBS basic
level-dbs_enhanced = DBS enhanced
level-dbs_enhanced_barred = DBS enhanced with barred list

state-open = waiting
state-claimed = someone has it
state-passed = handed over
state-resolved = settled

# ---- a case's card
card-case = __{ $reason }__ ({ $age } ago)
case-danger = DANGER. Please look now.
case-look-now = Please look now.
case-about = { $code }: { $kind }, { $when }.
case-where = Where: { $place }.
case-soon = How soon: { $urgency }.
case-due = Please look by { $at }.
case-area = In { $area }.
case-came-deputy = Nobody on duty has taken it, so it comes to you as deputy.
case-came-above = Nobody in the area has taken it, so it comes to you as the area above.
case-yours = You have this one.
case-theirs = { $name } has this one.
case-passed-to-you = It was handed to you. Please say that you have it.
case-passed-to = It was handed to { $name }, who has not said yes yet.
case-settled = Settled: { $outcome }.

button-claim = I'll take this
button-open-case = Open
button-take-over = Take it over

# ---- the queue
queue = { $count ->
    [one] __1 waits__
   *[other] __{ $count } wait__
}
queue-pages = __{ $count } wait__. Page { $page } of { $pages }.
queue-empty = Nothing waits. Thank you!
queue-line = __{ $n }.__ { $reason } ({ $age } ago)
queue-danger = __{ $n }. { $reason }__ ({ $age } ago)
queue-about = { "    " }{ $code }: { $kind }
queue-yours = { "    " }You have it.
queue-theirs = { "    " }{ $name } has it.
queue-passed-to-you = { "    " }Handed to you.
button-open-numbered = { $n }
button-open-named = { $reason } { $code }
button-previous = Earlier page
button-next = Next page

# ---- a case's file
case-file = __{ $reason }__ ({ $age } ago)
file-wish = Take care: "{ $gist }"
file-hushed = Take care: someone else may read or answer their phone. Do not write to them.
file-under-18 = They say they are under 18.
file-who = Who: __{ $name }__
file-who-unnamed = Who: they gave no name.
file-phone = Ring: { $contact }
file-chat-only = They want to be answered in this chat only.
file-no-phone = They gave no number. You can write to them here.
file-no-chat = They can't be reached in chat.
file-door = Door: { $address }
file-language = Language: { $lang }
file-asker = Asked for them by: __{ $name }__
file-asker-unnamed = Someone asked for them and gave no name.
file-consent = The person helped has said yes to this, they say.
file-words = They wrote: "{ $gist }"
file-whole = "{ $words }"
file-unheard = This did not reach them. Please tell them:
file-open = People are being asked. It was opened { $age } ago.
file-held = It waits for you. It was opened { $age } ago.
file-matched = Someone said yes. It was opened { $age } ago.
file-under-way = A helper is on the way. It was opened { $age } ago.
file-finished = The helper says it is done. It was opened { $age } ago.
file-closed = It is closed. It was opened { $age } ago.
file-cancelled = It is cancelled. It was opened { $age } ago.
file-outcome = Outcome: { $outcome }.
file-wants = Helpers wanted: { $wants }. Found: { $found }.
file-paid = How it is paid: { $paid }.
file-asked-more = Asked before them: { $n } more.
file-asked-open = Asked { $name }: no answer yet.
file-asked-declined = Asked { $name }: not this time.
file-asked-expired = Asked { $name }: no answer.
file-asked-withdrawn = Asked { $name }: taken back before an answer.
file-asked-handed-back = { $name } said yes, then handed it back.
file-asked-ended = { $name } was on it before.
file-helper = Helping: __{ $name }__, { $contact }
file-helper-only = Helping: __{ $name }__
file-services = These may fit:
file-earlier = Before ({ $age } ago): { $reason } – { $outcome }.
file-other = Also waiting ({ $age }): { $reason }.
file-offers = Offers: { $kinds }.
file-around = Up to { $km } km around { $place }.
file-by-phone = By phone only.
file-car = Has a car.
file-speaks = Also speaks: { $langs }.
file-own-words = In their own words: "{ $gist }"
file-check = Seen so far: { $level }.

button-read-all = Read all of it
button-history = History
button-case-note = Add a note
button-write-to = Write to { $name }
button-write-to-them = Write to them
button-write-back = Write back
button-ask-someone = Ask a volunteer
button-search-again = Look again
button-signpost = Point to a service
button-settle = Settle it
button-hand-over = Hand it over
button-approve = Approve
button-turn-down = Don't approve
button-put-down = Never mind

# ---- what cannot be done
only-coordinators = That is for the coordinators of the area.
case-taken = { $name } has this one.
case-claim-first = Nobody has this one yet. Tap "I'll take this" first.
case-not-now = That can't be done now. Send /queue to see what waits.
case-nobody-left = Nobody is left to ask now. You can point them to a service, or settle it.
case-rule-in-the-way = That can't be done: { $rule }.
in-words = Please say it in words.
put-down = All right.

# ---- notes and messages
ask-note = What is your note? Only coordinators see it.
noted = Noted.
ask-message = What shall I tell { $name }? I will say it is from you, { $me }.
ask-message-unnamed = What shall I tell them? I will say it is from you, { $me }.
message-sent = Sent. Their answer comes to you.
hushed-not-written = I don't write to them now. Someone else may read their phone. When they write again, you can answer.
from-coordinator =
    { $name }, your local coordinator, writes:
    "{ $words }"
button-answer = Answer
ask-answer = What shall I tell { $name }?
ask-answer-anyone = What shall I tell the coordinators?
answer-passed = Thank you. I have told { $name }.
answer-passed-anyone = Thank you. A coordinator will read it.
button-new-need = I need something new
ask-new-need = What do you need?
answer-named =
    __{ $name }__ answers:
    "{ $words }"
answer-unnamed =
    They answer:
    "{ $words }"
answer-about = About { $code }: { $reason }.
answer-about-them = About this case: { $reason }.
person-here = { $name }, your local coordinator, is here with you now. You can write to { $name } here.

# ---- services
ask-service = Which one? Or write what to look for, like "debt advice".
ask-service-words = What shall I look for? Write it in a few words, like "food bank".
service-not-found = I know no service for that near them. Try other words, like "debt advice".
button-point-to = { $name }
signposted = { $name }, your local coordinator, says this may help you:
pointed = I have told them. Is this settled now?
button-pointed = Yes, settle it
pointed-tell-them = I can't write to them. Please tell them yourself, if it is safe. Is this settled now?

# ---- volunteers
ask-level = What have you seen?
button-level-word = A group's word
button-level-identity = Who they are (identity)
button-level-dbs-basic = DBS basic
button-level-dbs-enhanced = DBS enhanced
button-level-dbs-enhanced-barred = DBS enhanced, barred list
level-not-lawful = The law does not let us ask this of them: { $level }. For what they offer, { $most_level } is the most.
ask-seen = What did you see, and when? Write it, like "passport, today". Or tap the button.
button-seen = Seen today
approved-told = Approved ({ $level }). I have told them.
ask-turn-down = Are you sure? I will tell them kindly, and forget what they offered.
button-turned-down = Yes, don't approve
turned-down-told = I have told them kindly.
ask-someone = Whom shall I ask about { $code }? Tap one, or write a name.
ask-someone-none = I find nobody new for { $code }. You can write a name.
volunteer-line = __{ $name }__, { $km } km away.
volunteer-line-phone = __{ $name }__, by phone.
because-free-then = { "    " }Free then.
because-car = { "    " }Has a car.
because-likes = { "    " }Likes this kind of thing.
because-helped-before = { "    " }Helped them before.
because-never-asked = { "    " }Not asked before.
because-not-asked-lately = { "    " }Not asked lately.
because-busy = { "    " }Has something else on now.
who-found = For { $code }:
who-not-found = I know no volunteer of that name here. Try another.
volunteer-why-not = __{ $name }__ can't be asked.
why-not-requester = { "    " }They asked for it themselves.
why-not-inactive = { "    " }They are paused, not approved, or can't be reached.
why-not-under-18 = { "    " }They are under 18.
why-not-avoided = { "    " }One of the two asked not to meet the other.
why-not-kind = { "    " }They don't offer this kind of help.
why-not-check = { "    " }It needs a check they don't have: { $level }.
why-not-limit = { "    " }They have done their share this week.
why-not-range = { "    " }It is further than they go.
why-not-time = { "    " }They are not free then.
why-not-night = { "    " }They don't help at night.
why-not-language = { "    " }It needs a language they don't speak.
asked-before-open = { "    " }Asked already, no answer yet.
asked-before-declined = { "    " }Said "not this time" before.
asked-before-expired = { "    " }Did not answer before.
asked-before-withdrawn = { "    " }Was asked before, and it was taken back.
asked-before-handed-back = { "    " }Said yes before, then handed it back.
asked-before-ended = { "    " }Was on it before.
button-ask-one = Ask { $name }
asked-one = I have asked { $name }. I'll tell you the answer.
chosen-declined = { $name } said not this time for __{ $code }__. You can ask someone else.
helper-found = { $name } said yes to __{ $code }__ ({ $kind }).

# ---- settling
ask-outcome = How did it end?
button-outcome-helped-by-phone = I helped by phone
button-outcome-signposted = I pointed them to a service
button-outcome-found = I found someone
button-outcome-not-needed = They don't need it now
button-outcome-could-not-help = We can't help
button-outcome-referred = Others help them now
button-outcome-duplicate = They asked twice
button-outcome-other = Something else
ask-outcome-words = How did it end? Write it in a few words.
ask-then = And { $code } itself?
button-then-close = Close it
button-then-search = Look for someone again
button-then-keep = Leave it as it is
button-then-go-on = The helper goes on
settled = Settled: { $outcome }.
case-over = { $code } ({ $kind }) has ended, so your case is settled too.
searching-again = I am looking again for someone to help with __{ $code }__ ({ $kind }).
task-passed-on = Thank you for your help with { $code } ({ $kind }). Someone else takes it from here.
task-goes-on = A coordinator has looked into { $code } ({ $kind }). Please go on with it. Thank you!
goes-on = Your helper goes on with __{ $code }__ ({ $kind }).
searching-again-morning = From 8 in the morning I look again for someone to help with __{ $code }__ ({ $kind }).
settled-helped-by-phone = { $name }, your local coordinator, has settled __{ $code }__ ({ $kind }) with you by phone.
settled-signposted = { $name }, your local coordinator, has told you who can help with __{ $code }__ ({ $kind }), so I have closed it here.
settled-found = { $name }, your local coordinator, has found someone for __{ $code }__ ({ $kind }).
settled-not-needed = { $name }, your local coordinator, tells me you don't need __{ $code }__ ({ $kind }) any more. I have stopped it.
settled-could-not-help = I'm sorry. We could not find help with __{ $code }__ ({ $kind }). If you are stuck, ring { $name }, your local coordinator: { $phone }.
settled-referred = { $name }, your local coordinator, has passed __{ $code }__ ({ $kind }) to people who can help better.
settled-duplicate = You asked for this twice, so I have closed __{ $code }__ ({ $kind }). Your other request goes on.
settled-other = { $name }, your local coordinator, has settled __{ $code }__ ({ $kind }) with you.
button-still-needed = I still need help

# ---- handing over
ask-hand-over = Who takes it on?
button-give = Back into the queue
button-give-named = { $name } (off duty)
button-give-on-duty = { $name }
ask-hand-over-note = What should they know? Write a note, or tap the button.
button-given = No note
handed-over = I have told { $name }. If they don't say yes, it goes back into the queue.
put-back = It is back in the queue.
case-passed = { $name } hands you a case: __{ $reason }__ { $code }
case-taken-over = { $name } has taken over your case: __{ $reason }__ { $code }

# ---- duty
duty = __{ $area }__: on duty: { $names }.
duty-nobody = __{ $area }__: nobody is on duty.
duty-words = Send /queue to see what waits, /history with a code to see what happened, /done to leave a note unwritten.
button-go-on-duty = I'm on duty now
button-go-off-duty = I'm going off duty
on-duty = You are on duty in { $areas } until you say "off duty". New cases come to you first, at night too.
off-duty = You are off duty in { $areas }.
off-duty-nobody = Nobody is on duty in { $area } now. New cases go to the deputy, then to the area above.
off-duty-yours = { $count ->
    [one] You still have 1 case. Open it to hand it over.
   *[other] You still have { $count } cases. Open one to hand it over.
}

# ---- what misled
misleading = __What misled me__, as people corrected me within a year ({ $count }):
misleading-line = "{ $phrase }": I took it for { $kind }. They meant { $meant_kind } ({ $times }).
misleading-nothing = Nobody has corrected me within a year.

# ---- histories
ask-code = Which request? Write its code after it, like /history K7-42.
code-not-found = I know no such code in your areas. Is it written like K7-42?
history = What happened ({ $count }):
button-older = What was before
someone = someone
event-words = { "    " }"{ $gist }"
event-opened = { $at }: { $name } asked for help ({ $code }).
event-sent = { $at }: { $name } sent something.
event-wave = { $at }: round { $wave } went out. Asked: { $asked }.
event-exhaust = { $at }: nobody was left to ask.
event-accepted = { $at }: { $name } said yes.
event-declined = { $at }: { $name } said not this time.
event-start = { $at }: { $name } set off.
event-finish = { $at }: { $name } said it is done.
event-hand-back = { $at }: { $name } handed it back.
event-no-show = { $at }: { $name } found nobody there.
event-helper-asks = { $at }: { $name } asked for a coordinator.
event-wrote = { $at }: { $name } wrote to the other.
event-confirm = { $at }: { $name } said it is done.
event-deny = { $at }: { $name } said it is not done.
event-cancel = { $at }: { $name } stopped it.
event-settle = { $at }: { $name } closed it: { $outcome }.
event-altered = { $at }: { $name } changed it.
event-suits = { $at }: { $name } said the change suits them.
event-hold = { $at }: a coordinator has it now.
event-thanked = { $at }: { $name } said thank you.
event-read = { $at }: { $name } read the history.
event-case-opened = { $at }: a coordinator was asked for: { $reason }.
event-case-again = { $at }: the same again: { $reason }.
event-case-climbed = { $at }: nobody had taken it, so more were told.
event-case-pressed = { $at }: everyone was told again.
event-case-claimed = { $at }: { $name } took it on.
event-case-taken-over = { $at }: { $name } took it over.
event-case-read = { $at }: { $name } opened it.
event-case-noted = { $at }: { $name } noted:
event-case-wrote = { $at }: { $name } wrote to { $to }:
event-case-answered = { $at }: { $name } answered:
event-case-signposted = { $at }: { $name } pointed them to { $service }.
event-case-invited = { $at }: { $name } asked { $volunteer }.
event-case-passed = { $at }: { $name } handed it to { $to }.
event-case-released = { $at }: { $name } put it back into the queue.
event-case-resolved = { $at }: { $name } settled it: { $outcome }.

# ---- becoming a coordinator
whoami = Your id here is __{ $id }__ (on { $platform }). To make you a coordinator, whoever runs Onedoor writes both into the areas file.
