-- lease_lines.lua: let one clock, and no other, hand out the diary lines that have fallen due.
-- KEYS  1 due (zset by town time, s)  2 leased (zset by end of lease, machine ms)  3 lease numbers (counter)
-- ARGV  1 town time now (s)  2 lease length (ms)  3 how many at most  4 line keys' beginning
-- RETURNS  a flat list: line, lease number, line, lease number...
-- RACE  two clocks tick together; a job dies with its line: its lease ends and the line is handed out again, under a
--       number of its own, so that a job frozen past its lease can no longer commit. No number comes twice, even for
--       a line that was done with and written again under the same name.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, line in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, ARGV[3])) do
  -- First what a full store refuses: once anything is written, it lets all the rest pass.
  local due = redis.call('HGET', ARGV[4] .. line, 'due')
  if due then redis.call('ZADD', KEYS[1], due, line) end
  redis.call('ZREM', KEYS[2], line)
end
local leased = {}
for _, line in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
  local there = redis.call('EXISTS', ARGV[4] .. line) == 1
  local lease = there and tostring(redis.call('INCR', KEYS[3]))
  redis.call('ZREM', KEYS[1], line)
  if there then
    redis.call('ZADD', KEYS[2], now + tonumber(ARGV[2]), line)
    redis.call('HSET', ARGV[4] .. line, 'v', lease)
    redis.call('HINCRBY', ARGV[4] .. line, 'tries', 1)
    leased[#leased + 1] = line
    leased[#leased + 1] = lease
  end
end
return leased
