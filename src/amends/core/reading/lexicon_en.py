"""The English words of time."""

from amends.core.reading.tokens import Lexicon, listed, valued

ENGLISH = Lexicon(
    "en",
    {
        "number": valued(
            "one 1 | two 2 | three 3 | four 4 | five 5 | six 6 | seven 7 | eight 8 | nine 9 | ten 10 | eleven 11 | "
            "twelve 12 | "
            "thirteen 13 | fourteen 14 | fifteen 15 | sixteen 16 | seventeen 17 | eighteen 18 | nineteen 19"
        ),
        "tens": valued("twenty 20 | thirty 30 | forty 40 | fifty 50 | sixty 60 | seventy 70 | eighty 80 | ninety 90"),
        "ordinal": valued(
            "first 1 | second 2 | third 3 | fourth 4 | fifth 5 | sixth 6 | seventh 7 | eighth 8 | ninth 9 | tenth 10 |"
            " eleventh 11 | "
            "twelfth 12 | thirteenth 13 | fourteenth 14 | fifteenth 15 | sixteenth 16 | seventeenth 17 | eighteenth "
            "18 | "
            "nineteenth 19 | twentieth 20 | thirtieth 30"
        ),
        "ordinal sign": listed("st | nd | rd | th"),
        "some": valued(
            "a couple of 2 | a couple 2 | couple of 2 | couple 2 | a few 3 | few 3 | several 3 | a 1 | an 1 | another "
            "1 | the 1"
        ),
        "half": listed("half an | half a | half"),
        "and a half": listed("and a half"),
        "unit": {
            **dict.fromkeys(("second", "seconds", "sec", "secs"), "second"),
            **dict.fromkeys(("minute", "minutes", "min", "mins"), "minute"),
            **dict.fromkeys(("hour", "hours", "hr", "hrs"), "hour"),
            **dict.fromkeys(("day", "days"), "day"),
            **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
            **dict.fromkeys(("fortnight", "fortnights"), "fortnight"),
            **dict.fromkeys(("month", "months"), "month"),
            **dict.fromkeys(("quarter", "quarters"), "quarter"),
            **dict.fromkeys(("year", "years", "yr", "yrs"), "year"),
            **dict.fromkeys(("decade", "decades"), "decade"),
            **dict.fromkeys(
                ("working day", "working days", "business day", "business days", "workday", "workdays", "weekdays"),
                "workday",
            ),
            **dict.fromkeys(("working hour", "working hours", "business hour", "business hours"), "hour"),
        },
        "short unit": {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week", "y": "year"},
        "weekday": valued(
            "monday 0 | mon 0 | tuesday 1 | tues 1 | tue 1 | wednesday 2 | wed 2 | thursday 3 | thurs 3 | thur 3 | "
            "thu 3 | "
            "friday 4 | fri 4 | saturday 5 | sunday 6"
        ),
        "short weekday": valued("sat 5 | sun 6"),
        "month": valued(
            "january 1 | february 2 | april 4 | june 6 | july 7 | august 8 | september 9 | october 10 | november 11 | "
            "december 12"
        ),
        "shy month": valued(
            "jan 1 | feb 2 | mar 3 | march 3 | apr 4 | may 5 | jun 6 | jul 7 | aug 8 | sept 9 | sep 9 | oct 10 | nov "
            "11 | dec 12"
        ),
        "day word": valued(
            "the day after tomorrow 2 | day after tomorrow 2 | the day before yesterday -2 | day before yesterday -2 |"
            " today 0 | "
            "tomorrow 1 | tmrw 1 | tmr 1 | yesterday -1 | the following day 1 | the next day 1 | the day after 1 | "
            "the day before -1"
        ),
        "tonight": listed("tonight"),
        "daypart": {
            "early morning": ("morning", "early"),
            "late morning": ("morning", "late"),
            "early afternoon": ("afternoon", "early"),
            "late afternoon": ("afternoon", "late"),
            "early evening": ("evening", "early"),
            "late evening": ("evening", "late"),
            "morning": ("morning", ""),
            "afternoon": ("afternoon", ""),
            "evening": ("evening", ""),
            "night": ("night", ""),
            "lunchtime": ("lunch", ""),
            "am": ("morning", ""),
            "pm": ("afternoon", ""),
        },
        "at daypart": listed("in the | at | in | during the"),
        "part modifier": {
            "later": "late",
            "late": "late",
            "early": "early",
            "earlier": "early",
            "later in": "late",
            "early in": "early",
        },
        "this": listed("this | the current | the same | same"),
        "coming": listed("this coming | this upcoming | coming | upcoming | the coming | the upcoming"),
        "next": listed("the next | next | the following | following"),
        "last": listed("the last | last | the previous | previous"),
        "past": listed("this past | the past | past"),
        "the": listed("the"),
        "period": {
            "week": "week",
            "month": "month",
            "year": "year",
            "quarter": "quarter",
            "weekend": "weekend",
            "decade": "decade",
            "workweek": "workweek",
            "work week": "workweek",
            "working week": "workweek",
        },
        "after next": listed("after next"),
        "edge": {
            "the end of": "end",
            "end of": "end",
            "at the end of": "end",
            "the beginning of": "start",
            "the start of": "start",
            "beginning of": "start",
            "start of": "start",
            "the middle of": "middle",
            "middle of": "middle",
            "mid": "middle",
            "early": "start",
            "late": "end",
            "early in": "start",
            "late in": "end",
        },
        "rest": listed(
            "later | the rest of | rest of | the remainder of | remainder of | the remaining of | remaining of | "
            "later in"
        ),
        "so far": listed("earlier | earlier in"),
        "week of": listed(
            "the week of | week of | the week beginning | week beginning | the week starting on | the week starting | "
            "week commencing | the week commencing | w/c"
        ),
        "close": listed(
            "close of business | the close of business | cob | close of play | close | the end of business | end of "
            "business"
        ),
        "end of day": listed(
            "the end of the day | end of the day | end of day | the end of today | end of today | eod | the eod"
        ),
        "end of tomorrow": listed("the end of tomorrow | end of tomorrow"),
        "holiday": {
            "easter": "easter",
            "easter sunday": "easter",
            "good friday": "good friday",
            "easter monday": "easter monday",
            "christmas": "12-25",
            "christmas day": "12-25",
            "christmas eve": "12-24",
            "boxing day": "12-26",
            "new year's day": "01-01",
            "new years day": "01-01",
            "new year's eve": "12-31",
            "new years eve": "12-31",
        },
        "noon": {"12 noon": 12, "noon": 12, "midday": 12, "noonish": 12, "midnight": 24},
        "am": listed("am | a.m. | a.m | a m | a . m . | a"),
        "pm": listed("pm | p.m. | p.m | p m | p . m . | p"),
        "o'clock": listed("o'clock | oclock | ish"),
        "clock half": listed("half past | half"),
        "clock quarter": {"a quarter past": 15, "quarter past": 15, "a quarter to": -15, "quarter to": -15},
        "past the hour": {"past": 1, "to": -1, "min past": 1, "minutes past": 1, "minutes to": -1},
        "at": listed("at | at around | at about | around | about | for | @ | from around"),
        "on": listed("on | of | in"),
        "of": listed("of | in"),
        "in": {
            "in": "in",
            "within": "within",
            "within the next": "within",
            "in the next": "within",
            "inside": "within",
            "in under": "within",
            "in less than": "within",
            "no later than": "",
            "+": "in",
        },
        "in tail": listed("'s time | s time | ' time | time"),
        "ago": listed("ago | earlier"),
        "later": listed("later | from now | hence | from today"),
        "after": {"after": 1, "from": 1, "before": -1, "since": 1},
        "by": listed(
            "by | before | until | till | til | no later than | not later than | up to | at the latest by | latest by "
            "| as late as | by about | by around | prior to | due | before around | through"
        ),
        "since": valued(
            "after 1 | later than 1 | since 0 | starting 0 | starting on 0 | starting from 0 | as early as 0 | not "
            "before 0"
        ),
        "from": listed("from | between"),
        "to": listed("to | until | till | through | and | - | ~"),
        "year cue": listed("in | since | before | after | from | until | of | year | the year | later than | by"),
        "shy cue": listed(
            "in | by | before | after | until | till | since | from | next | last | this | early | late | mid | of | "
            "end of"
        ),
        "quarter name": valued("q1 1 | q2 2 | q3 3 | q4 4"),
        "starting": listed("starting | , from | from | beginning"),
    },
)
