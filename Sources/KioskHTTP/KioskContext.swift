// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Logging
import NIOCore

/// What a request carries along: the stations that it speaks for, and its connection.
struct KioskContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// All stations whose credentials came with the request; one browser may hold several.
    var stations: [Station] = []
    /// The stations of which the request brought a token that was taken away.
    var revoked: [StationID] = []
    /// Told who asks; `nil` where the log does not tell it anyway.
    let trail: RequestTrail?
    /// For closing event streams of peers that never do.
    let channel: any Channel
    /// The most bytes that the request's body may have; the route says it.
    var maxUploadSize = BodyLimit.usual

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        trail = source.logger.logLevel <= .debug ? RequestTrail() : nil
    }

    /// Where the request comes from.
    var address: NetworkAddress { NetworkAddress(channel.remoteAddress) }
}
