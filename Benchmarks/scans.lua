-- SPDX-License-Identifier: Apache-2.0
-- What wrk sends: one scan a request, each with an identifier of its own, everybody going from place to place.
-- Arguments: token, file of badges (one a line), eight hexadecimal digits that no other run has, places.

local headers, badges, places, run
local sent = 0

function init(arguments)
    headers = { ["Authorization"] = "Bearer " .. arguments[1], ["Content-Type"] = "application/json" }
    badges, places, run = {}, {}, arguments[3]
    for badge in io.lines(arguments[2]) do badges[#badges + 1] = badge end
    for index = 4, #arguments do places[#places + 1] = arguments[index] end
end

function request()
    sent = sent + 1
    local badge = badges[sent % #badges + 1]
    local place = places[(sent + math.floor(sent / #badges)) % #places + 1]
    -- Spread like the random ones of real doors: neighbours in time are none in the database's index.
    local spread = (sent * 2654435761) % 4294967296
    local scan = string.format(
        '{"scans":[{"id":"%08x-0000-4000-8000-0000%s","badge":"%s","place":"%s","direction":"in"}]}',
        spread, run, badge, place)
    return wrk.format("POST", nil, headers, scan)
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '\nRESULT {"requests": %d, "microseconds": %d, "errors": %d, "p50": %d, "p99": %d}\n',
        summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
