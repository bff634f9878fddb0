-- commit.lua: apply one Change, all of it or nothing, and never twice.
-- KEYS  1 operation (string)
-- ARGV  1 memory of the operation (ms)  2 result to remember  3 number of guards, then the guards, then the writes.
--       A guard is 3 arguments: "v" key version (hash field v, 0 when absent) | "free" hash field | "holds" key value.
--       A write is its length, then a Redis command with its arguments, or one of ours:
--         say    chats queue lines sending order chat line priority payload     append a line to a chat's queue. One
--                already waiting under the same name is replaced, in its place or, where it presses more, further on;
--                one being sent just now is left, and followed.
--         settle chats1 chats2 chats3 queue lines sending chat line lease       take a line away, end the lease. The
--                chat stays among those of a priority only while a line of that priority waits in it.
-- RETURNS  {"done", result} | {"seen", the earlier result} | {"stale", key}
-- RACE  two steps read the same records and both decide: the second finds a version moved, writes nothing and must
--       read again. A client's own retry, or a redelivered event, finds the operation and gets the first answer.
local seen = redis.call('GET', KEYS[1])
if seen then return {'seen', seen} end

local at = 3
local guards = tonumber(ARGV[at])
at = at + 1
for _ = 1, guards do
  local what, key, value = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  at = at + 3
  local held
  if what == 'v' then
    held = (redis.call('HGET', key, 'v') or '0') == value
  elseif what == 'free' then
    held = redis.call('HEXISTS', key, value) == 0
  else
    held = redis.call('GET', key) == value
  end
  if not held then return {'stale', key} end
end

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local ours = {
  say = function(chats, queue, lines, sending, order, chat, line, priority, payload)
    while redis.call('HEXISTS', sending, line) == 1 do line = line .. '+' end
    redis.call('ZADD', queue, 'LT', priority * 1e12 + redis.call('INCR', order), line)
    redis.call('HSET', lines, line, payload)
    redis.call('ZADD', chats, 'NX', now(), chat)
  end,
  settle = function(first, second, third, queue, lines, sending, chat, line, lease)
    redis.call('ZREM', queue, line)
    redis.call('HDEL', lines, line)
    redis.call('HDEL', sending, line)
    for place, chats in ipairs({first, second, third}) do
      local from = (place - 1) * 1e12
      if redis.call('ZCOUNT', queue, from, string.format('(%.0f', from + 1e12)) == 0 then
        redis.call('ZREM', chats, chat)
      else
        redis.call('ZADD', chats, now(), chat)
      end
    end
    redis.call('DEL', lease)
  end,
}

while at <= #ARGV do
  local length = tonumber(ARGV[at])
  local command = ARGV[at + 1]
  if ours[command] then
    ours[command](unpack(ARGV, at + 2, at + length))
  else
    redis.call(unpack(ARGV, at + 1, at + length))
  end
  at = at + length + 1
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[1])
return {'done', ARGV[2]}
