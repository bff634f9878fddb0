-- lease_chat.lua: let one sender, and no other, speak in the next chat whose time has come.
-- KEYS  1-3 chats of this platform by priority (zsets by next time, ms)  4 fence counter  5 the platform's limit
-- ARGV  1 lease length (ms)  2 lease key's beginning  3 chat limit key's beginning  4 the platform's interval (ms, 0
--       for none) and 5 its burst  6 a chat's interval (ms) and 7 its burst  8 the one chat wanted, or ""
-- RETURNS  {chat, fence} | {"", ms until it is worth asking again}
-- RACE  two senders wake together; a sender dies holding a lease; limits are shared by all senders, and the chat's
--       moved its time while we looked.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- How long until a limit (GCRA) has room for one more, in ms; and the taking of it. No limit lies further ahead than
-- its burst: one that does was kept by a clock that has been set back since.
local function room_of(key, interval, burst)
  return math.min(tonumber(redis.call('GET', key) or '0'), now + interval * burst)
end
local function wait_for(key, interval, burst)
  return math.max(0, math.ceil(room_of(key, interval, burst) - now - interval * (burst - 1)))
end
local function take(key, interval, burst)
  if interval <= 0 then return end
  local room = math.max(room_of(key, interval, burst), now) + interval
  redis.call('SET', key, tostring(room), 'PX', math.ceil(interval * burst) + 1000)
end

local interval, burst = tonumber(ARGV[4]), tonumber(ARGV[5])
local chat_interval, chat_burst = tonumber(ARGV[6]), tonumber(ARGV[7])
local closed = wait_for(KEYS[5], interval, burst)
if closed > 0 then return {'', tostring(closed)} end

local function lease(chat)
  local fence = redis.call('INCR', KEYS[4])
  redis.call('SET', ARGV[2] .. chat, fence, 'PX', ARGV[1])
  for priority = 1, 3 do redis.call('ZADD', KEYS[priority], 'XX', now + tonumber(ARGV[1]), chat) end
  take(KEYS[5], interval, burst)
  take(ARGV[3] .. chat, chat_interval, chat_burst)
  return {chat, tostring(fence)}
end

local function head(priority)
  if ARGV[8] == '' then return unpack(redis.call('ZRANGE', KEYS[priority], 0, 0, 'WITHSCORES')) end
  return ARGV[8], redis.call('ZSCORE', KEYS[priority], ARGV[8]) or nil
end

local wait = 1000
for priority = 1, 3 do
  local chat, at = head(priority)
  for _ = 1, 50 do
    if not at or tonumber(at) > now then break end
    local busy = math.max(redis.call('PTTL', ARGV[2] .. chat), wait_for(ARGV[3] .. chat, chat_interval, chat_burst))
    if busy <= 0 then return lease(chat) end
    redis.call('ZADD', KEYS[priority], now + busy, chat)
    chat, at = head(priority)
  end
  if at then wait = math.min(wait, tonumber(at) - now) end
end
return {'', tostring(math.max(20, math.ceil(wait)))}
