# Names of codes: kinds, days, parts of a day, ways to pay.

kind-shopping = shopping
kind-food = food
kind-prescription = a prescription
kind-transport = a lift
kind-befriending = company or a chat
kind-pets = a pet
kind-digital = a phone or computer
kind-money = money or bills
kind-housing = somewhere to live
kind-home = a small job at home
kind-mental_health = someone to talk to
kind-health = care and health at home
kind-family = family and children
kind-goods = furniture, clothes or other things
kind-work = work and training
kind-learning = learning
kind-legal = the law or papers
kind-language = interpreting
kind-safety = keeping safe
kind-emergency = a flood, storm or power cut
kind-community = groups and things to join

urgency-now = as soon as possible
urgency-today = today
urgency-week = in the next few days
urgency-flexible = no rush

part-morning = in the morning
part-afternoon = in the afternoon
part-evening = in the evening
part-night = at night

when-any = any time that suits
day-today = today
day-tonight = tonight
day-tomorrow = tomorrow
day-named = { $weekday } { $day } { $month }
at-day = { $clock } { $day }
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
age-minutes = { $n ->
    [0] less than a minute
    [one] 1 minute
   *[other] { $n } minutes
}
age-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
age-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}

lang-en = English

paid-shop_line = you pay the shop on its phone line
paid-receipt = you pay the helper back at the door, by the receipt
paid-already = it is already paid for

reason-attachment = They sent something I can't open
reason-asked_for_person = They would like a person
reason-no_consent = They ask for someone who has not said yes

# Parts of a week.
slot-any = any time
slot-weekdays = weekdays
slot-weekends = weekends
slot-mornings = mornings
slot-afternoons = afternoons
slot-evenings = evenings
slot-weekday_mornings = weekday mornings
slot-weekday_afternoons = weekday afternoons
slot-weekday_evenings = weekday evenings
slot-mon = Mondays
slot-mon_morning = Monday mornings
slot-mon_afternoon = Monday afternoons
slot-mon_evening = Monday evenings
slot-tue = Tuesdays
slot-tue_morning = Tuesday mornings
slot-tue_afternoon = Tuesday afternoons
slot-tue_evening = Tuesday evenings
slot-wed = Wednesdays
slot-wed_morning = Wednesday mornings
slot-wed_afternoon = Wednesday afternoons
slot-wed_evening = Wednesday evenings
slot-thu = Thursdays
slot-thu_morning = Thursday mornings
slot-thu_afternoon = Thursday afternoons
slot-thu_evening = Thursday evenings
slot-fri = Fridays
slot-fri_morning = Friday mornings
slot-fri_afternoon = Friday afternoons
slot-fri_evening = Friday evenings
slot-sat = Saturdays
slot-sat_morning = Saturday mornings
slot-sat_afternoon = Saturday afternoons
slot-sat_evening = Saturday evenings
slot-sun = Sundays
slot-sun_morning = Sunday mornings
slot-sun_afternoon = Sunday afternoons
slot-sun_evening = Sunday evenings

# How a volunteer stands.
status-waiting = waiting for a coordinator
status-approved = approved
status-paused = paused
status-left = left

# Why a volunteer can't be given a request.
rule-requester = you asked for it yourself
rule-inactive = you are paused, or a coordinator has not approved you yet
rule-under_18 = helpers must be 18 or over
rule-avoided = it is better if someone else goes
rule-kind = it is not a kind of help you offer now
rule-check = it needs a check you don't have yet
rule-limit = you have already said yes as often this week as you wanted to. Say "my offer" to change that
rule-range = it is further than you said you go
rule-time = it is at a time you said you are not free
rule-night = it is at night, and you said no to nights
rule-language = it needs a language you have not named

# What speaks for two requests being one.
sign-same_person = the same person
sign-same_asker = asked for by the same person
sign-same_phone = the same phone
sign-same_door = the same door
sign-same_name = the same name
sign-same_words = the same words
sign-same_kind = the same kind of help
sign-alike_kind = a similar kind of help
sign-same_day = the same day
sign-other_time = another time of day
sign-other_day = another day
sign-same_place = near by
sign-far_apart = far apart
