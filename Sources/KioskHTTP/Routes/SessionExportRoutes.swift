// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

import struct Foundation.Date

/// The sessions to take away: what was where and when, and how many came.
struct SessionExportRoutes<Store: Journal & ProgrammeLibrary & Roster> {
    let event: Event
    let store: Store
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/export/sessions.csv", for: [.organizer], use: table)
        router.on(.get, "/api/v1/export/sessions.json", for: [.organizer], use: list)
    }

    /// In the order in which they came to be; one look at the state for each, so that no door waits for all.
    private func rows() async throws -> [SessionRow] {
        let moment = now()
        let texts = try await store.sessionTexts()
        var rows: [SessionRow] = []
        for session in await store.read({ $0.sessions.all }) {
            // A session that came to be since the texts were read is in the next export.
            guard let text = texts[session.id] else { continue }
            var host: String?
            if let id = session.host { host = try await store.registration(id)?.details.badgeName }
            let attendance = await store.read { $0.attendance(of: session, upTo: moment) }
            rows.append(SessionRow(session, title: text.title, host: host, attendance, at: moment))
        }
        return rows
    }

    @Sendable private func list(_ request: Request, _ context: KioskContext, _ station: Station) async throws
        -> Response
    {
        try file.json(try await rows())
    }

    @Sendable private func table(_ request: Request, _ context: KioskContext, _ station: Station) async throws
        -> Response
    {
        var lines = CSVLines(header: SessionRow.columns)
        for row in try await rows() { lines.add(row.cells) }
        return file.csv(lines)
    }

    private var file: ExportFile { ExportFile(event: event.id, subject: "sessions") }
}

/// A session as exports have it.
private struct SessionRow: Encodable {
    let id: String
    let title: String
    /// The host's badge name.
    @Nullable var host: String?
    @Nullable var place: String?
    /// As it was, or as it is planned.
    @Nullable var starts: Date?
    @Nullable var ends: Date?
    /// `nil` for a session that has not begun.
    @Nullable var peak: Int?
    @Nullable var visitors: Int?
    let interested: Int
    let notes: Int
    let phase: String

    static let columns = [
        "id", "title", "host", "place", "starts", "ends", "peak", "visitors", "interested", "notes", "phase",
    ]

    var cells: [String] {
        [
            id, title, host ?? "", place ?? "", starts.map(Wire.text) ?? "", ends.map(Wire.text) ?? "",
            peak.map(String.init) ?? "", visitors.map(String.init) ?? "", String(interested), String(notes), phase,
        ]
    }

    init(_ session: Session, title: String, host: String?, _ attendance: Attendance?, at now: Date) {
        let phase = session.phase(at: now)
        let stretches = session.stretches(upTo: now)
        id = session.id.description
        self.title = title
        self.host = host
        place = session.slot?.place.rawValue
        starts = stretches.first?.starts ?? session.slot?.starts
        ends = phase == .over || phase == .merged ? stretches.last?.ends ?? session.slot?.ends : session.slot?.ends
        peak = attendance?.peak
        visitors = attendance?.visitors
        interested = session.interested.count
        notes = session.notes.count
        self.phase = phase.rawValue
    }
}
