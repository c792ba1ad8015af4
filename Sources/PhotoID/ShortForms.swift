// SPDX-License-Identifier: Apache-2.0

/// Given names and what their bearers are called, where the one does not begin like the other.
enum ShortForms {
    private static let families: [[String]] = [
        ["robert", "bob", "bobby", "rob", "bert"], ["william", "bill", "billy", "will", "liam"],
        ["richard", "dick", "rick", "rich"], ["james", "jim", "jimmy", "jamie"], ["john", "jack", "johnny"],
        ["margaret", "peggy", "maggie", "meg", "greta"],
        ["elizabeth", "liz", "beth", "betty", "betsy", "lisa", "eliza", "libby"],
        ["rebecca", "becky", "becca"], ["katherine", "catherine", "kathryn", "kate", "katie", "kathy", "cathy", "kat"],
        ["anthony", "tony"], ["michael", "mike", "mick", "micky"], ["edward", "ted", "ned", "eddie"],
        ["theodore", "ted"], ["charles", "charlie", "chuck"],
        ["alexander", "sasha", "sascha", "alec", "sandy", "xander"],
        ["alexandra", "sasha", "sandra", "lexi"], ["patricia", "patty", "trish"], ["deborah", "debbie"],
        ["jacob", "jake"], ["jakub", "kuba"], ["joseph", "joe", "joey"], ["jose", "pepe"],
        ["francisco", "paco", "pancho"],
        ["nicholas", "nick", "nico"], ["andrew", "andy", "drew"], ["henry", "harry", "hank"], ["lawrence", "larry"],
        ["thomas", "tom", "tommy"], ["konstantinos", "kostas"], ["aikaterini", "katerina", "katina"],
        ["stephen", "steven", "steve"], ["kenneth", "kenny"], ["ronald", "ronnie"],
        ["gerald", "jerry"], ["jeremy", "jerry"], ["matthew", "matt"], ["daniel", "danny"], ["samuel", "sammy"],
        ["barbara", "babs"], ["stephanie", "stefanie", "steffi", "steffie"], ["susan", "suzy", "sue"],
        ["christina", "tina"], ["christine", "chrissy"],
        ["david", "dave", "davy"], ["george", "georgios"],
        ["abigail", "abby"], ["jennifer", "jenny"], ["jessica", "jessie"], ["kimberly", "kim"], ["leonard", "leo"],
        ["ekaterina", "katya", "catherine"], ["dmitrii", "dmitry", "dima"], ["mikhail", "misha"], ["ivan", "vanya"],
        ["vladimir", "vova", "volodya"], ["aleksandr", "sasha"], ["maria", "masha"], ["natalia", "natasha"],
        ["nikolai", "kolya"], ["sergei", "seryozha"], ["wolfgang", "wolf"], ["johannes", "hannes", "hans", "jan"],
        ["friedrich", "fritz"], ["heinrich", "heinz"], ["ludwig", "lutz"], ["sebastian", "basti"],
        ["guadalupe", "lupe"], ["dolores", "lola"], ["ignacio", "nacho"], ["giuseppe", "beppe"], ["luigi", "gigi"],
        ["malgorzata", "gosia"], ["katarzyna", "kasia"], ["agnieszka", "aga"], ["tomasz", "tomek"],
        ["piotr", "piotrek"],
    ]

    private static let byName: [String: Set<String>] = families.reduce(into: [:]) { table, family in
        for name in family { table[name, default: []].formUnion(family.filter { $0 != name }) }
    }

    static func related(to name: String) -> [String] { Array(byName[name] ?? []) }
}
