-- For wrk: records one month after the other of a KPI, each connection some 50 a second. The cookie of the session is in VIGIE_COOKIE.

local headers = { ["Content-Type"] = "application/json", ["Cookie"] = os.getenv("VIGIE_COOKIE") }
local number = 0

request = function()
    number = number + 1
    local command = string.format(
        '{"v":1,"id":"01912345-0000-7000-8000-%012x","cluster":"us","kpi":"unseen","period":"%04d-%02d","value":"%d","recorded_at":"2026-01-01T00:00:00Z"}',
        number, 2016 + math.floor(number / 12), number % 12 + 1, number)
    return wrk.format("POST", "/api/app/record", headers, '{"commands":[' .. command .. ']}')
end

delay = function()
    return 18
end
