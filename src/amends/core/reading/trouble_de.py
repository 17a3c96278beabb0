"""German words that tell of trouble, under the same families as the English ones. `x*` is all that begins so."""

WORDS: dict[str, str] = {
    "fault": """
        kaputt* defekt* beschädigt* zerbroch* gebrochen* abgebrochen* zerkratzt* kratzer verspätet* verspätung*
        falsch* fehlt fehlen fehlte fehlten fehlend* fehler* fehllieferung* undicht* gerissen* riss mangelhaft*
        mangel mängel problem probleme problemen störung* ausfall* ausgefallen* abgestürzt* absturz schimmel*
        verschimmelt* abgelaufen* gestohlen* betrug* betrüg* unbefugt* unberechtigt* verwechselt* versehentlich*
        doppelt abgebucht* beschädigung* schaden schäden verdorben* zerrissen* wackelt wackeln wackelig* klemmt
        klemmen leckt tropft ruckelt hängt fleck flecken flacker* verbogen* verzogen* stockt unauffindbar
        unvollständig* irrtümlich* misslung* gescheitert* scheitert
    """,
    "setback": """
        verloren* spät weiger* geweigert verzögert* verzögerung* abgelehnt* verweiger* storniert gesperrt*
        blockiert* gelöscht* berechnet* abgezogen* einbehalten* mahnung* mahngebühr* inkasso verschwunden* zerstört*
        verletzt* schmutzig* dreckig* stinkt langsam* unbekannt* ungültig* unterbrochen* gekündigt* leer teurer
        zurückgezogen* gekürzt* verschoben* ausgefallen* kalt laut quietscht knarrt lose locker aufgehört
    """,
    "blame": """
        beschwer* reklam* inakzeptab* unakzeptab* unzumutbar* unzufrieden* enttäusch* verärger* ärgerlich* ärger
        frech* unverschämt* katastroph* miserab* schlecht* unfähig* unfreundlich* lächerlich* skandal* saftladen
        zumutung* sauerei mies miese mieser mieses miesen abzock* inkompet* unprofessionell* schlamp* frustr* empör*
        wütend* sauer stinksauer unmöglich* unerhört* unfair* unseriös* irreführ* getäuscht belogen gelogen lüge
        lügen ignorier* rücksichtslos* unzuverlässig* grauenhaft* furchtbar* schrecklich* nutzlos* wertlos* schrott
        müll genervt nervt nervig* armselig* traurig* peinlich* blamab* rechtswidrig* illegal* verstoß* verstößt
        widerrechtlich* nachlässig* unhöflich* hingehalten vertröstet abgewimmelt schikan* unwürdig* dreist*
        bedauerlich* unbefriedigend*
    """,
    "bad": """
        schade leider besorgt mühsam umständlich schlimm* dumm* blöd* mist verdammt* scheiß* ärgern leid genug
    """,
    "demand": """
        erstatt* rückerstatt* entschädig* schadensersatz schadenersatz zurückzahl* rückzahl* geld klären klärung
        aufklär* stellungnahme nachbesser* behebung beheben nachliefer* ersatz* umtausch* korrigier* berichtig*
        widersprech* widerspruch umgehend unverzüglich sofort frist verlange forder* entschuldigung erklärung
        löschen reparier* lösung
    """,
    "deny": """
        nicht kein keine keinen keiner keinem keinerlei nie niemals niemand niemanden nichts weder ohne nirgends
        nirgendwo weigert geweigert
    """,
    "expected": """
        funktionier* geht ging gehen passt passte klappt klappte kommt kam kamen gekommen angekommen ankam läuft
        lief lädt öffne* geliefert liefer* erhalten bekommen bekam erreich* antwort* geantwortet beantwort* reagier*
        reaktion rückmeldung* gemeldet meldet meldete zurückgerufen rückruf* bestätig* gutgeschrieben erstattet
        überwiesen anmelden einloggen zugriff zugestellt zustell* verschickt versendet eingehalten gehalten
        repariert behoben gelöst geholfen hilft hilfe starten startet einschalten möglich zufrieden akzeptab*
        entschuldig* erklär* information* informiert abgeholt aufgetaucht gekümmert kümmert interessiert empfang
        internet strom richtig vollständig beauftrag* bestellt autorisiert genehmigt da zuständig drehen schließen
        ladbar lesbar verfügbar nutzbar
    """,
    "held": """
        passt passen geht gehen funktioniert funktionieren klappt kommt kommen läuft laufen lädt öffnet startet
        hilft meldet melden reagiert reagieren antwortet antworten bekomme erhalte stimmt stimmen hält halten
        schließt lässt dreht leuchtet kümmert
    """,
    "void": "nichts",
    "brim": "klagen meckern beschweren beanstanden erwarten",
    "unsure": "sicher",
    "remedy": "erstattung* rückerstattung* entschädigung* schadensersatz schadenersatz geld",
    "regards": "gruß* grüß*",
    "back": "zurück wieder",
    "waiting": """
        warte warten gewartet wartezeit* warteschleife vergeblich vergebens versuche versucht hinterher
    """,
    "span": """
        stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren minuten ewig gestern
    """,
    "still": "noch immer wieder schon bereits weiterhin ständig dauernd mehr bislang bisher erneut nochmals",
    "often": """
        mehrfach* mehrmals zweimal dreimal viermal fünfmal zweiten dritten vierten fünften wiederholt* unzählig*
        zigmal erneut mehrere mehreren zahlreiche* zwei drei vier fünf mal male
    """,
    "contact": """
        angerufen anruf* angeschrieben geschrieben mail mails email emails brief briefe nachricht nachrichten
        telefonier* kontaktiert gemeldet nachgefragt gefragt gebeten anfrage* aufgefordert hotline
    """,
    "unmet": """
        versprochen versprach* zugesagt zugesichert vereinbart* angekündigt hieß sollte sollten angeblich garantiert
        bestellt gekauft bezahlt gebucht erwartet erwarte behauptet behaupten laut
    """,
    "turn": "aber jedoch doch trotzdem dennoch stattdessen sondern obwohl erst nur dann jetzt",
    "taken": "abgebucht abgezogen berechnet einbehalten eingezogen belastet verlangt kassiert weg behalten",
    "money": "geld konto karte zahlung gebühr gebühren betrag euro rechnung doppelt zweimal kreditkarte",
    "why": "warum wieso weshalb",
    "does": """
        ist sind hat haben wird werden kann muss müssen geht bekomme habe bin meldet antwortet funktioniert wurde
        soll
    """,
    "firm": """
        ihr ihre ihrem ihren ihrer ihres mitarbeiter* kundendienst kundenservice service fahrer techniker* firma
        filiale verkäufer* monteur* lieferdienst support euer eure eurem euren
    """,
    "mine": "mein meine meinem meinen meiner meines unser unsere unserem unseren unserer",
    "matter": """
        bestellung* lieferung* paket* sendung* ware artikel rechnung* erstattung* konto gerät* tisch* stuhl* sofa
        schrank* bett* vertrag* termin* buchung* ticket* telefon internet karte gutschein* auftrag*
    """,
    "help": "hilfe helfen dringend verzweifelt ratlos",
    "thanks": "danke dank dankeschön bedanke bedanken dankbar lob",
    "solved": """
        behoben repariert gelöst erledigt geklärt ausgetauscht ersetzt geholfen hilfe lösung reparatur umtausch
    """,
    "if": "wenn falls ob sofern würde könnte gilt deckt",
    "wish": "will wollen verlange fordere möchte möchten würde würden könnte könnten hätte hätten gern gerne",
    "calm": """
        super toll tolle tollen toller tolles perfekt* klasse begeistert* wunderbar* großartig* hervorragend* prima
        ausgezeichnet* spitze freundlich* freue schön* schnelle gern gerne empfehl* glücklich* herzlich*
    """,
}
