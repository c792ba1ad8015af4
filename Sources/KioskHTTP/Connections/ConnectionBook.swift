// SPDX-License-Identifier: Apache-2.0

/// Who is connected, and who has to go when more come than fit.
struct ConnectionBook<ID: Hashable> {
    enum Admission: Equatable {
        case welcome
        /// Another connection is closed for it.
        case inPlaceOf(ID)
        case refused
    }

    private let most: Int
    private let mostOfOne: Int
    private var addresses: [ID: NetworkAddress] = [:]
    private var counts: [NetworkAddress: Int] = [:]

    /// `mostOfOne` is for each address but the box's own.
    init(most: Int, mostOfOne: Int) {
        self.most = most
        self.mostOfOne = mostOfOne
    }

    var count: Int { addresses.count }

    /// Notes a connection; where there is no room for it, the longest idle one of those that are too many goes.
    ///
    /// Those are the address's own, or, when all together are too many, those of the address with the most idle ones.
    /// `idleSince` is `nil` for who is being answered and for event streams.
    mutating func admit(
        _ id: ID, from address: NetworkAddress, idleSince: (ID) -> Double?
    ) -> Admission {
        let isCrowded = address != .here && counts[address, default: 0] >= mostOfOne
        guard isCrowded || addresses.count >= most else {
            note(id, from: address)
            return .welcome
        }
        guard let goer = longestIdle(of: isCrowded ? address : nil, idleSince) else { return .refused }
        forget(goer)
        note(id, from: address)
        return .inPlaceOf(goer)
    }

    mutating func forget(_ id: ID) {
        guard let address = addresses.removeValue(forKey: id) else { return }
        let left = counts[address, default: 0] - 1
        counts[address] = left > 0 ? left : nil
    }

    private mutating func note(_ id: ID, from address: NetworkAddress) {
        addresses[id] = address
        counts[address, default: 0] += 1
    }

    private func longestIdle(of address: NetworkAddress?, _ idleSince: (ID) -> Double?) -> ID? {
        var idle: [NetworkAddress: (count: Int, oldest: ID, since: Double)] = [:]
        for (id, from) in addresses where address == nil || from == address {
            guard let since = idleSince(id) else { continue }
            let known = idle[from] ?? (0, id, since)
            idle[from] = (
                known.count + 1, since < known.since ? id : known.oldest, min(since, known.since)
            )
        }
        return idle.values.max { ($0.count, -$0.since) < ($1.count, -$1.since) }?.oldest
    }
}
