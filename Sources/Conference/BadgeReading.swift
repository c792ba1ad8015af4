// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a scanned text turned out to be.
package enum BadgeReading: Equatable, Sendable {
    case genuine(BadgeSerial)
    /// A badge of another event.
    case foreign
    /// This event's tag with a signature that is not its.
    case forged
    /// No badge at all, or not all of it.
    case unreadable
}

/// Reads badges as scanners deliver them: with a symbology prefix, a URL in front, in lower case, or typed through a
/// keyboard layout that is not the scanner's.
package struct BadgeReader<Verifier: BadgeVerifier>: Sendable {
    private let event: Slug<Event>
    private let verifier: Verifier
    private let genuine = GenuineBadges()

    /// Longer than any token with a URL in front; what is longer is not looked at.
    private static var longestText: Int { 1024 }

    package init(event: Slug<Event>, verifier: Verifier) {
        self.event = event
        self.verifier = verifier
    }

    package func read(_ scanned: String) -> BadgeReading {
        guard scanned.utf8.count <= Self.longestText else { return .unreadable }
        var reading = BadgeReading.unreadable
        for layout in KeyboardLayout.allCases {
            guard let token = BadgeToken(payload(of: layout.undone(scanned))) else { continue }
            if token.eventTag == verifier.eventTag {
                if isSigned(token) { return .genuine(token.serial) }
                reading = .forged
            } else if reading == .unreadable {
                reading = .foreign
            }
        }
        return reading
    }

    private func isSigned(_ token: BadgeToken) -> Bool {
        if genuine.holds(token) { return true }
        guard token.isSigned(for: event, accordingTo: verifier) else { return false }
        genuine.insert(token)
        return true
    }

    /// The token of a genuine badge, without what stood around it; `nil` for anything else.
    package func genuineToken(in scanned: String) -> BadgeToken? {
        guard scanned.utf8.count <= Self.longestText else { return nil }
        return KeyboardLayout.allCases.lazy.compactMap { BadgeToken(payload(of: $0.undone(scanned))) }
            .first { $0.eventTag == verifier.eventTag && isSigned($0) }
    }

    private func payload(of scanned: String) -> String { ScannedText.payload(of: scanned) }
}

/// What a scanner makes of a code.
enum ScannedText {
    /// The token's own characters, without blanks, symbology prefix (`]Q1`, ISO/IEC 15424) or URL.
    static func payload(of scanned: String) -> String {
        // What most scanners send needs nothing done to it.
        if scanned.utf8.allSatisfy(Base32.isInAlphabet) { return scanned }
        let visible = scanned.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }
        var text = String(String.UnicodeScalarView(visible))
        if text.first == "]" { text.removeFirst(min(3, text.count)) }
        if let end = text.lastIndex(where: { $0 == "/" || $0 == "#" }) {
            text = String(text[text.index(after: end)...])
        }
        return text.uppercased()
    }
}

/// The badges whose signatures were checked already: each is shown at many doors, and a check is dear.
///
/// There are as many as the event has badges, since nobody else can sign one.
private final class GenuineBadges: Sendable {
    private let signatures = Mutex<[BadgeSerial: [UInt8]]>([:])

    func holds(_ token: BadgeToken) -> Bool { signatures.withLock { $0[token.serial] == token.signature } }

    func insert(_ token: BadgeToken) { signatures.withLock { $0[token.serial] = token.signature } }
}

/// Keyboard layouts that a host may apply to a wedge scanner that types on a US keyboard.
enum KeyboardLayout: CaseIterable {
    case us, german, french

    /// What the scanner sent, given what the host made of it.
    func undone(_ typed: String) -> String {
        switch self {
        case .us: typed
        case .german: String(typed.map { Self.germanKeys[$0] ?? $0 })
        case .french: String(typed.map { Self.frenchKeys[$0] ?? $0 })
        }
    }

    private static let germanKeys: [Character: Character] = ["Y": "Z", "Z": "Y", "y": "z", "z": "y"]
    private static let frenchKeys: [Character: Character] = [
        "A": "Q", "Q": "A", "W": "Z", "Z": "W", "?": "M", "a": "q", "q": "a", "w": "z", "z": "w", ",": "m",
        "é": "2", "\"": "3", "'": "4", "(": "5", "-": "6", "§": "6", "è": "7",
    ]
}
