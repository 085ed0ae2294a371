"""What answers at an emergency number, where that is generally known; which numbers exist is not said here.

The kept library (phonenumbers) knows the numbers of a country but not who answers. This table only names and orders
what the library has; a test holds it to that. A country that is missing shows its numbers without names.
"""

from __future__ import annotations

ALL, AMBULANCE, POLICE, FIRE = "all", "ambulance", "police", "fire"
AMBULANCE_AND_FIRE = "ambulance-fire"

# Directive (EU) 2018/1972, article 109: 112 reaches every service in each member state; the others do the same.
ONE_ONE_TWO = "AT BE BG CH CY CZ DE DK EE ES FI FR GE GR HR HU IE IS IT LI LT LU LV MT NL PL PT RO RU SE SI SK TR IN"

SERVICES: dict[str, dict[str, str]] = {
    **{country: {"112": ALL} for country in ONE_ONE_TWO.split()},
    "AE": {"998": AMBULANCE, "999": POLICE, "997": FIRE},
    "AR": {"107": AMBULANCE, "911": POLICE, "100": FIRE},
    "AU": {"000": ALL},
    "BD": {"999": ALL},
    "BR": {"192": AMBULANCE, "190": POLICE, "193": FIRE},
    "BY": {"103": AMBULANCE, "102": POLICE, "101": FIRE},
    "CA": {"911": ALL},
    "CL": {"131": AMBULANCE, "133": POLICE, "132": FIRE},
    "CN": {"120": AMBULANCE, "110": POLICE, "119": FIRE},
    "CO": {"123": ALL},
    "EG": {"123": AMBULANCE, "122": POLICE, "180": FIRE},
    "GB": {"999": ALL, "112": ALL},
    "HK": {"999": ALL},
    "IE": {"112": ALL, "999": ALL},
    "IL": {"101": AMBULANCE, "100": POLICE, "102": FIRE},
    "IR": {"115": AMBULANCE, "110": POLICE, "125": FIRE},
    "JO": {"911": ALL},
    "JP": {"119": AMBULANCE_AND_FIRE, "110": POLICE},
    "KR": {"119": AMBULANCE_AND_FIRE, "112": POLICE},
    "MX": {"911": ALL},
    "MY": {"999": ALL},
    "NO": {"113": AMBULANCE, "112": POLICE, "110": FIRE},
    "NZ": {"111": ALL},
    "PE": {"117": AMBULANCE, "105": POLICE, "116": FIRE},
    "PH": {"911": ALL},
    "SA": {"997": AMBULANCE, "999": POLICE, "911": ALL},
    "SG": {"995": AMBULANCE_AND_FIRE, "999": POLICE},
    "TH": {"1669": AMBULANCE, "191": POLICE, "199": FIRE},
    "TN": {"190": AMBULANCE, "197": POLICE, "198": FIRE},
    "TW": {"119": AMBULANCE_AND_FIRE, "110": POLICE},
    "UA": {"103": AMBULANCE, "102": POLICE, "101": FIRE},
    "US": {"911": ALL},
    "VN": {"115": AMBULANCE, "113": POLICE, "114": FIRE},
    "ZA": {"10177": AMBULANCE, "10111": POLICE, "112": ALL},
}
