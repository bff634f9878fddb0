-- narrow.lua: the volunteers of these cells who may be asked, those asked longest ago first, in one round trip.
-- KEYS  the cells' sorted sets for one kind, nearest ring first
-- ARGV  1 most from one cell  2 most in all  3 record keys' beginning  4 how many of each cell to pass over
-- RETURNS  a flat list: version, JSON, version, JSON...
-- RACE  none is closed here: what is read may have moved; the Change that invites relies on the versions returned.
local found, most, first = {}, tonumber(ARGV[2]) * 2, tonumber(ARGV[4])
for _, cell in ipairs(KEYS) do
  for _, volunteer in ipairs(redis.call('ZRANGE', cell, first, first + tonumber(ARGV[1]) - 1)) do
    local record = redis.call('HMGET', ARGV[3] .. volunteer, 'v', 'd')
    if record[1] then
      found[#found + 1] = record[1]
      found[#found + 1] = record[2]
    end
  end
  if #found >= most then break end
end
return found
