# What Onedoor says by itself when something falls due.

remind =
    You said yes to __{ $code }__ ({ $kind }), { $when }. Thank you!
    If you can't after all, just say so. That's fine.
check-in = Did __{ $code }__ ({ $kind }) go well?
asked-again = I have not heard from you about __{ $code }__ ({ $kind }) yet. Is it done?
would-help = I'm glad your request went well. Would you like to help someone near you one day? There is no rush.

# To coordinators.

invite-unanswered = { $name } has not answered about __{ $code }__. You can ask someone else.
case-pressing = { $reason }, { $age } ago, and nobody has said that all is well. Please check on them now.

reason-ring_them = Please ring them: a message did not reach them
reason-unconfirmed = Nobody has said how it went
reason-failed_line = Something that was due could not be done
reason-blocked = They can't be reached in chat
reason-helper_gone = Their helper can't be reached in chat
