-- SPDX-License-Identifier: Apache-2.0
-- What wrk sends: one scan a request, each with an identifier of its own, everybody going from place to place.
-- Arguments: token, file of badges (one a line), eight hexadecimal digits that no other run has, places.

local headers, badges, places, run
local sent, begun = 0, os.time() * 1000

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
    -- As doors make them (UUIDs of version 7): the milliseconds first, some scans in each, then what is random.
    local at = begun + math.floor(sent / 15)
    local spread = (sent * 2654435761) % 4294967296
    local scan = string.format(
        '{"scans":[{"id":"%08x-%04x-7%03x-8%03x-00%02x%s","badge":"%s","place":"%s","direction":"in"}]}',
        math.floor(at / 65536), at % 65536, math.floor(spread / 1048576), math.floor(spread / 256) % 4096, spread % 256,
        run, badge, place)
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
