# Signing up to help, being approved, changing, resting, leaving.

# ---- signing up
offer-hello = Thank you for wanting to help! It takes about two minutes: a few taps. After that a local coordinator will be in touch before anyone asks you for anything. First: are you 18 or over?
offer-hello-again = Hello, and thank you for helping! Your group has told us about you, so there is little to do. First: are you 18 or over?
button-offer = I'd like to help
button-over-18 = Yes, 18 or over
button-under-18 = No, under 18
button-stop-offer = Not now
offer-under-18 = Thank you for wanting to help! Helpers who go by themselves must be 18 or over. A local coordinator will tell you what you can do with others.
offer-name = What shall we call you? The people you help will see this name.
offer-what = { $n ->
    [0] What could you help with? Tap all that you like, or say it in your own words.
   *[other] What could you help with? Tap more, or "That's all".
}
button-kind-on = ✓ { $kind }
button-kind-off = { $kind }
button-more-kinds = More kinds of help
button-ticked-done = That's all
offer-place = Where would you set out from? A postcode or the name of your village is enough. Nobody sees your address.
button-offer-here = { $place }
offer-not-our-area = I'm sorry, { $place } is not somewhere we cover yet. Is there another place you could help from?
offer-how-far = How far would you go?
button-how-far = Up to { $km } km ({ $km ->
    [2] 1 mile
    [5] 3 miles
    [10] 6 miles
   *[other] 9 miles
})
button-by-phone = By phone only
offer-left-out = By phone only, then. That can't be done for { $kinds }, so I have left that out.
offer-times = When are you mostly free? Tap all that fit, or say it your own way, like "Tuesday mornings". You can always say no when I ask.
offer-times-again = I didn't catch the times. You can say "weekends", "Tuesday mornings" or "any time".
button-any-time = Any time
button-slot-on = ✓ { $slot }
button-slot-off = { $slot }
offer-more = Anything else that is good to know? Tap what is true.
button-more-car-on = ✓ I have a car
button-more-car-off = I have a car
button-more-nights-on = ✓ At night too, if it can't wait
button-more-nights-off = At night too, if it can't wait
button-more-languages-on = ✓ Other languages
button-more-languages-off = I speak another language
button-more-done = None of these
offer-which-languages = Which languages? Tap them, or write them.
button-lang-on = ✓ { $lang }
button-lang-off = { $lang }
offer-own-words = Is there something you like doing, or are good at? Just a few words. For example: "I love dogs and I can fix a tap".
offer-phone = Is there a number the coordinator can ring you on? Nobody else sees it.
offer-phone-web = Is there a number the coordinator can ring you on? Nobody else sees it. When this page is closed I can't reach you here, so it helps a lot.
offer-phone-again = That doesn't look like a whole phone number. Could you check it? Or tap "Skip".
offer-how-often = At most how often in a week?
button-how-often = { $n ->
    [one] Once a week
   *[other] { $n } times a week
}
offer-stopped = That's fine. I have not kept anything. Say "I can help" any time.

# ---- what they offer
offer-summary = Is this right?
offer-kinds = What: { $kinds }
offer-where = From { $place }, up to { $km } km
offer-by-phone = By phone only
offer-when = When: { $slots }
offer-has-car = You have a car
offer-has-nights = At night too, if it can't wait
offer-languages = You speak: { $langs }
offer-limit = At most { $limit ->
    [one] once a week
   *[other] { $limit } times a week
}
offer-words = In your words: "{ $words }"
offer-summary-next = If it is, a coordinator will look at it. You can change any of it later.
button-sign-up = Yes, sign me up
button-offer-kinds = Change what
button-offer-place = Change where
button-offer-range = Change how far
button-offer-when = Change when
button-offer-more = Car, nights, languages
button-offer-limit = Change how often
button-offer-words = Change your words
signed-up = Thank you! You are on the list. A local coordinator will be in touch, to meet you and see who you are. Until then nobody asks you for anything. Say "my offer" to see or change it.

card-offer = __Your offer__
offer-waiting = You are waiting for a coordinator. Nobody asks you for anything before that.
offer-paused = You are paused until you tap "Start again".
offer-paused-until = You are paused until { $at }.
button-leave = Stop helping
offer-changed = Done. This is your offer now.
offer-changed-check = Thank you. For { $kinds } a coordinator has to see more first, and will be in touch. Until then you won't be asked for that. The rest is changed.
not-a-volunteer = You have not signed up to help yet. Would you like to?

# ---- approved
approved = Good news: you are approved! Thank you for waiting.
check-recorded = A coordinator has recorded what they saw. Thank you.
approved-kinds = You may be asked for: { $kinds }.
approved-not-yet = Not yet: { $kinds }. That needs a check a coordinator has not seen yet.
approved-next = What comes next: when someone near you needs help, I ask you here. You see what, roughly where and when, and you can always say no. Say "pause" when you need a rest.
offer-declined = Thank you for offering to help. We can't take you on as a helper now. If you would like to talk about it, ring { $phone }.

# ---- resting and leaving
paused = You are paused. I won't ask you for anything until you say "resume". Or for how long?
paused-until = You are paused until { $at }. Then I may ask you again.
paused-tasks = What you said yes to is still yours. Say "my tasks" to see it.
button-pause-day = One day
button-pause-week = One week
button-resume = Start again
resumed = Welcome back! I may ask you again.
rested = Your rest is over, so I may ask you again. Say "pause" if you need longer.
not-paused = You are not paused.
sure-to-leave = { $n ->
    [0] Do you want to stop helping? What you offered will be forgotten.
    [one] Do you want to stop helping? The task you have in hand goes to someone else, and what you offered will be forgotten.
   *[other] Do you want to stop helping? The { $n } tasks you have in hand go to others, and what you offered will be forgotten.
}
button-leave-now = Yes, stop
button-stay = No, I'll stay
left-thanks = All right. Thank you for all you did. Say "I can help" if you ever want to come back.
glad-you-stay = I'm glad you stay.

# ---- joining by a link
join-link-unknown = That link has been used already, or it is not quite right. Ask your group for a new one, or say "I can help" to sign up here.
joined-waiting = You're in. This is what your group told us. Tap what is not right. A coordinator will be in touch before anyone asks you for anything.

reason-under_18_offer = Someone under 18 offers to help
