# SPDX-License-Identifier: Apache-2.0
"""Made-up photo IDs as a scanner delivers them, for people of the sample list. Numbers and dates are invented."""

import unicodedata


def _letters(name):
    plain = "".join(c for c in unicodedata.normalize("NFD", name.upper()) if not unicodedata.combining(c))
    return "".join(c if c.isascii() and c.isalpha() else "<" if c in " -" else "" for c in plain)


def check_digit(field):
    """ICAO 9303 part 3, section 4.9."""
    values = {"<": 0, **{str(n): n for n in range(10)}, **{chr(55 + n): n for n in range(10, 36)}}
    return str(sum(values[c] * (7, 3, 1)[i % 3] for i, c in enumerate(field)) % 10)


def td3(given, family, number="L898902C3", birth="740812", expiry="320415"):
    """A passport's machine-readable zone, ICAO 9303 part 4."""
    name = f"{_letters(family)}<<{_letters(given)}"[:39].ljust(39, "<")
    second = f"{number}{check_digit(number)}UTO{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}"
    second += "<" * 14 + "0"
    composite = second[0:10] + second[13:20] + second[21:43]
    return f"P<UTO{name}\n{second}{check_digit(composite)}"


def td1(given, family, number="D23145890", birth="740812", expiry="320415"):
    """An identity card's machine-readable zone, ICAO 9303 part 5."""
    first = f"I<UTO{number}{check_digit(number)}".ljust(30, "<")
    second = f"{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}UTO".ljust(29, "<")
    composite = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    name = f"{_letters(family)}<<{_letters(given)}"[:30].ljust(30, "<")
    return f"{first}\n{second}{check_digit(composite)}\n{name}"


def french_card(given, family, number="880692310285", birth="740812"):
    """The zone of a French identity card issued before 2021: two lines of 36, the given names in the second."""
    first = f"IDFRA{_letters(family)}"[:30].ljust(30, "<") + "952042"
    second = f"{number}{check_digit(number)}{_letters(given)[:14].ljust(14, '<')}{birth}{check_digit(birth)}F"
    return f"{first}\n{second}{check_digit(first + second)}"


def aamva(given, family, middle="", number="T64235789", birth="08121974"):
    """A driving licence's PDF417 payload, AAMVA 2020 (version 10), with its separators."""
    elements = [
        f"DAQ{number}", f"DCS{family.upper()}", "DDEN", f"DAC{given.upper()}", "DDFN", f"DAD{middle.upper()}", "DDGN",
        "DCAD", "DCBNONE", "DCDNONE", "DBD08152021", f"DBB{birth}", "DBA08122031", "DBC2", "DAU068 in", "DAYGRN",
        "DAG1 EXAMPLE STREET", "DAIANYTOWN", "DAJVA", "DAK232690000  ", "DCF2424244747474786102204", "DCGUSA",
    ]
    subfile = "DL" + "\n".join(elements) + "\r"
    header = f"@\n\x1e\rANSI 636000100002DL0041{len(subfile):04d}ZV03190008"
    return header + subfile + "ZVZVA01\r"
