-- narrow.lua: the volunteers of these cells who may suit, those asked longest ago first, in one round trip.
-- KEYS  1 the sorted set of those who help with this kind by phone alone
-- ARGV  1 most from one cell  2 most in all  3 volunteers' keys' beginning  4 people's  5 how many who suit to pass over
--       in each cell, then what bot/store/narrowing.py writes:  6 the cells' sorted sets' beginning  7, 8 the cell in the
--       middle, x and y  9 how many rings around it  and what each member is held to:  10 parts of the week, any one of
--       them (0: no matter)  11 bits that must be set  12 language  13 least check at the door  14 by phone alone
--       15 a cell's least width in km
-- RETURNS  a flat list: version, volunteer, person, version, volunteer, person...
-- RACE  none is closed here: what is read may have moved; the Change that invites relies on the versions returned.
local cell_most, most, first = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[5])
local x, y, rings = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local slots, must, language = tonumber(ARGV[10]), tonumber(ARGV[11]), ARGV[12]
local at_door, by_phone, width = tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15])
local PHONE_BIT, AT_ONCE, DEEPEST = 0x400000, 50, 2000
local band, sub, find = bit.band, string.sub, string.find

local function suits(member, colon, km)
  local bits = tonumber(sub(member, colon + 1, colon + 6), 16)
  if slots ~= 0 and band(bits, slots) == 0 then return false end
  if band(bits, must) ~= must then return false end
  local least = band(bits, PHONE_BIT) ~= 0 and by_phone or at_door
  if tonumber(sub(member, colon + 7, colon + 7)) < least then return false end
  if km > 0 and tonumber(sub(member, colon + 8, colon + 9), 16) < km then return false end
  if language == '' then return true end
  local spoken = sub(member, colon + 10)
  return find(spoken == '' and ',en,' or spoken, language, 1, true) ~= nil
end

-- Those of one cell who suit, added to `pool` as {when asked, id}. A cell full of people who do not is not read through
-- for ever: 2,000 are looked at.
local function look(cell, km, pool)
  local passed, taken = 0, 0
  for from = 0, DEEPEST - AT_ONCE, AT_ONCE do
    local some = redis.call('ZRANGE', cell, from, from + AT_ONCE - 1, 'WITHSCORES')
    for at = 1, #some, 2 do
      local colon = find(some[at], ':', 1, true)
      if suits(some[at], colon, km) then
        passed = passed + 1
        if passed > first then
          pool[#pool + 1] = {tonumber(some[at + 1]), sub(some[at], 1, colon - 1)}
          taken = taken + 1
          if taken == cell_most then return end
        end
      end
    end
    if #some < 2 * AT_ONCE then return end
  end
end

local found, count = {}, 0
local function earlier(one, other) return one[1] < other[1] end

local function keep(pool)
  -- When a ring holds more than there is room for, who waited longest comes first, whichever side they live on.
  if count + #pool > most then table.sort(pool, earlier) end
  for _, one in ipairs(pool) do
    if count == most then return end
    local volunteer = redis.call('HMGET', ARGV[3] .. one[2], 'v', 'd')
    local person = redis.call('HGET', ARGV[4] .. one[2], 'd')
    if volunteer[1] and person then
      count = count + 1
      found[3 * count - 2], found[3 * count - 1], found[3 * count] = volunteer[1], volunteer[2], person
    end
  end
end

-- The least distance in km between points of two cells so many across and up from one another.
local function apart(across, up)
  local wide, high = math.max(0, math.abs(across) - 1), math.max(0, math.abs(up) - 1)
  return width * math.sqrt(wide * wide + high * high)
end

local phone = {}
look(KEYS[1], 0, phone)
keep(phone)
for ring = 0, rings do
  if count == most then break end
  local pool = {}
  for across = -ring, ring do
    -- The whole of the first and last column, and the two ends of those between.
    local step = (across == -ring or across == ring) and 1 or 2 * ring
    for up = -ring, ring, math.max(step, 1) do
      look(ARGV[6] .. (x + across) .. '.' .. (y + up), apart(across, up), pool)
    end
  end
  keep(pool)
end
return found
