// SPDX-License-Identifier: Apache-2.0

/// The lines on which a TOML document's tables, list items and values begin; the parser itself does not tell.
///
/// Made from any text whatever: what is no TOML finds fewer lines, or wrong ones, and nothing worse.
struct TOMLLineIndex {
    private let lines: [TOMLPath: Int]
    /// The first place of those that the parser cannot be shown, as it ends the process there.
    let trap: TOMLTrap?

    init(_ text: String) {
        var scanner = TOMLLineScanner(text)
        scanner.scan()
        lines = scanner.lines
        trap = scanner.trap
    }

    /// The line of the value at `path`, or of the nearest table or list around it that is written somewhere.
    func line(of path: TOMLPath) -> Int? {
        var place: TOMLPath? = path
        while let current = place {
            if let line = lines[current] { return line }
            place = current.parent
        }
        return nil
    }
}

/// Malformed text that must not get to TOMLKit 0.6.0: at some of it toml++ asserts what it has not looked at, and the
/// process ends where an error should be.
struct TOMLTrap: Equatable {
    enum Kind {
        /// A header such as `[=]` or `[öffnung]`.
        case namelessHeader
        /// A value such as `11:00` or `2016-10-07 x`, a list such as `[1, }`.
        case noValue
    }

    let kind: Kind
    let line: Int

    var message: String {
        switch kind {
        case .namelessHeader:
            "expected a table's name after the bracket; other characters than letters, digits, “-” and “_” need quotes"
        case .noValue: "expected a value; a text needs quotes"
        }
    }
}

/// Walks through a TOML document once and notes where everything begins.
private struct TOMLLineScanner {
    private(set) var lines: [TOMLPath: Int] = [:]
    private(set) var trap: TOMLTrap?
    private var cursor: TOMLCursor
    /// How many tables each list of tables has so far.
    private var tableCounts: [TOMLPath: Int] = [:]

    private static let maximumDepth = 256

    init(_ text: String) {
        cursor = TOMLCursor(text)
    }

    mutating func scan() {
        var table = TOMLPath()
        while cursor.skipToNextExpression() {
            if cursor.take("[") {
                table = takeHeader()
            } else {
                takeKeyValue(in: table, depth: 0)
            }
            cursor.skipLine()
        }
    }

    /// Reads `[a.b]` or `[[a.b]]`, whose first bracket is taken already.
    private mutating func takeHeader() -> TOMLPath {
        let line = cursor.line
        let isList = cursor.take("[")
        let keys = cursor.takeDottedKey()
        if keys.isEmpty { trap = trap ?? TOMLTrap(kind: .namelessHeader, line: line) }
        var path = TOMLPath()
        for (index, key) in keys.enumerated() {
            path = path.appending(key)
            if isList, index == keys.count - 1 {
                note(path, line)
                path = path.appending(tableCounts[path, default: 0])
                tableCounts[path.parent ?? path, default: 0] += 1
            } else if let count = tableCounts[path] {
                path = path.appending(count - 1)
            }
        }
        note(path, line)
        return path
    }

    private mutating func takeKeyValue(in table: TOMLPath, depth: Int) {
        let line = cursor.line
        var path = table
        for key in cursor.takeDottedKey() {
            path = path.appending(key)
            note(path, line)
        }
        cursor.skipBlanks()
        guard cursor.take("=") else { return }
        cursor.skipBlanks()
        takeValue(at: path, depth: depth)
    }

    private mutating func takeValue(at path: TOMLPath, depth: Int) {
        note(path, cursor.line)
        if cursor.skipString() { return }
        guard depth < Self.maximumDepth else { return cursor.skipLine() }
        if cursor.take("[") {
            takeItems(until: "]") { scanner, index in
                scanner.takeValue(at: path.appending(index), depth: depth + 1)
            }
        } else if cursor.take("{") {
            takeItems(until: "}") { scanner, _ in scanner.takeKeyValue(in: path, depth: depth + 1) }
        } else {
            let line = cursor.line
            let value = cursor.takePlainValue()
            if !TOMLScalar.isWellFormed(value) { trap = trap ?? TOMLTrap(kind: .noValue, line: line) }
        }
    }

    private mutating func takeItems(until end: Unicode.Scalar, item: (inout Self, Int) -> Void) {
        var index = 0
        while cursor.skipToNextExpression(), !cursor.take(end) {
            let start = cursor.position
            item(&self, index)
            index += 1
            _ = cursor.skipToNextExpression()
            // Whatever stands here, go on behind it.
            if !cursor.take(","), cursor.position == start { cursor.advance() }
        }
    }

    private mutating func note(_ path: TOMLPath, _ line: Int) {
        if lines[path] == nil { lines[path] = line }
    }
}
