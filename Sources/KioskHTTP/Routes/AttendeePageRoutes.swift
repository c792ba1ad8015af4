// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// The pages for attendees' phones, the same for everybody: what is in them is asked for by their scripts.
///
/// The badge's text is in the address that the badge's code opens. The page takes it out of the address at once; it is
/// answered alike whatever it says, and neither logged nor looked at here.
struct AttendeePageRoutes {
    let files: KioskFiles

    func add(to router: GuardedRouter) {
        // A code in capitals takes less space.
        for prefix in ["/b", "/B"] {
            router.onPublic(.get, "\(prefix)/:token") { _, _ in try page("me/index.html") }
        }
        router.onPublic(.get, "/me") { _, _ in try page("me/index.html") }
        router.onPublic(.get, "/s/:id") { _, _ in try page("me/session.html") }
    }

    private func page(_ path: String) throws -> Response {
        guard let file = files.file(at: path) else { throw Problem.notFound }
        return Response(
            status: .ok, headers: [.contentType: file.contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: file.bytes))
    }
}
