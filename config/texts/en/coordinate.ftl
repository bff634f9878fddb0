# Coordinators.

card-case = { $reason }, { $age } ago.
button-claim = I'll take this
