# Small talk, questions about Onedoor, things sent that are not words.

welcome-back = Good to have you back. This is how things stand:
hello = Hello! What do you need? Just tell me in your own words, and roughly where you are.
hello-again = Hello! Say "status" to see where things stand, or tell me what else you need.
all-right = All right. Write to me any time you need something.
all-right-open = All right. I will write as soon as there is news.
chatter = I'm here when you need something. Just tell me what it is.
cross = I'm sorry this is hard. I do want to help. Tell me what you need, or ask for a person.
cross-go-on = I'm sorry this is hard. We are nearly there.

about-us = I'm Onedoor. I help people near each other to help out. You tell me what you need, and I ask people nearby who offered. It is free.
how-it-works = Tell me what you need and where you are. I ask people near you who offered to help, a few at a time. You see who is coming. A local coordinator looks after anything I can't sort out. It is free. In an emergency ring __999__.
about-robot = I'm a computer, yes. Real people help you: your neighbours, and a local coordinator. Say "a person" if you want one of them to read this.
about-cost = Onedoor is free. For shopping you only pay for what you buy. Nobody will ask for your card or PIN.
about-privacy = Only the person who helps you and your local coordinator see your name, number and door. Other helpers only see what is needed and roughly where. Say "my details" to see or change what I know.
about-why = I only ask so that the person who comes can find you and reach you. You can skip any question.
about-wait = Often someone says yes within an hour or two in the daytime. When you ask, I tell you by when you will hear from me.
about-helpers = Helpers are people near you. Before anyone is asked, a local coordinator has seen who they are. Some tasks need a further check. You can always say no to someone.
about-if = If someone can't come after all, I ask others and tell you. If nobody can, or something goes wrong, tell me: a local coordinator will sort it out with you.
about-area = We cover { $areas }. Tell me your postcode and I will see.
cannot-answer = I don't know that one. Shall I pass it to a local coordinator?
services-known = These people may know about { $kind }:
button-ask-for = Ask for help: { $kind }

sent-voice = Thank you for your voice note. I can't listen to it here.
sent-photo = Thank you for your photo. I can't look at it here.
sent-video = Thank you for your video. I can't watch it here.
sent-file = Thank you for sending that. I can't open it here.
sent-words = Could you put it in a few words for me?
sent-noted = I have noted that you sent it, and a local coordinator will know. If something in it matters, please write it in a few words.
sent-open = I have noted with __{ $code }__ that you sent it, and a local coordinator can see that. If something in it matters, please write it in a few words.
sent-case = A local coordinator will get back to you here and sort it out with you.
sent-trifle = 🙂 What can I do for you?

shared-place = Thank you. I have noted that you are near { $place }.
shared-number = Thank you. I have noted your number.
shared-elsewhere = Thank you. We don't cover that place yet, so I have not kept it.
noted-words = Thank you, I have noted that too.
noted-also = Thank you. I will ask for help with __{ $kind }__ as well. First one more thing:

carry-on = Before, we were in the middle of something. Shall we go on with it?
carry-on-kind = Before, you were asking for __{ $kind }__. Shall we go on with it?
carry-on-above = All right. Please answer my last question above.
button-carry-on = Yes, go on
button-leave-it = Leave it
left-it = All right, we leave it. Write to me any time.

button-would-help-yes = Yes, tell me more
button-would-help-no = No, thank you
would-help-fine = That is quite all right. I won't ask again.
