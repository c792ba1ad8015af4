// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

import struct Foundation.Date

/// Turns changes of the figures into event frames: the first at once, then at most one in 100 ms.
///
/// A frame is encoded once for everybody. A reader has one wake flag, so that a slow screen slows down nobody. What
/// happened of late changes with time alone and takes a look at everybody, so that is looked at every few seconds, not
/// with each scan.
final class OccupancyFeed<Source: OccupancySource & Journal>: Service {
    private let source: Source
    private let event: Event
    private let now: @Sendable () -> Date
    private let frames: Mutex<Frames>
    private let latestActivity = Mutex<ActivityReport?>(nil)
    /// The frame is older than what it tells.
    private let stale = ChangeSignal()
    /// Signals each new frame and each heartbeat.
    let wake = ChangeSignal()

    private struct Frames: Sendable {
        let occupancy: OccupancyWire
        let all: ByteBuffer
        /// Made for the first door of a place that asks.
        var ofPlaces: [PlaceID: ByteBuffer] = [:]

        init(_ occupancy: OccupancyWire) throws {
            self.occupancy = occupancy
            all = try OccupancyFeed.encode(occupancy)
        }
    }

    /// Readers take more than two missed beats for a lost line.
    private static var heartbeat: Duration { .seconds(2) }
    private static var shortestPause: Duration { .milliseconds(100) }
    private static var reportPause: Duration { .milliseconds(50) }
    private static var activityPause: Duration { .seconds(5) }

    init(source: Source, event: Event, now: @escaping @Sendable () -> Date) throws {
        self.source = source
        self.event = event
        self.now = now
        frames = Mutex(try Frames(OccupancyWire(source.report, nil, of: event, at: now())))
    }

    /// The frame for `station`: a door is told of its own place alone.
    func currentFrame(for station: Station) throws -> ByteBuffer {
        guard let place = station.duty.place else { return frames.withLock { $0.all } }
        return try frames.withLock { frames in
            if let known = frames.ofPlaces[place] { return known }
            let frame = try Self.encode(frames.occupancy.only(place))
            frames.ofPlaces[place] = frame
            return frame
        }
    }

    /// The figures now for `station`, with what happened of late as it was last looked at.
    func occupancy(for station: Station) -> OccupancyWire {
        station.duty.place.map { occupancy.only($0) } ?? occupancy
    }

    private var occupancy: OccupancyWire {
        OccupancyWire(source.report, latestActivity.withLock { $0 }, of: event, at: now())
    }

    /// Wakes at each new frame and at each heartbeat.
    func wakes() -> ChangeSignal.Subscription { wake.subscribe() }

    func run() async throws {
        let staleness = stale.listen()
        try await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { await self.followReport() }
                group.addTask { try await self.renewFrames(staleness) }
                group.addTask { await self.watchActivity() }
                group.addTask { await self.beat() }
            }
        }
    }

    /// Passes changes on, many as one: a wake for each commit would take time from the commits.
    private func followReport() async {
        for await _ in source.reportChanges() {
            stale.send()
            // Cancelled by a shutdown: the loop ends by itself.
            try? await Task.sleep(for: Self.reportPause)
        }
    }

    private func renewFrames(_ staleness: AsyncStream<Void>) async throws {
        for await _ in staleness {
            let fresh = try Frames(occupancy)
            frames.withLock { $0 = fresh }
            wake.send()
            // Cancelled by a shutdown: the loop ends by itself.
            try? await Task.sleep(for: Self.shortestPause)
        }
    }

    private func watchActivity() async {
        let patience = Double(60 * event.unseenAfterMinutes)
        var before = now()
        while !Task.isCancelled {
            let moment = now()
            let turns = event.places.contains { $0.turnsByItself(after: before, upTo: moment) }
            before = moment
            let fresh = await source.read { ActivityReport($0.occupancy, at: moment, unseenAfter: patience) }
            let hasChanged = latestActivity.withLock { latest in
                defer { latest = fresh }
                return latest != fresh
            }
            if hasChanged || turns { stale.send() }
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: Self.activityPause)
        }
    }

    private func beat() async {
        while !Task.isCancelled {
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: Self.heartbeat)
            wake.send()
        }
    }

    private static func encode(_ occupancy: OccupancyWire) throws -> ByteBuffer {
        var bytes = ByteBuffer(string: "event: occupancy\nid: \(occupancy.sequence)\ndata: ")
        bytes.writeImmutableBuffer(try Wire.encode(occupancy))
        bytes.writeString("\n\n")
        return bytes
    }
}
