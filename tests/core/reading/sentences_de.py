"""First messages in German as customers of Meridian Furniture might write them, by what they are."""

WRONG = """
Die Schublade klemmt.
Ein Tischbein ist nach zwei Tagen abgebrochen.
Das Sofa kam mit einem Riss im Rücken an.
Das Paket ist nie angekommen.
Ich warte seit drei Wochen auf den Schrank.
Sie haben den Betrag zweimal abgebucht.
Am Dienstag ist niemand gekommen, obwohl Sie den Termin bestätigt haben.
Mir wurde Freitag zugesagt und das Bett ist immer noch nicht da.
Im Karton fehlen zwei Schrauben.
Sie haben die falsche Farbe geschickt.
Meine Erstattung ist bis heute nicht eingegangen.
Ihr Fahrer hat sich geweigert, den Schrank hochzutragen.
Ich habe viermal angerufen und keiner geht ans Telefon.
Die Lampe flackert und funktioniert nicht mehr.
Die Matratze stinkt, wir können darauf nicht schlafen.
Warum antwortet niemand auf meine Mails?
Ich kann mich auf Ihrer Seite nicht anmelden.
In der Glasplatte ist ein Sprung, sie ist beschädigt.
Diesen Stuhl habe ich nie bestellt und die Zahlung nicht genehmigt.
Der Griff ist mir in der Hand abgebrochen, vielen Dank auch.
Toll, schon wieder ein Liefertag ohne Lieferung.
Die Rechnung stimmt nicht, der Betrag ist falsch.
Ich bin sehr enttäuscht, wie man mich im Laden behandelt hat.
Meine Bestellung wurde ohne ein Wort storniert.
Der Monteur hat Kratzer im ganzen Boden hinterlassen.
Wieso wird mir eine Rücksendung berechnet, die kostenlos sein sollte?
Das Regal passt nicht in die Löcher.
Laut Sendung zugestellt, aber hier ist nichts angekommen.
Ich will mein Geld zurück, der Tisch sieht ganz anders aus und wackelt.
Das ist meine dritte Nachricht und Sie reagieren nicht.
"""

QUESTION = """
Haben Sie den Tisch in Eiche?
Wie lange dauert die Lieferung nach Köln?
Liefern Sie auch samstags?
Was wiegt der große Schrank?
Kann ich per Überweisung zahlen?
Welches Öl empfehlen Sie für die Platte?
Sind die Bezüge waschbar?
Ist beim Bett eine Matratze dabei?
Wo ist Ihre nächste Filiale?
Wann öffnen Sie am Montag?
Könnten Sie mir sagen, wie hoch der Sitz ist?
Gibt es das Sofa auch in Grün?
Kann man die Stühle stapeln?
Kann ich die Adresse später noch ändern?
Wie mache ich einen Termin mit Ihrer Planerin?
Passen sechs Personen an den Tisch?
Was passiert, wenn er beschädigt ankommt?
Kann ich es zurückgeben, wenn es nicht passt?
Nehmen Sie alte Möbel mit?
Ich wüsste gern, ob man die Lampe dimmen kann?
Ist der Preis mit oder ohne Mehrwertsteuer?
Wann kommt der neue Katalog?
Haben Sie an Feiertagen geöffnet?
Haben Sie das gleiche Regal in Weiß?
Wie viele Pakete werden es?
Muss ich bei der Lieferung zu Hause sein?
Stammt das Holz aus zertifizierten Wäldern?
Darf mein Hund mit in die Ausstellung?
Was ist der Unterschied zwischen den beiden Matratzen?
Wenn ich heute bestelle, wann wäre er da?
"""

PRAISE = """
Vielen Dank für den hervorragenden Service.
Die beiden Männer, die das Sofa brachten, waren großartig.
Wir sind begeistert von dem neuen Tisch.
Ein super Laden, danke an alle.
Herzlichen Dank für Ihre schnelle Hilfe gestern.
Der Stuhl ist perfekt und so bequem.
Ich bin sehr zufrieden mit dem Schrank.
Ein großes Lob an Ihr ganzes Team.
Danke für die schnelle Reparatur der Schublade.
Alles kam pünktlich und sieht toll aus.
Das beste Sofa, das wir je hatten, einfach klasse.
Danke für den Austausch der Lampe, sie leuchtet jetzt wunderbar.
Ihr Monteur war spitze, sehr sorgfältig und sehr freundlich.
Die Küche sieht großartig aus.
Danke für die Lösung innerhalb eines Tages.
Großes Lob an Herrn Lee, der am Telefon so geduldig war.
Mit dem Bett sind wir sehr zufrieden.
Die Lieferung war schnell und der Fahrer sehr freundlich.
Ich wollte nur sagen, dass wir begeistert sind.
Vielen Dank für die schöne Karte.
Ausgezeichnete Arbeit, wir sind begeistert.
Meine Mutter freut sich sehr, der Sessel ist wunderbar.
Danke für alles, der Schreibtisch ist perfekt.
Keine Probleme, toller Service von Anfang bis Ende.
Dank für die gute Beratung im Laden, die Dame war prima.
Hervorragende Qualität und ein super Preis.
Die Eiche ist wunderbar, danke für den Rat.
Tolle Lampe, klasse Licht.
Danke für Ihr Wort und dafür, dass Sie es gehalten haben.
Danke für die schnelle Erstattung, bestens gelöst.
"""

NEED = """
Ich möchte eine Lampe bestellen.
Wir brauchen ein Angebot für zwölf Stühle.
Ich möchte einen Besuch in der Ausstellung buchen.
Bitte die Stoffmuster an mich schicken.
Ich möchte meine Lieferadresse ändern: Mühlweg 4.
Wir würden gerne einen Hocker dazu bestellen.
Ich brauche eine Rechnung auf unsere Firma.
Bitte den Aufbau für die zweite Maiwoche buchen.
Ich möchte die Eichenbank aus dem Schaufenster kaufen.
Bitte den Katalog an meine Mutter senden.
Wir wollen ein kleines Hotel einrichten und brauchen Ihre Preisliste.
Ich benötige die Aufbauanleitung für das Regal Arden.
Ich hätte gerne zwei Stühle bis Freitag reserviert.
Ich möchte meine Telefonnummer ergänzen.
Wir möchten das Sofa in Blau statt in Grau.
Ich möchte noch vier von den gleichen Stühlen bestellen.
Bitte das Bett an einem Donnerstag liefern.
Ich hätte gern einen Termin bei Ihrer Planerin.
Wir brauchen den Schrank im zweiten Stock.
Wir benötigen Vorhänge für zwei Fenster, 140 mal 220.
Ich möchte Ihren Newsletter bekommen.
Ich brauche einen Tisch für acht Personen in Eiche.
Wir möchten die Lieferung auf die Woche nach Ostern legen.
Wir möchten am Tag der offenen Tür teilnehmen.
Ich möchte die Anzahlung mit Karte zahlen.
Wir möchten unser altes Sofa mitgeben, wenn das neue kommt.
Ich möchte den Schreibtisch bestellen, den Frau Nair mir gezeigt hat.
Wir brauchen zwei Nachttischlampen und einen Spiegel.
Bitte mir die Maße als PDF senden.
Ich hätte gerne einen Gutschein über 50 Euro.
"""

CALM_LETTERS = """
Hallo, wir ziehen im Juni um und möchten den Eichentisch und sechs Stühle bestellen. Wie lange dauert die
Lieferung und ruft der Fahrer vorher an? Wir wohnen im zweiten Stock ohne Aufzug. Danke

Guten Tag, ich habe den Tisch heute erhalten, alles bestens. Könnten Sie mir die Rechnung noch einmal
schicken? Viele Grüße

Guten Morgen, den Hocker brauchen wir nicht mehr. Bitte nehmen Sie ihn aus der Bestellung und schicken eine
neue Bestätigung. Danke

Bitte rufen Sie mich am Montag zurück, ich möchte über den Stoff sprechen. Vor Mittag bin ich nicht zu Hause.

Ich kann mich nicht zwischen Grau und Blau entscheiden. Können Sie mir Muster schicken?

Wir sind nicht sicher, ob der Schrank unter die Decke passt. Wie hoch ist er?

Kann ich meine Bestellung innerhalb von vierzehn Tagen widerrufen?

Gilt die Garantie auch für Kratzer?

Gibt es das Regal noch, das wir letztes Jahr gekauft haben? Wir hätten gerne noch zwei.

Wir hatten einen tollen Tag in Ihrem Laden, niemand hat gedrängt und nichts war zu viel.
"""
