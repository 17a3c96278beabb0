"""English words that tell of trouble, by family, weighed in `weighing`. `x*` is all that begins so."""

WORDS: dict[str, str] = {
    "fault": """
        broke broken faulty defect* damage* malfunction* leak* crash* glitch* stuck scratch* crack cracks cracked
        tear torn stain* dent dents dented chipped flicker* snapped shattered ripped mould* mold* rotten expired
        stale ruin* misspel* inaccura* erroneous* incorrect* wrong* mistak* overcharg* overbill* misdeliver*
        unusable inoperable outage* unauthor* unauthr* fraud* stolen theft missing malware error errors fault faults
        bug bugs bugged buggy failed fails failing failure* problem problems problematic issue issues disconnect*
        unresolved unanswered undelivered overdue delay* stranded hacked freezing freezes frozen unavailable
        unrecogni* unsolicited bounced discrepanc* duplicate* stopped missold misplac* unrespons* undercooked
        overcooked soggy stuttering buffering laggy bricked peeling frayed rust* warped bent wobbl* rattl* squeak*
        flood* filthy smelly overbook* oversold hijack* spam* virus* infected unreadable miscalculat* mischarg*
        misinform* mixup unsealed deformed uneven jammed jamming unrequested unwanted misprint* mislabel*
    """,
    "setback": """
        trouble troubles lost late slow slower lag* declin* denied denial refus* reject* cancelled canceled closed
        locked blocked removed deduct* withdr* foreclos* penalt* expire* recall* noise* smell* burn* injur* spill*
        hole mess cold dirty unsafe downtime down invalid victim unknown decept* corrupt* interrupt* limited hold
        disappear* vanish* restart* reboot* overheat* died dead dies worn loose blank forever discontinu* short
        unclear disturb* suspend* charged underpaid impossible terminat* withheld withhold* harm* missed hung
        timeout gone empty flat raw smok* rattle drain* shrunk faded overcrowded crowded cramped diverted postpon*
        resched* runaround sold bait hidden hair insect* sharp bleed* vomit* confiscat* evict* defaulted garnish*
        repossess* excluded unpaid lose losing ran obsolete
    """,
    "blame": """
        unaccept* inaccept* disappoint* dissapoint* dissatisf* unsatisf* frustrat* disgust* appal* ridiculous*
        pathetic* shambles disgrace* terrible terribly awful* horrible horribly horrendous atrocious abysmal
        dreadful diabolical worst useless hopeless incompeten* unprofessional* unhelpful rude rudely ignored
        ignoring dishonest* mislead* misled lied liars deceive* decepti* unfair* harass* violat* furious livid
        fuming outrage* complain* fiasco rubbish crap crappy sucks unhappy shameful shame shocking poor poorly angry
        annoy* regret* scam* negligen* careless* cheat* duped ripoff joke laughable inexcusable unreliable nightmare
        infuriat* insult* mistreat* misrepresent* absurd inept clueless unimpressed overpriced exploit* illegal*
        unlawful* unethical* breach* badservice epicfail fail garbage waste wasted wasting thieves thief steal*
        robb* greedy greed boycott* sneaky arrogant lazy cowboys clowns evil predatory bully* discriminat* extort*
        disrespect* condescend* untrustworthy substandard shoddy shambolic lacklustre lackluster inadequate unsafe
        filthy deplorable despicable ludicrous preposterous unbelievable unreal inconvenien* stupidity
    """,
    "bad": """
        bad badly worse wtf hell damn dammit wth ugh seriously unfortunate* sad upset confus* ruthless hate hated
        stupid concern* disturbing fed sick tired difficult* hard painful struggl* suffer* stress* boo lousy weak
        misery worried aggressive* distress* unsatisf* bogus excuse excuses shady nasty dangerous* weird kidding
        bother fuck* bullying losing
    """,
    "demand": """
        refund* reimburs* compensat* chargeback* dispute* disputing fix fixed fixing resolve* resolving resolution
        rectify rectified correct* investigat* reinvestigat* escalat* apolog* explanation explain asap immediately
        delete deleted remove removing repair* waive* advise sort
    """,
    "deny": """
        not no never nothing nobody none cannot cant cnt dont didnt doesnt wont isnt arent wasnt werent hasnt havent
        hadnt couldnt wouldnt shouldnt without unable neither nor aint noone nowhere refuses refused
    """,
    "expected": """
        work* arriv* receiv* respond* respons* repl* answer* deliver* load* open* connect* log login access* show*
        find available updat* ship* sent send* help* charg* get* got heard hear call* came come turn* let* play*
        allow* accept* start* activ* done fix* resolv* solv* confirm* process* credit* refund* honor* honour*
        contact* mine authori* explain* explanation proceed select* sign* support* listen* care* reach* able
        possible verif* cancel* notif* belong* internet service see view* print* apolog* inform* pay* provid*
        download* install* sync* submit* give* gave run* stock good right correct* fit* happen* impress* happy
        satisf* pleased thrill* okay enough add* paid supposed acknowledg* tell told removed removing return* fair
    """,
    "waiting": "waiting waited wait waits hold holding queue* pending chasing chased trying tried attempt*",
    "span": """
        hour hours hrs hr day days week weeks wks month months mths year years yrs minutes mins min ages forever
        yesterday
    """,
    "still": "still yet again already anymore ever keeps keep kept constantly continu* constant always",
    "often": """
        twice times second third fourth fifth several numerous multiple many repeated* countless another nd rd th
        two three four five
    """,
    "contact": """
        call* emails emailed email message wrote write written letters letter messages messaged contacted contact
        asked spoke spoken phone* request* tried attempts attempt tweeted dm dms dmed rang disput* chased complaints
        visits submitted
    """,
    "unmet": """
        told promised supposed said says stated guaranteed assured agreed advertised quoted confirmed expected
        scheduled meant claims claiming claimed ordered booked paid bought purchased shows showing
    """,
    "turn": "but however yet only although instead nor then still now without",
    "taken": """
        charged charging took taken deducted taxed withdrew withdrawn billed debited stole keep kept taking cost
        lost owe owed double billing
    """,
    "money": """
        money account card payment fee fees twice bank dollars pounds euros bill bills again extra double funds
    """,
    "been": "been",
    "went": "came come comes coming fell fall falls fallen falling goes went going",
    "off": "off apart",
    "void": "nothing",
    "brim": "wait thank fault complain stress",
    "unsure": "sure certain",
    "remedy": "refund* reimburs* compensat* chargeback money",
    "regards": "regards wishes",
    "back": "back",
    "why": "why",
    "does": """
        is are do does did has have cant wont dont doesnt hasnt isnt havent didnt was would am must should the my
        your happened happening up wrong going
    """,
    "firm": """
        you your yours u ur staff employee employees agent representative rep reps driver manager customer company
        they their them service store website site app support team
    """,
    "mine": "my our",
    "matter": """
        order orders account delivery package parcel item items product phone internet card booking ticket
        subscription email password service train flight bag luggage router car machine screen laptop app computer
        driver bill payment replacement battery voucher claim reservation report inquiry inquiries name address
        identity website
    """,
    "help": "help assist assistance stumped desperate desperately urgent urgently advice sos",
    "thanks": "thank thanks thankyou thx thks ty cheers kudos props grateful",
    "solved": """
        fixed fixing solved solving resolved resolving sorted sorting repaired repairing replaced replacing helped
        helping
    """,
    "if": "if whether unless case would cover covers",
    "wish": "would could like want wish id",
    "calm": """
        great love loved loving loves awesome amazing excellent perfect best happy cool lovely wonderful brilliant
        fantastic superb pleased impressed delighted glad lol haha congrat* win winner winning giveaway enjoy*
        birthday beautiful nice better excited appreciate* recommend*
    """,
}
