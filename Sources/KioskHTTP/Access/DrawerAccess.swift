// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import HTTPTypes
import Hummingbird

extension Drawers {
    private static let header = HTTPField.Name("Lanyard-Drawer")

    /// The key that came with the request.
    static func key(in request: Request) -> DrawerKey? {
        header.flatMap { request.headers[$0] }.map { DrawerKey($0) }
    }

    /// Who acts at `station`: a door's drawer must be open for that; an organizer needs none, and is `nil`.
    func actor(of request: Request, at station: Station) throws -> PINHolderID? {
        guard station.role == .door else { return nil }
        guard let holder = Self.key(in: request).flatMap({ holder(of: $0, at: station.id) }) else {
            throw Problem.drawerClosed
        }
        return holder.id
    }
}

extension Problem {
    static let drawerClosed = Problem(
        .forbidden, "drawerClosed", "The door's drawer is closed. Open it with a PIN first.")
}
