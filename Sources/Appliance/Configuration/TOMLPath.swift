// SPDX-License-Identifier: Apache-2.0

/// The way from the top of a TOML document to one of its values.
struct TOMLPath: Hashable, CustomStringConvertible {
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    var steps: [Step] = []

    func appending(_ key: String) -> TOMLPath { TOMLPath(steps: steps + [.key(key)]) }
    func appending(_ index: Int) -> TOMLPath { TOMLPath(steps: steps + [.index(index)]) }

    var parent: TOMLPath? { steps.isEmpty ? nil : TOMLPath(steps: steps.dropLast()) }

    var description: String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .key(let key): text += (text.isEmpty ? "" : ".") + Self.written(key)
            case .index(let index): text += "[\(index)]"
            }
        }
    }

    /// The key as the file would have it: in quotes unless it is of letters, digits, `-` and `_`.
    private static func written(_ key: String) -> String {
        let isBare =
            !key.isEmpty && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return isBare ? key : "\"\(key)\""
    }
}
