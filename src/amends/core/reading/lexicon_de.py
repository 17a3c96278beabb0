"""The German words of time."""

from amends.core.reading.tokens import Lexicon, listed, valued


def _inflected(stem: str, *endings: str) -> tuple[str, ...]:
    return tuple(stem + ending for ending in ("", *endings))


GERMAN = Lexicon(
    "de",
    {
        "number": valued(
            "eins 1 | ein 1 | eine 1 | einer 1 | einem 1 | einen 1 | eines 1 | zwei 2 | drei 3 | vier 4 | fünf 5 | "
            "sechs 6 | sieben 7 | acht 8 | neun 9 | "
            "zehn 10 | elf 11 | zwölf 12 | dreizehn 13 | vierzehn 14 | fünfzehn 15 | zwanzig 20 | vierundzwanzig 24 | "
            "dreißig 30 | "
            "achtundvierzig 48"
        ),
        "ordinal": valued(
            "ersten 1 | zweiten 2 | dritten 3 | vierten 4 | fünften 5 | sechsten 6 | siebten 7 | achten 8 | neunten 9 "
            "| zehnten 10"
        ),
        "ordinal sign": listed("."),
        "some": valued("ein paar 3 | einigen 3 | wenigen 3 | einige 3 | wenige 3 | paar 3 | der 1 | den 1 | dem 1"),
        "half": listed("einer halben | eine halbe | einem halben | ein halbes"),
        "unit": {
            **dict.fromkeys(("sekunde", "sekunden"), "second"),
            **dict.fromkeys(("minute", "minuten", "min"), "minute"),
            **dict.fromkeys(("stunde", "stunden", "std", "h"), "hour"),
            **dict.fromkeys(_inflected("tag", "e", "en", "es"), "day"),
            **dict.fromkeys(("woche", "wochen"), "week"),
            **dict.fromkeys(_inflected("monat", "e", "en", "s"), "month"),
            **dict.fromkeys(_inflected("jahr", "e", "en", "es"), "year"),
            **dict.fromkeys(
                (*_inflected("werktag", "e", "en", "es"), *_inflected("arbeitstag", "e", "en", "es")), "workday"
            ),
        },
        "weekday": valued(
            "montag 0 | dienstag 1 | mittwoch 2 | donnerstag 3 | freitag 4 | samstag 5 | sonnabend 5 | sonntag 6"
        ),
        "short weekday": valued("mo 0 | di 1 | mi 2 | do 3 | fr 4 | sa 5 | so 6"),
        "month": valued(
            "januar 1 | jänner 1 | februar 2 | märz 3 | april 4 | mai 5 | juni 6 | juli 7 | august 8 | september 9 | "
            "oktober 10 | "
            "november 11 | dezember 12"
        ),
        "shy month": valued(
            "jan 1 | feb 2 | mär 3 | apr 4 | jun 6 | jul 7 | aug 8 | sept 9 | sep 9 | okt 10 | nov 11 | dez 12"
        ),
        "day word": valued(
            "heute 0 | morgen 1 | übermorgen 2 | uebermorgen 2 | gestern -1 | vorgestern -2 | am nächsten tag 1 | am "
            "folgetag 1 | am selben tag 0 | "
            "noch heute 0"
        ),
        "tonight": listed("heute abend | heute nacht"),
        "daypart": {
            "früh": ("morning", ""),
            "morgen": ("morning", ""),
            "vormittag": ("morning", ""),
            "nachmittag": ("afternoon", ""),
            "abend": ("evening", ""),
            "nacht": ("night", ""),
            "späten nachmittag": ("afternoon", "late"),
            "frühen nachmittag": ("afternoon", "early"),
            "frühen abend": ("evening", "early"),
        },
        "at daypart": listed("am | in der | gegen | im laufe des"),
        "this": listed("diesen | dieser | diese | dieses | diesem | in dieser | am diesem"),
        "coming": listed("kommenden | kommende | kommender | kommendes | am kommenden | den kommenden | der kommenden"),
        "next": listed(
            "nächsten | nächste | nächster | nächstes | am nächsten | der nächsten | des nächsten | naechste | "
            "naechsten | der naechsten"
        ),
        "last": listed(
            "letzten | letzte | letzter | letztes | vergangenen | vergangene | am letzten | der letzten | voriger | "
            "vorige | vorigen"
        ),
        "the": listed("der | den | dem | des"),
        "period": {
            "woche": "week",
            "monat": "month",
            "monats": "month",
            "jahr": "year",
            "jahres": "year",
            "quartal": "quarter",
            "quartals": "quarter",
            "wochenende": "weekend",
            "arbeitswoche": "workweek",
        },
        "edge": {
            "ende": "end",
            "ende der": "end",
            "ende des": "end",
            "zum ende der": "end",
            "zum ende des": "end",
            "anfang": "start",
            "anfang der": "start",
            "anfang des": "start",
            "mitte": "middle",
            "mitte der": "middle",
            "mitte des": "middle",
            "beginn der": "start",
            "beginn des": "start",
        },
        "rest": listed("im laufe der | im laufe | im laufe des | noch in"),
        "week of": listed("in der woche vom | woche ab dem | woche vom"),
        "close": listed("feierabend | geschäftsschluss | dienstschluss | betriebsschluss"),
        "end of day": listed("ende des tages | tagesende | heute ende des tages"),
        "end of tomorrow": listed("ende des morgigen tages"),
        "holiday": {
            "ostern": "easter",
            "ostersonntag": "easter",
            "ostermontag": "easter monday",
            "karfreitag": "good friday",
            "heiligabend": "12-24",
            "weihnachten": "12-25",
            "silvester": "12-31",
            "neujahr": "01-01",
        },
        "noon": {"mittag": 12, "mittags": 12, "12 uhr mittags": 12, "mitternacht": 24},
        "o'clock": listed("uhr"),
        "clock half to": listed("halb"),
        "clock quarter": {"viertel nach": 15, "viertel vor": -15},
        "past the hour": {"nach": 1, "vor": -1, "minuten nach": 1, "minuten vor": -1},
        "at": listed("um | gegen | um ca. | um etwa | ab"),
        "on": listed("am | den | , den | dem | der | vom | zum | im"),
        "of": listed("des | der | im"),
        "in": {
            "in": "in",
            "innerhalb von": "within",
            "innerhalb": "within",
            "binnen": "within",
            "innerhalb der nächsten": "within",
            "in den nächsten": "within",
            "in der nächsten": "within",
            "in spätestens": "within",
            "in etwa": "in",
            "in ca .": "in",
            "innert": "within",
            "in maximal": "within",
            "in höchstens": "within",
        },
        "later": listed("später | ab jetzt | ab heute | von heute an"),
        "before now": listed("vor | seit"),
        "by": listed(
            "bis | bis zum | bis zur | vor | vor dem | spätestens | spätestens am | spätestens bis | bis spätestens | "
            "bis spätestens zum | bis um | bis gegen | bis ca . | noch vor"
        ),
        "since": valued("nach 1 | nach dem 1 | ab 0 | seit 0 | ab dem 0 | seit dem 0"),
        "from": listed("von | vom | zwischen | zwischen dem"),
        "to": listed("bis | bis zum | und | und dem | -"),
        "year cue": listed("im jahr | im jahre | seit | vor | nach | bis"),
        "shy cue": listed("im | bis | ende | anfang | mitte | seit | ab | vor"),
        "clock words": listed("uhr"),
    },
)
