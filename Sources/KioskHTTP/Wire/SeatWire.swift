// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk

import struct Foundation.Date

/// Whether somebody has a seat, and what there is to say if not.
struct SeatWire: Encodable {
    /// `seat`, `waiting`, `forfeited` or `declined`.
    let state: String
    /// Since when somebody has a seat that the list does not give, or since when theirs is gone.
    @Nullable var since: Date?
    /// Where in the line whoever has no seat stands, or would; 1 is the next to get one.
    @Nullable var position: Int?
    let inLine: Bool
    /// Whether the desk may check in whoever has no seat, since one is free for them.
    let admits: Bool
    /// How many seats are free at `freeAt`, as things stand, or now.
    @Nullable var free: Int?
    @Nullable var freeAt: Date?

    init(_ view: SeatView) {
        switch view.standing {
        case .seat(let date): (state, since) = ("seat", date)
        case .waiting: (state, since) = ("waiting", nil)
        case .forfeited(let date): (state, since) = ("forfeited", date)
        case .declined: (state, since) = ("declined", nil)
        }
        position = view.position
        inLine = view.isInLine
        admits = view.admits
        free = view.free
        freeAt = view.freeAt
    }
}

/// All seats, as the organizers see them.
struct SeatOverviewWire: Encodable {
    struct CountWire: Encodable {
        let forfeited: Int
        let released: Int

        init(_ count: SeatReleaseCount) {
            forfeited = count.forfeited
            released = count.released
        }
    }

    struct ReleaseWire: Encodable {
        let at: Date
        let forfeited: Int
        let released: Int
    }

    /// Whether the event counts its seats.
    let counted: Bool
    let seats: Int
    let checkedIn: Int
    /// Seats that nobody has or holds.
    let free: Int
    /// People who hold a seat and have not come, those with a seat from the waiting list among them.
    let absent: Int
    /// People with a seat from the waiting list, or by somebody's word, who have not come yet.
    let released: Int
    let waiting: Int
    /// People whose seat is gone and who have not come since.
    let forfeited: Int
    @Nullable var lastRelease: ReleaseWire?
    @Nullable var nextReleaseAt: Date?
    /// What a release would do now.
    let releaseNow: CountWire

    init(_ overview: SeatOverview) {
        let plan = overview.plan
        counted = overview.isCounted
        seats = plan.seats
        checkedIn = plan.taken
        free = plan.free
        absent = plan.absent.count
        released = overview.released
        waiting = plan.waiting.count
        forfeited = overview.forfeited
        lastRelease = overview.lastRelease.map {
            ReleaseWire(at: $0.at, forfeited: $0.count.forfeited, released: $0.count.released)
        }
        nextReleaseAt = overview.nextRelease
        releaseNow = CountWire(overview.exchange.count)
    }
}
