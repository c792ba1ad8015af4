// SPDX-License-Identifier: Apache-2.0

/// The e-mail addresses on the list in the order of their bytes, so that those with one beginning stand together.
struct EmailIndex: Sendable {
    private let entries: [(address: String, person: Int)]

    init<ID>(of people: [Person<ID>]) {
        entries = people.enumerated().compactMap { index, person in
            let address = EmailIndex.key(person.email ?? "")
            return address.isEmpty ? nil : (address: address, person: index)
        }.sorted { ($0.address, $0.person) < ($1.address, $1.person) }
    }

    /// The people whose address is this one; `address` as ``key(_:)`` makes it.
    func people(with address: String) -> [Int] {
        starting(with: address).prefix { $0.address == address }.map(\.person)
    }

    /// The people whose address begins with this.
    func people(startingWith address: String) -> [Int] { starting(with: address).map(\.person).sorted() }

    private func starting(with beginning: String) -> ArraySlice<(address: String, person: Int)> {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].address < beginning { low = middle + 1 } else { high = middle }
        }
        return entries[low...].prefix { $0.address.utf8.starts(with: beginning.utf8) }
    }

    static func key(_ email: String) -> String {
        String(String.UnicodeScalarView(email.unicodeScalars.filter { !$0.isBlank })).lowercased()
    }
}
