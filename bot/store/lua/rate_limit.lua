-- rate_limit.lua: is there room for one more (a steady rate with a burst, GCRA)?
-- KEYS  1 the limit
-- ARGV  1 interval (ms)  2 burst
-- RETURNS  0 when there is room, and it is taken; otherwise ms until there is
-- RACE  two processes count the same person at once.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
-- No limit lies further ahead than its burst: one that does was kept by a clock that has been set back since.
local room = math.max(math.min(tonumber(redis.call('GET', KEYS[1]) or '0'), now + interval * burst), now)
if room - now > interval * (burst - 1) then return math.ceil(room - now - interval * (burst - 1)) end
redis.call('SET', KEYS[1], room + interval, 'PX', interval * burst + 1000)
return 0
