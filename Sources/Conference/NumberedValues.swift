// SPDX-License-Identifier: Apache-2.0

/// Values by key, each with a number from 0 that it keeps, so that others can name it in few bytes.
struct NumberedValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var numbers: [Key: Int32] = [:]
    private(set) var keys: [Key] = []
    var values: [Value] = []

    func number(of key: Key) -> Int32? { numbers[key] }

    subscript(key: Key) -> Value? { numbers[key].map { values[Int($0)] } }

    /// The number of `key`, which is `fresh` from now on if it had none.
    mutating func number(of key: Key, or fresh: @autoclosure () -> Value) -> Int32 {
        if let number = numbers[key] { return number }
        let number = Int32(keys.count)
        numbers[key] = number
        keys.append(key)
        values.append(fresh())
        return number
    }
}
