# One's own requests: the live card and news about it.

card-request =
    __{ $code }__: { $kind }
    When: { $when }
line-where = Where: { $place }
stands-open = I am asking people near you.
stands-held = A coordinator is looking into this for you.
stands-matched = Someone is going to help.
stands-under-way = They are on their way.
stands-finished = They say it is done. Is that right?
stands-closed = Done. Thank you for telling us.
stands-cancelled = Cancelled.
request-helper = { $name } is helping.

button-cancel = I don't need this now
button-cancel-one = { $code }: { $kind }
button-yes-done = Yes, it's done
button-not-done = No, not done
button-thank = Say thank you

found = Good news about __{ $code }__: { $name } can help. They will be in touch or come at the time you said.
coming = { $name } is on the way ({ $code }).
please-confirm = { $name } says { $kind } ({ $code }) is done. Is that right?
fell-through = The person who was going to help with __{ $code }__ can't after all. I am asking others now.
nobody-free =
    I'm sorry. Nobody is free to help with __{ $code }__ ({ $kind }) right now. A local coordinator has your request and will be in touch.
    { $found ->
        [0] { "" }
       *[other] These may help too:
    }
service-line = • { $name }, { $place }. { $hours } { $phone }

nothing-open = You have nothing waiting. What do you need?
which-cancel = Which one don't you need now?
cancelled = All right, __{ $code }__ ({ $kind }) is cancelled. Thank you for letting me know.
glad = I'm glad. Thank you for telling me.
sorry-not-done = I'm sorry about that. It is open again, and a coordinator will look into it and get back to you.
thanks-passed = That's kind. I have passed your thanks on.
thanks-heard = You're welcome.
