// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Programme

/// The schedule for calendars and conference apps.
///
/// What stands in it was announced, but a route that answers everybody would show it outside of the house as well: it is
/// for screens that are paired, and organizers put the files where they like.
struct ScheduleRoutes<Store: AnnouncementLedger & Journal & ProgrammeLibrary & Roster> {
    let event: Event
    let baseURL: String
    let store: Store

    func add(to router: GuardedRouter) {
        let roles: Set<StationRole> = [.organizer, .wall, .desk, .supervisor]
        router.on(.get, "/api/v1/export/schedule.ics", for: roles, use: calendar)
        router.on(.get, "/api/v1/export/schedule.json", for: roles, use: json)
        router.on(.get, "/api/v1/export/schedule.xml", for: roles, use: xml)
    }

    private var file: ExportFile { ExportFile(event: event.id, subject: "schedule") }

    @Sendable private func calendar(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        file.text(ICalendar.text(try await schedule()), kind: "ics", type: "text/calendar; charset=utf-8")
    }

    @Sendable private func json(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let schedule = FrabSchedule(try await schedule())
        return file.text(schedule.json, kind: "json", type: "application/json; charset=utf-8")
    }

    @Sendable private func xml(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let schedule = FrabSchedule(try await schedule())
        return file.text(schedule.xml, kind: "xml", type: "application/xml; charset=utf-8")
    }

    private func schedule() async throws -> Schedule {
        let facts = try await store.sessionFacts(after: 0)
        let sessions = await store.read { $0.sessions.all }
        var names: [RegistrationID: String] = [:]
        for host in Set(sessions.compactMap(\.host)) {
            names[host] = try await store.registration(host)?.details.badgeName
        }
        return Schedule(
            of: event, baseURL: baseURL, sessions: sessions, facts: facts, texts: try await store.sessionTexts(),
            names: names)
    }
}
