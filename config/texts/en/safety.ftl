# Danger. Short, kind, and the numbers first.

danger-medical = This sounds serious. Please ring now:
danger-suicide = I'm glad you told me. You matter. Please talk to someone now:
danger-abuse = Thank you for writing. These are free to ring, day and night:
danger-child = A child's safety comes first. Please ring now:
danger-missing = Please ring the police now:
danger-fire = Get out and stay out. Then ring:
number-line = __{ $phone }__ – { $name }
duty-told = I have told the coordinator on duty.
nobody-on-duty = No one here can answer until 8 in the morning. The numbers above can help now.
concern = If you are not safe, or it all feels too much, you can ring __999__ in danger, NHS __111__, or Samaritans on __116 123__. They are free, day and night. A coordinator will read your message too.
case-already-claimed = Someone else has this one.
