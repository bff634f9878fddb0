-- hold_role.lua: one process at a time holds a role, such as reading a bot's updates.
-- KEYS  1 role (string)
-- ARGV  1 who asks  2 for how long (ms); 0 gives it up
-- RETURNS  1 when the role is (or, given up, was) theirs, else 0
-- RACE  two processes ask at once; one asks after its time ran out and another took the role: it must not take it
--       back, prolong it or end it.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
