// swift-tools-version:6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// Set by `make fuzz` alone: our modules get the fuzzer's coverage and the address sanitizer, and there is a fuzzer.
let fuzzing = Context.environment["LANYARD_FUZZING"]

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ] + (fuzzing == nil ? [] : [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])])

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")

/// A target of ours: the name, what it may import, nothing else.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + dependencies, swiftSettings: settings)
}

// Licence: Apache-2.0
let package = Package(
    name: "lanyard",
    products: [
        .executable(name: "lanyard", targets: ["lanyard"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/LebJe/TOMLKit.git", from: "0.6.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // executable
        .executableTarget(
            name: "lanyard", dependencies: ["Appliance", argumentParser], swiftSettings: settings),

        // what `make bench` measures against; no product
        .executableTarget(
            name: "yardstick",
            dependencies: [
                "Appliance", "Conference", "Doors", "KioskHTTP", "SQLiteStore", "Sealing", lifecycle, logging,
                unixSignals,
            ], path: "Benchmarks/Yardstick", swiftSettings: settings),

        // composition
        module(
            "Appliance",
            [
                "BadgeDesign", "CUPSPrinting", "Certificates", "Conference", "DocumentShelf", "Doors", "FrontDesk",
                "HTTPCalls", "KioskHTTP", "Meters", "PhotoID", "Printing", "Programme", "QRCode", "QRReading",
                "Rehearsal", "SQLiteStore", "Sealing", "Webhooks", lifecycle, logging, nioCore, toml, unixSignals,
            ]),

        // adapters
        module(
            "KioskHTTP",
            [
                "Conference", "Doors", "FrontDesk", "Meters", "PhotoID", "Printing", "Programme", httpTypes,
                hummingbird,
                hummingbirdCore,
                hummingbirdTLS, lifecycle, logging, nioCore, nioHTTPTypes,
            ]),
        module("SQLiteStore", ["Conference", "Meters", "Printing", "Sealing", grdb, grdbSQLite]),
        module(
            "Webhooks",
            ["Conference", "HTTPCalls", "Programme", lifecycle, logging]),
        module("HTTPCalls", [asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL]),
        module("CUPSPrinting", ["CCUPS", "Printing"]),
        module("Certificates", ["Sealing", swiftASN1, x509]),
        module("DocumentShelf", ["Programme", "Sealing"]),

        // use cases
        module("FrontDesk", ["BadgeDesign", "Conference", "PhotoID", "Printing", "QRCode"]),
        module("Doors", ["Conference", "QRReading"]),
        module("Programme", ["Conference", "QRCode"]),

        // no I/O
        module("BadgeDesign", ["CRender", "QRCode"]),
        module("QRCode", ["CQREncode"]),
        module("QRReading", ["CZXing"]),
        module("PhotoID"),
        module("Printing", ["Conference", lifecycle, logging]),
        module("Rehearsal"),
        module("Sealing", ["Conference", crypto]),
        module("Meters"),
        module("Conference"),

        // C
        .systemLibrary(name: "CCUPS", providers: [.apt(["libcups2-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CRender", pkgConfig: "librsvg-2.0 pangocairo cairo-pdf",
            providers: [.apt(["librsvg2-dev", "libpango1.0-dev", "libcairo2-dev"])]),
        // ZXing-C++ throws: C functions over it catch that.
        .target(
            name: "CZXing", cxxSettings: [.treatAllWarnings(as: .error)], linkerSettings: [.linkedLibrary("ZXing")]),

        // tests
        .target(
            name: "TestSupport", dependencies: ["Conference", "SQLiteStore", "Sealing"], path: "Tests/TestSupport",
            swiftSettings: settings),
        tests(of: "Appliance", ["Conference", "FrontDesk", "Printing", "SQLiteStore", "TestSupport", logging]),
        tests(of: "BadgeDesign", ["QRCode"]),
        tests(of: "CUPSPrinting", ["Printing"]),
        tests(of: "Certificates"),
        tests(of: "Conference"),
        tests(of: "DocumentShelf", ["Conference", "Programme", "TestSupport"]),
        tests(of: "Doors", ["Conference", "FrontDesk", "SQLiteStore", "Sealing", "TestSupport"]),
        tests(of: "FrontDesk", ["Conference", "PhotoID", "QRCode", "SQLiteStore", "Sealing", "TestSupport"]),
        tests(of: "KioskHTTP", ["Conference", httpTypes, nioCore]),
        tests(of: "Meters"),
        tests(of: "PhotoID"),
        tests(of: "Printing", ["Conference", logging]),
        tests(of: "Programme", ["Conference", "Doors", "Printing", "SQLiteStore", "Sealing", "TestSupport"]),
        tests(of: "QRCode"),
        tests(of: "QRReading", ["QRCode"]),
        tests(of: "Rehearsal", ["PhotoID"]),
        tests(of: "SQLiteStore", ["Conference", "Meters", "Printing", "Sealing", grdb]),
        tests(of: "Sealing", ["Conference"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

/// What reads bytes of strangers: fuzzed by a program of its own, and held against the fuzzer's finds by tests.
let parsers: [Target.Dependency] = [
    "Appliance", "BadgeDesign", "Conference", "FrontDesk", "KioskHTTP", "PhotoID", "Programme", "QRReading", "Sealing",
]
package.targets.append(
    fuzzing.map { runtime in
        .executableTarget(
            name: "fuzzer", dependencies: parsers, path: "Tests/Fuzzing", exclude: ["CorpusTests.swift"],
            swiftSettings: settings, linkerSettings: [.unsafeFlags(["-sanitize=address", "-Xlinker", runtime])])
    }
        ?? .testTarget(
            name: "CorpusTests", dependencies: parsers, path: "Tests/Fuzzing", exclude: ["Fuzzer.swift"],
            swiftSettings: settings))
