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
part-night = tonight

when-any = any time that suits
day-today = today
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
