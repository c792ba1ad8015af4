// SPDX-License-Identifier: Apache-2.0

/// The commonest Korean surnames as their bearers write them, which is seldom as the official table does.
enum HangulSurnames {
    static let table: [String: [String]] = [
        "김": ["kim"], "이": ["lee", "yi"], "박": ["park", "bak"], "최": ["choi"], "정": ["jung", "jeong", "chung"],
        "강": ["kang"], "조": ["cho", "jo"], "윤": ["yoon", "yun"], "장": ["jang", "chang"], "임": ["lim", "im"],
        "오": ["oh", "o"], "서": ["seo", "suh"], "신": ["shin", "sin"], "권": ["kwon"], "안": ["ahn", "an"],
        "류": ["ryu"], "유": ["yoo", "yu"], "노": ["roh", "noh"], "구": ["koo"], "우": ["woo"], "전": ["jun", "jeon"],
    ]
}
