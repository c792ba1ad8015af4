// SPDX-License-Identifier: Apache-2.0

/// What a key's value has to be: in words for the person, and as a reading of the value.
struct TOMLExpectation<Value> {
    /// Completes “expected …”.
    let words: String
    /// Whether the found value is worth quoting, because it is of the right type.
    let quotes: Bool
    private let read: (TOMLNode) -> Value?
    private let hasRightType: (TOMLNode) -> Bool

    init(
        _ words: String, quotes: Bool = true, hasRightType: @escaping (TOMLNode) -> Bool,
        read: @escaping (TOMLNode) -> Value?
    ) {
        self.words = words
        self.quotes = quotes
        self.hasRightType = hasRightType
        self.read = read
    }

    /// The value, or what is wrong with the node.
    func value(of node: TOMLNode) -> Result<Value, Mismatch> {
        if let value = read(node) { return .success(value) }
        guard hasRightType(node) else {
            return .failure(Mismatch(code: .wrongType, message: "expected \(words), found \(node.kind)"))
        }
        let found = quotes ? ", found \(node.quoted)" : ""
        return .failure(Mismatch(code: .badValue, message: "expected \(words)\(found)"))
    }

    struct Mismatch: Error {
        let code: ConfigurationProblem.Code
        let message: String
    }
}

extension TOMLNode {
    fileprivate var quoted: String {
        switch self {
        case .text(let text) where text.count > 60: "“\(text.prefix(60))…”"
        case .text(let text): "“\(text)”"
        case .date(let text), .time(let text): text
        case .integer(let number): String(number)
        case .truth, .number, .dateTime, .list, .table: kind
        }
    }
}

extension TOMLExpectation {
    /// A text that `read` makes something of.
    static func text(_ words: String, quotes: Bool = true, read: @escaping (String) -> Value?) -> Self {
        TOMLExpectation(words, quotes: quotes, hasRightType: { if case .text = $0 { true } else { false } }) { node in
            if case .text(let text) = node { read(text) } else { nil }
        }
    }

    /// One of a few words.
    static func choice(_ choices: KeyValuePairs<String, Value>) -> Self {
        text(choices.map { "“\($0.key)”" }.joined(separator: " or ")) { text in
            choices.first { $0.key == text }?.value
        }
    }
}

extension TOMLExpectation<String> {
    /// A text of some length that is more than blanks.
    static func text(upTo limit: Int) -> Self {
        text("a text of 1 to \(limit) characters") { text in
            text.count <= limit && text.contains { !$0.isWhitespace } ? text : nil
        }
    }
}

extension TOMLExpectation<Int> {
    static func wholeNumber(_ range: ClosedRange<Int>) -> Self {
        TOMLExpectation(
            "a whole number from \(range.lowerBound) to \(range.upperBound)",
            hasRightType: { if case .integer = $0 { true } else { false } },
            read: { if case .integer(let number) = $0, range.contains(number) { number } else { nil } })
    }
}

extension TOMLExpectation<Bool> {
    static var truth: Self {
        TOMLExpectation("true or false", hasRightType: { _ in false }) { node in
            if case .truth(let truth) = node { truth } else { nil }
        }
    }
}
