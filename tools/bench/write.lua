-- For wrk: records one month after the other of a KPI. The cookie of the session is in VIGIE_COOKIE, the milliseconds between two
-- requests of a connection in VIGIE_PAUSE, the number of the first month in VIGIE_FROM.

local headers = { ["Content-Type"] = "application/json", ["Cookie"] = os.getenv("VIGIE_COOKIE") }
local number = tonumber(os.getenv("VIGIE_FROM"))
local pause = tonumber(os.getenv("VIGIE_PAUSE"))

request = function()
    number = number + 1
    local command = string.format(
        '{"v":1,"id":"01912345-0000-7000-8000-%012x","cluster":"us","kpi":"unseen","period":"%04d-%02d","value":"%d","recorded_at":"2026-01-01T00:00:00Z"}',
        number, 2016 + math.floor(number / 12), number % 12 + 1, number)
    return wrk.format("POST", "/api/app/record", headers, '{"commands":[' .. command .. ']}')
end

delay = function()
    return pause
end
