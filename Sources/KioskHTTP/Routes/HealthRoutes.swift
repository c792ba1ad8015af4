// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// Whether the daemon lives; says nothing else to strangers.
struct HealthRoutes {
    private struct Health: Encodable {
        let status = "ok"
    }

    func add(to router: GuardedRouter) {
        router.onPublic(.get, "/healthz") { _, _ in try Wire.response(Health()) }
    }
}
