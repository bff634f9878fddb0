# What a door says by itself, and the names of its own buttons and commands.

# When nothing can be stored: the first where the platform brings the message again, the second where it does not.
not-stored-kept = I can't answer just now. Your message is not lost. I will answer as soon as I can.
not-stored-again = I could not save that just now. Please send it again in a few minutes.
not-stored-if-it-cannot-wait = If it can't wait: ring 111 for health, or 999 if someone is in danger.
not-stored-danger = Please ring now. They can help at once:

share-place = Or tap the button below to send where you are.
button-share-place = Send where I am
share-phone = Or tap the button below to give me your number.
button-share-phone = Give my number

# Telegram's list of commands.
command-help = How this works
command-status = How things stand
command-cancel = Stop a request
command-details = What I know about you
command-join = Offer to help others
command-me = What I offer
command-tasks = What I have said yes to
command-queue = For coordinators: who is waiting
