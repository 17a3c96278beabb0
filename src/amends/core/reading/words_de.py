"""German phrases the reader knows, under the same names as the English ones."""

from amends.core.reading.passages import listed

TELLING = listed(
    """
    der die das und sie ich nicht ist es ein eine zu mit für wir haben auf dem den bis am um von mir ihnen ihre
    noch ja danke
    """
)
"""Words that tell the language of a text."""

SAYS_NOTHING = listed(
    """
    der die das ein eine einen einem einer und oder aber dass es ist war sind waren sein haben hat hatte für von
    zu im in am an auf bei mit aus um als so sehr wirklich ich wir sie er mir uns ihnen ihn ihr ihre ihren mein
    unser tut leid entschuldigung entschuldigen unannehmlichkeiten bedauern kann können wie was wann warum wenn
    verstehe verstehen vorstellen nachvollziehen muss nicht kein keine hier auch nur noch schon sache fall
    situation passiert
    """
)
"""Words that name nothing of a case."""

_HARD = (
    "ärgerlich|frustrierend|enttäuschend|unangenehm|belastend|schlimm|schwer|schwierig|anstrengend|mühsam|verärgert|"
    "wütend|enttäuscht|sauer|aufgebracht|"
    "beunruhigend|peinlich|unerfreulich|unschön|stressig|ein Schock|nervig|traurig|unzumutbar|inakzeptabel"
)
_VERY = "(?:sehr |wirklich |äußerst |überaus |so |ganz |besonders )?"

ACTS: dict[str, tuple[str, ...]] = {
    "empty-apology": (
        "(?:etwaige|eventuelle|mögliche|die|jegliche|alle|entstandenen?|eventuell entstandene)(?: \\w+)? "
        "(?:Unannehmlichkeiten|Umstände)",
        "Unannehmlichkeiten",
        "(?:falls|wenn|sollten) Sie (?:sich )?(?:\\w+ )?(?:verletzt|gekränkt|beleidigt|verärgert|gestört|enttäuscht)",
        "(?:leid|bedauern),? (?:wenn|falls|dass) Sie (?:das|es|sich|dies)(?: so)? (?:fühlen|empfinden|sehen|"
        "empfunden|gefühlt|so empfinden)",
    ),
    "empathy": (
        "(?:ich|wir) (?:kann|können|verstehe|verstehen)(?: (?:gut|sehr gut|nur|mir|uns|voll und ganz|durchaus|es|"
        "das|Ihren|Ihre))*(?: (?:verstehen|nachvollziehen|vorstellen|nachempfinden|Ärger|Frust|Enttäuschung|Unmut|"
        "Sorge|Verärgerung))?,? "
        "(?:wie|dass|warum|weshalb|was)",
        "(?:ich|wir) (?:verstehe|verstehen) (?:Ihren|Ihre) (?:Ärger|Frust|Enttäuschung|Unmut|Sorge|Verärgerung)",
        "(?:Ihr|Ihre) (?:Ärger|Frust|Enttäuschung|Unmut|Sorge|Verärgerung) ist (?:verständlich|berechtigt|"
        "nachvollziehbar)",
        f"(?:das|es|dies) (?:muss|musste) (?:für Sie )?{_VERY}(?:{_HARD})",
        "(?:das|es|dies) muss (?:für Sie|Sie|Ihnen)",
        f"(?:das|es|dies) (?:ist|war|klingt) (?:für Sie )?{_VERY}(?:{_HARD})",
        f"wie {_VERY}(?:{_HARD})",
        "an Ihrer Stelle",
        "kein Wunder",
        "Sie (?:sind|haben|waren) (?:zu Recht|allen Grund|jedes Recht|völlig zu Recht)",
        "Sie hatten sich (?:so |sehr )?(?:darauf )?gefreut",
    ),
    "restatement": (
        "(?:wie )?Sie (?:schreiben|schrieben|sagen|sagten|berichten|berichteten|schildern|schilderten|teilen uns "
        "mit|teilten uns mit|erzählten|erklärten|melden|meldeten)(?: (?:mir|uns))?",
        "Sie haben (?:uns |mir )?(?:\\w+ )?(?:geschrieben|gesagt|berichtet|geschildert|mitgeteilt|erzählt|erklärt|"
        "gemeldet)",
        "(?:wenn|ob|dass) (?:ich|wir) (?:Sie|es|das|alles|Ihr Anliegen) (?:richtig|recht|korrekt) (?:verstehe|"
        "verstanden|verstehen|sehe|habe|lese)",
        "(?:habe|haben) (?:ich|wir) (?:Sie|es|das|alles) (?:richtig|recht|korrekt) verstanden",
        "(?:ich|wir) (?:verstehe|verstehen|habe verstanden|haben verstanden|lese|entnehme Ihrer \\w+),? dass",
        "(?:lassen Sie mich|ich möchte) (?:kurz |noch einmal |nochmals )?(?:zusammenfassen|wiederholen|prüfen|"
        "sichergehen|nachfragen|sicherstellen)",
        "(?:in|mit) Ihren (?:eigenen )?Worten",
        "zusammengefasst",
        "ich fasse (?:kurz )?zusammen",
        "Ihren (?:Angaben|Worten) (?:nach|zufolge)",
    ),
    "apology": (
        "(?:es|das) (?:tut|täte) (?:mir|uns) (?:sehr |aufrichtig |wirklich |außerordentlich |furchtbar |ehrlich |"
        "von Herzen )*leid",
        "tut (?:mir|uns) (?:sehr |aufrichtig |wirklich |außerordentlich )?leid",
        "(?:ich|wir) (?:möchte mich|möchten uns|entschuldigen? (?:mich|uns)|bitten?(?: \\w+)?(?: \\w+)? um "
        "(?:Entschuldigung|Verzeihung))(?: (?:dafür|bei Ihnen|aufrichtig|in aller Form|herzlich|sehr|"
        "ausdrücklich))*(?: entschuldigen)?",
        "(?:bitte )?entschuldigen Sie",
        "(?:ich|wir) bedauern?",
        "(?:um )?(?:Entschuldigung|Verzeihung)",
        "(?:das|es|dies) war (?:mein|unser) (?:Fehler|Versehen|Versäumnis)",
    ),
    "assurance": (
        "(?:ich|wir) (?:kümmere|kümmern) (?:mich|uns)",
        "kümmere ich mich",
        "(?:ich|wir) (?:werde|werden) (?:mich|uns) (?:\\w+ ){0,3}kümmern",
        "(?:ich|wir) (?:habe|haben) (?:das|dies|es|Ihren Fall|die Sache|Ihr Anliegen)(?: \\w+)? übernommen",
        "(?:ich|wir) (?:übernehme|übernehmen) (?:das|dies|es|Ihren Fall|die Sache|Ihr Anliegen|die Verantwortung)",
        "(?:ich|wir) (?:sorge|sorgen|werde|werden)(?: \\w+)? dafür",
        "(?:ich|wir) (?:bleibe|bleiben) (?:dran|für Sie da|an der Sache|Ihr Ansprechpartner|Ihre Ansprechpartnerin)",
        "(?:ich|wir) (?:bringe|bringen) (?:das|es|dies)(?: \\w+)? in Ordnung",
        "(?:ich|wir) (?:nehme|nehmen) (?:das|es|die Sache) (?:in die Hand|selbst)",
        "(?:Sie können|verlassen Sie) sich auf (?:mich|uns)",
    ),
    "defensive": (
        "wie (?:ich |wir )?(?:bereits|schon)(?: \\w+)? (?:gesagt|erwähnt|erklärt|mitgeteilt|geschrieben|ausgeführt)",
        "(?:beruhigen Sie sich|bei allem Respekt|zu unserer Verteidigung|um (?:ehrlich|fair) zu sein|ehrlich gesagt)",
        "(?:das|es|dies) ist nicht (?:meine?|unsere?|unser) (?:Schuld|Fehler|Aufgabe|Problem|Zuständigkeit|Abteilung)",
        "(?:sonst hat sich|bisher hat sich|noch nie hat sich) (?:noch )?(?:niemand|keiner|jemand) beschwert",
        "Sie müssen (?:\\w+ )?(?:verstehen|einsehen|bedenken|wissen)",
        "dafür (?:bin ich|sind wir) nicht (?:zuständig|verantwortlich)",
        "(?:ich|wir) (?:habe|haben) (?:alles richtig|nichts falsch) gemacht",
    ),
    "blame": (
        "(?:Sie hätten|hätten Sie)",
        "Sie (?:haben|hatten) (?:es |das |uns )?(?:versäumt|vergessen|nicht (?:gelesen|angegeben|beachtet|geprüft|"
        "mitgeteilt|gesagt|gemeldet|befolgt))",
        "(?:Ihr|sein|deren) (?:eigener |eigenes )?(?:Fehler|Verschulden|Versäumnis)",
        "(?:selbst|selber) (?:schuld|verschuldet)",
        "(?:mein Kollege|meine Kollegin|unser (?:Fahrer|Lieferant|Kurier|Lager|Partner)|unsere (?:Spedition|"
        "Lieferantin)|der (?:Fahrer|Lieferant|Kurier|Hersteller|Paketdienst)|die (?:Spedition|Post|Werkstatt|andere "
        "Abteilung)|das Lager) "
        "(?:hat|ist)(?: \\w+){0,3} (?:vergessen|versäumt|schuld|verbockt|falsch gemacht|einen Fehler gemacht)",
    ),
    "refusal": (
        "(?:(?:ich|wir) )?(?:kann|können)(?: (?:ich|wir|leider|Ihnen|Ihrem|Ihrer|das|es|dem|dieser|diesem|Wunsch|"
        "Anfrage|daher|hier|aber|den|die|Betrag|Ihren|Ihre|\\w+)){0,5} nicht"
        "(?! (?:nur|vorstellen|genug|oft genug)\\b)",
        "(?:ist|sind|war)(?: (?:leider|uns|hier|\\w+)){0,2} nicht möglich",
        "nicht möglich",
        "(?:keine|keinen) (?:Erstattung|Rückerstattung|Umtausch|Ersatz|Entschädigung|Rücknahme)",
        "(?:wir|ich) (?:lehne|lehnen|müssen|muss)(?: \\w+){0,4} (?:ab|ablehnen|absagen|zurückweisen)",
        "(?:wurde|wird|ist) (?:leider )?abgelehnt",
        "(?:ausgeschlossen|vom Umtausch ausgeschlossen)",
        "(?:ich|wir) (?:kann|können) (?:da |hier |leider )?nichts (?:mehr )?(?:machen|tun)",
    ),
    "excuse": (
        "leider",
        "(?:aufgrund|auf Grund)(?: (?:von|der|des|einer|eines|hoher|hohen|starker|aktueller|unvorhergesehener))? \\w+",
        "wegen (?:der |des |eines? |hoher? |hohen |starker )?(?:\\w*(?:Nachfrage|Aufkommen|Aufkommens|mangel|"
        "mangels|Krankheit|Ausfall|Ausfalls|Wetter|Wetters|Verkehr|Verkehrs|Feiertag\\w*|Personal\\w*|"
        "Lieferengp\\w+|Streik\\w*))",
        "(?:gemäß|laut|nach) (?:unseren?|unserer|den) (?:Richtlinien?|Vorgaben|AGB|Regeln|Geschäftsbedingungen|"
        "Bestimmungen)",
        "(?:das|unser|im) (?:System|Computer|Computersystem) (?:ist|war|hat|lässt|erlaubt|sagt|zeigt|kann)",
        "(?:unser|unsere|der|die) (?:Fahrer|Lieferant|Kurier|Lager|Spedition|Kollegen|Kollegin|Kollege|Team)(?: "
        "\\w+)? (?:war|waren|ist|sind) (?:sehr |leider |so |zu )?(?:überlastet|krank|beschäftigt|ausgelastet|"
        "verspätet|neu|im Stau|im Urlaub)",
        "(?:ich|wir) (?:bin|sind|war|waren) (?:sehr |derzeit |leider |gerade )?(?:überlastet|ausgelastet|"
        "beschäftigt|unterbesetzt|im Urlaub)",
        "(?:außerhalb|jenseits) unser(?:er|es) (?:Kontrolle|Einflusses|Macht)",
        "höhere Gewalt",
        "das kann (?:schon )?(?:mal |einmal )?passieren",
    ),
    "thanks": (
        "(?:vielen |herzlichen |besten |lieben |tausend )?dank(?:e)?(?: (?:sehr|schön|vielmals|Ihnen|dir|"
        "nochmals))*(?: (?:für|dass|im Voraus))?",
        "(?:ich|wir) (?:danke|danken|bedanke mich|bedanken uns)",
    ),
    "anything-else": (
        "sonst noch (?:etwas|was|Fragen|Anliegen|Wünsche)",
        "(?:noch|sonst) (?:irgend)?etwas(?: \\w+){0,2},? (?:für Sie tun|tun|offen|das|was|anderes|weiteres)",
        "(?:weitere|noch) (?:Fragen|Anliegen|Wünsche)",
        "was (?:können|kann|darf|dürfen) (?:wir|ich) (?:noch|sonst)",
        "(?:noch|sonst) (?:etwas|was) (?:für Sie )?(?:tun|offen)",
    ),
}

INDIRECT_QUESTIONS = (
    "(?:können|könnten|würden) Sie (?:mir |uns )?(?:bitte )?(?:sagen|mitteilen|erklären|bestätigen|Auskunft|prüfen)",
    "(?:ich|wir) (?:möchte|möchten|würde gern|würde gerne|will|wollen)(?: \\w+)? (?:wissen|erfahren|fragen)",
    "(?:ich|wir) (?:frage mich|fragen uns)",
    "(?:bitte )?(?:sagen|teilen|erklären) Sie (?:mir|uns)(?: bitte)?(?: mit)?,? (?:ob|wann|warum|was|wie|wo|"
    "welche\\w?|wer)",
    "wann (?:kommt|wird|bekomme|kann|erhalte|ist|sind|werden) \\w+",
)

QUESTION_TAIL = ("(?:ist|stimmt|war) das (?:so|richtig|korrekt)?", "habe ich (?:das|es|Sie) richtig verstanden")

ANSWERS: dict[str, tuple[str, ...]] = {
    "nothing else": (
        "(?:nein,? )?(?:sonst |weiter )?nichts (?:mehr|weiter|weiteres|anderes|sonst)",
        "nein,? das (?:ist|war|wäre|wär) (?:alles|es|'s|schon alles)",
        "(?:kein|keine) (?:Problem|Probleme|Eile|Frage|Fragen|Ursache)(?: mehr)?",
    ),
    "not_yet": (
        "(?:leider )?(?:noch|bisher|bislang) (?:\\w+ )?(?:nicht|nichts|kein\\w*|immer|niemand|defekt|kaputt|offen)",
        "immer noch(?: \\w+)?",
        "nach wie vor",
        "(?:funktioniert|geht|passt|klappt|läuft)(?: \\w+){0,2} nicht",
        "(?:ist|sind|war|wurde) (?:\\w+ )?nicht (?:\\w+ )?(?:da|angekommen|behoben|erledigt|gelöst|repariert|"
        "geliefert|fertig|in Ordnung|geklärt)",
        "nicht (?:angekommen|behoben|erledigt|gelöst|repariert|geliefert|geklärt)",
        "(?:schon |ist |war )?wieder (?:kaputt|defekt|falsch|das gleiche|dasselbe|passiert)",
        "(?:ich|wir) warten?",
    ),
    "not_quite": (
        "nicht (?:ganz|genau|wirklich|vollständig|komplett|so ganz|völlig|ganz richtig)",
        "(?:fast|beinahe|teilweise|größtenteils|nahezu|im Großen und Ganzen|jein|zum Teil)",
        "(?:eine?|kleine|zwei|noch eine) (?:kleine )?(?:Korrektur|Ergänzung|Anmerkung|Fehler)(?:en)?",
        "(?:es|das) (?:war|waren|sind) (?:aber |jedoch |eigentlich |in Wirklichkeit |nämlich )",
        "(?:bis auf|außer|abgesehen von)",
        "Sie haben (?:\\w+ )?(?:vergessen|übersehen|verwechselt)",
        "etwas fehlt|fehlt noch",
    ),
    "no": (
        "(?:nein|nee|nö|keineswegs|auf keinen Fall|überhaupt nicht|keinesfalls|mitnichten)",
        "(?:das |es )?(?:stimmt|passt) (?:so |leider |aber |gar |überhaupt )*nicht",
        "(?:das |es )?(?:ist|war) (?:so |leider |aber )?(?:nicht (?:richtig|korrekt|wahr|so|in Ordnung|okay|"
        "akzeptabel|ausreichend)|falsch|verkehrt|unwahr)",
        "(?:nicht|kein\\w*) (?:richtig|korrekt|einverstanden|zufrieden|zutreffend)",
        "falsch(?: verstanden)?",
        "(?:ich|wir) (?:\\w+ )?(?:widerspreche|widersprechen|akzeptiere das nicht)",
    ),
    "yes": (
        "(?:ja|jawohl|jep|jo|genau|stimmt|richtig|korrekt|exakt|perfekt|bestätigt|einverstanden|absolut|natürlich|"
        "selbstverständlich|klar|passt|so ist es|so war es|genau so)",
        "(?:das|es|alles)(?: so)? (?:ist|war|hat|passt|stimmt|funktioniert|klappt|läuft|geht)(?: (?:jetzt|nun|so|"
        "alles|wieder|völlig|absolut|genau|sich))*(?: (?:richtig|korrekt|gut|in Ordnung|okay|ok|erledigt|gelöst|"
        "behoben|"
        "geklärt|angekommen|bestens|prima|super|perfekt))?",
        "(?:erledigt|gelöst|behoben|geklärt|in Ordnung|alles (?:gut|klar|bestens|erledigt|okay|ok|prima|super)|"
        "okay|ok)",
        "(?:ich bin|wir sind) (?:sehr |jetzt |nun |wirklich |voll und ganz )*(?:zufrieden|einverstanden|glücklich)",
        "(?:Sie haben|du hast) (?:mich|das|es|alles) (?:richtig|genau|gut) verstanden",
    ),
    "but": ("aber|jedoch|allerdings|nur dass|bis auf|außer|obwohl|sofern|solange",),
    "thanks": (
        "(?:vielen |herzlichen |besten |lieben |tausend |ganz herzlichen )?dank(?:e)?(?: (?:sehr|schön|vielmals|"
        "Ihnen|dir|auch|nochmal|nochmals|euch))*(?: für (?:die|Ihre|den|das|alles|deine|euren|"
        "Ihren)[^.!?\\n]{0,80})?",
        "(?:dankeschön|merci|ich danke Ihnen|wir danken Ihnen)",
    ),
    "courtesy": (
        "(?:hallo|hi|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|frau|herr|(?:mit )?(?:freundlichen?|"
        "besten?|herzlichen?|lieben?|viele) grüßen?|mfg|lg|vg|grüße|gruß|"
        "(?:schönen|schönes) (?:tag|abend|wochenende)(?: noch)?|bis (?:dann|bald)|tschüss|super|toll|prima|gerne|"
        "sehr nett|von meinem \\w+ gesendet)",
    ),
}
