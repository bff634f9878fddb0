# Danger. Short, kind, and the numbers first.

danger-medical = This sounds serious. Please ring now. They will tell you what to do:
danger-suicide = I'm so glad you told me. You don't have to be alone with this. Please talk to someone now:
danger-child = A child's safety comes first. Please ring now:
danger-missing = Please ring the police now. You don't have to wait:
danger-fire = If you can, get out, and stay out. Then ring:
number-line = __{ $phone }__ { $name }. { $about }
number-line-unnamed = __{ $phone }__ { $about }

# Someone else may read this: no names, no reason.
danger-abuse = Thank you. If you need someone at once, you can ring, day and night, free:
number-quiet = __{ $phone }__

duty-told = I have told the coordinator on duty. Please don't wait for them: ring now.
nobody-on-duty = No one here can answer until 8 in the morning. These people can, now.
nobody-on-duty-now = No one here can answer right now. These people can.
person-has-it = { $name } has your message too.
danger-more = I have passed this on too. If anyone is not safe, please ring __999__ now.
numbers-at-hand = I have kept that. These numbers may help:

calmer = Thank you for writing back. Those numbers are there at any hour, and you can write to me too.

concern = If it all gets too much, or someone is not safe, these people are there, free, day and night. A local coordinator will read your message too.
concern-quiet = Thank you. Someone local will read this. If you need someone at once, you can ring, day and night, free:
