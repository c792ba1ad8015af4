// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

/// The screens: pairing for everybody, each other screen for the stations that it is made for.
struct ScreenRoutes {
    let files: KioskFiles

    private static let screens: [(folder: String, roles: Set<StationRole>)] = [
        ("desk", .desks), ("door", [.door]), ("board", [.organizer]),
        ("wall", [.wall]), ("operator", [.operator]),
    ]

    func add(to router: GuardedRouter) {
        router.onPublic(.get, "/pair") { request, _ in try serve("pair/index.html", request) }
        for folder in ["pair", "lib", "me"] {
            router.onPublic(.get, "/kiosk/\(folder)/**") { request, context in
                try serve("\(folder)/\(context.parameters.getCatchAll().joined(separator: "/"))", request)
            }
        }
        for (folder, roles) in Self.screens {
            router.on(.get, "/kiosk/\(folder)", for: roles, whileLocked: roles) { request, _, _ in
                try serve("\(folder)/", request)
            }
            router.on(.get, "/kiosk/\(folder)/**", for: roles, whileLocked: roles) { request, context, _ in
                try serve("\(folder)/\(context.parameters.getCatchAll().joined(separator: "/"))", request)
            }
        }
        router.on(.get, "/", for: .all, whileLocked: .all) { _, _, station in
            .redirect(to: "/kiosk/\(Self.screen(of: station.role))/?station=\(station.id)", type: .temporary)
        }
    }

    private static func screen(of role: StationRole) -> String {
        screens.first { $0.roles.contains(role) }?.folder ?? "pair"
    }

    private func serve(_ path: String, _ request: Request) throws -> Response {
        guard let file = files.file(at: path) else {
            throw Problem.notFound
        }
        let headers: HTTPFields = [
            .contentType: file.contentType, .eTag: file.entityTag, .cacheControl: "no-cache",
        ]
        guard request.headers[.ifNoneMatch] != file.entityTag else {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.bytes))
    }
}
