"""German signs of a promise, a need, praise, a threat and a feeling, under the same names as the English ones."""

PROMISES = (
    "(?:ich|wir) (?:werde|werden)(?! (?:nicht|nie)\\b)",
    "(?:ich|wir) (?:melden?|rufen?|schicken?|senden?|schreiben?|erstatten?|überweisen?|liefern?|tauschen?|holen?|"
    "bringen?|reparieren?|antworten?|informieren?|benachrichtigen?|prüfen?|klären?|kümmern?|geben|gebe)(?: (?:mich|"
    "uns))?",
    "Sie (?:hören|bekommen|erhalten|werden (?:\\w+ ){0,6}(?:hören|bekommen|erhalten|angerufen|informiert|"
    "benachrichtigt))",
    "(?:melde|melden|rufe|schicke|sende|schreibe|erstatte|überweise|liefere|hören|erhalten|bekommen) (?:ich|wir|Sie)",
    "(?:mein|meine|unser|unsere|der|die|das|Ihr|Ihre) \\w+ (?:wird|werden|kommt|ruft|meldet sich|trifft)",
    "werde(?:n)? (?:ich|wir)",
)
CARRIED_ON = (
    "und (?:werde|werden|melde mich|melden uns|rufe|rufen|schicke|schicken|sende|senden|schreibe|schreiben)(?: "
    "(?:ich|wir|Sie|Ihnen))?",
)
PROMISED_ACTS = (
    "(?:anrufen|rufe|rufen|melden?|schicken?|senden?|zusenden|zuschicken|schreiben?|erstatten?|überweisen?|liefern?|"
    "tauschen?|abholen|reparieren?|antworten?|informieren?|benachrichtigen?|hören|erhalten|bekommen)",
)
VAGUE = (
    "(?:so |sehr )?bald(?:möglichst|igst)?(?: wie möglich)?",
    "sobald (?:wie möglich|ich|wir|es)",
    "in Kürze|demnächst|zeitnah|umgehend|schnellstmöglich|schnellstens|alsbald|in absehbarer Zeit|baldmöglichst",
    "so (?:schnell|rasch) wie (?:möglich|es geht)",
    "in den (?:nächsten|kommenden) (?:Tagen|Wochen)",
)
NEED = (
    "(?:ich|wir) (?:möchten?|brauchen?|benötigen?|hätten? gerne?|würden? gerne?|wollen?|will)",
    "(?:bitte|können Sie|könnten Sie) (?:\\w+ ){0,8}(?:schicken|senden|ändern|stornieren|bestellen|buchen|liefern|"
    "kündigen)",
)
PRAISE = (
    "(?:vielen |herzlichen |besten )?dank(?:e)? für",
    "(?:hervorragend\\w*|ausgezeichnet\\w*|wunderbar\\w*|großartig\\w*|super|toll\\w*|perfekt\\w*|klasse|begeistert|"
    "spitze|bestens|lob|sehr zufrieden|sehr freundlich\\w*|prima)",
)
THREAT = (
    "(?:ich|wir) (?:werde|werden|mache|bringe|schlage|finde|kriege) (?:Sie|dich|euch|ihn|alles|den Laden)(?: "
    "\\w+){0,3} ?(?:um|fertig|kaputt|umbringen|schlagen|finden|fertigmachen|zusammen)?",
    "(?:umbringen|totschlagen|abstechen|anzünden|in die Luft)",
    "(?:das werden Sie|Sie werden es|das wirst du) (?:\\w+ )?(?:bereuen|büßen)",
    "weiß,? wo (?:Sie|du) (?:wohnen|wohnst|arbeiten|arbeitest)",
)
LEGAL = (
    "(?:anwalt|anwälte|anwältin|rechtsanwalt|rechtsanwältin|gericht|klage|klagen|verklagen|verklage|rechtliche\\w* "
    "schritte|rechtsweg|anzeige|schlichtungsstelle|ombuds\\w+|verbraucherzentrale|"
    "verbraucherschutz|mahnbescheid|bundesnetzagentur|bafin|dsgvo|datenschutz\\w*|gewährleistung\\w*|fristsetzung)",
)
SUPERVISOR = (
    "(?:Ihren|Ihrem|Ihre|einen|einem|den|dem|der|die) (?:\\w+ )?(?:Vorgesetzte\\w*|Chef\\w*|Leiter\\w*|"
    "Teamleiter\\w*|Geschäftsführ\\w+|Filialleiter\\w*)(?: \\w+){0,3} ?(?:sprechen|reden|verlangen)?",
    "(?:Vorgesetzte\\w*|Chef\\w*|Geschäftsführ\\w+) (?:sprechen|verlangen|einschalten)",
)
FEELINGS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (
        5,
        (
            "(?:stink|fuchsteufels)?(?:wütend|stinksauer|fassungslos|außer mir|rasend|wild)",
            "(?:scheiß\\w*|verdammt\\w*|zum kotzen|leck mich|arschl\\w+)",
            "(?:mir|uns) reicht(?:'s| es)",
        ),
    ),
    (
        4,
        (
            "(?:sauer|zornig|empört|entsetzt|unverschämt\\w*|frechheit|inakzeptabel|unzumutbar|skandal\\w*|"
            "katastroph\\w+|lächerlich|sauerei|zumutung|saftladen)",
            "(?:sehr|äußerst|extrem|zutiefst|wirklich|total) (?:verärgert|enttäuscht|unzufrieden|ärgerlich|"
            "frustriert|besorgt)",
            "nie wieder|verzweifelt|am ende meiner",
        ),
    ),
    (
        3,
        (
            "(?:enttäusch\\w+|verärgert|ärgerlich|ärger\\w*|frustrier\\w+|unzufrieden|genervt|besorgt|traurig|schade|"
            "unerfreulich|nicht (?:zufrieden|glücklich|begeistert))",
        ),
    ),
)
PLEASED = ("(?:zufrieden|glücklich|erfreut|dankbar|froh|erleichtert|toll|super|wunderbar|begeistert|prima)",)
