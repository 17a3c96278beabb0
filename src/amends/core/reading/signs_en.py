"""English signs of a promise, a complaint, a threat and a feeling, under the same names as the German ones."""

PROMISES = (
    "(?:I|we)(?: will|'ll| shall)(?! (?:not|never|be able)\\b)",
    "(?:I|we)(?: am|'m| are|'re) going to",
    "(?:I|we) (?:promise|guarantee|undertake|commit) (?:to|that (?:I|we|you) will)",
    "you(?: will|'ll| shall) (?:hear|receive|get|have|be (?:called|contacted|refunded|told|informed|updated|rung|"
    "phoned|paid))",
    "(?:(?:my|our|the|your|a) (?:\\w+ ){1,3}|someone |somebody |it |they |he |she )(?:will|'ll)(?= (?:be |have "
    ")?(?:call|ring|phone|write|contact|arriv|"
    "com|deliver|collect|repair|replac|fix|refund|send|sent|ship|reach|there|ready|with you|paid|done)\\w*)",
    "(?:expect|look out for) (?:a|an|my|our) (?:call|reply|answer|update|message|letter|e-?mail)",
)
CARRIED_ON = ("(?:and|,|then)(?: then| I| we)?(?: will|'ll)(?! (?:not|never)\\b)",)
PROMISED_ACTS = (
    "(?:ring|call|phone|write|send|refund|replace|deliver|collect|pay|transfer|e-?mail|mail|contact|update|ship|"
    "repair|exchange|tell|inform|answer|reply)",
    "(?:get|come|be) back to you",
    "let you know",
    "be in touch",
    "hear (?:from|back)",
)
VAGUE = (
    "(?:very |as )?soon(?: as (?:possible|we can|I can|it is|we have|I have|they))?",
    "shortly",
    "asap",
    "as (?:quickly|fast) as (?:possible|we can|I can)",
    "in (?:due course|the near future|good time|no time|a (?:bit|while|moment))",
    "before (?:long|too long)",
    "at the earliest (?:opportunity)?",
    "when(?:ever)? (?:I|we) can",
    "some time",
    "(?:straight|right) away",
    "in the (?:coming|next) (?:days|weeks)",
)
COMPLAINT = (
    "(?:not|n't|never|nothing) (?:\\w+ )?heard (?:anything|back|from|a word)|heard nothing",
    "(?:un|not )reliable|what (?:the hell|on earth)|held hostage|ripp(?:ed|ing) (?:me |us )?off",
    "complain\\w*|complaints?",
    "(?:not|un|in)(?:acceptable|happy|satisfied|impressed)",
    "not (?:good enough|what I (?:ordered|expected|paid for))",
    "(?:very |so |really |extremely |deeply )?(?:disappoint\\w+|dissatisf\\w+|frustrat\\w+|disgust\\w+|appall\\w+|"
    "shocking|disgrace\\w*|ridiculous|pathetic|shambles|a joke|useless|hopeless|"
    "terrible|awful|horrible|poor|worst|rubbish|shit\\w*|crap\\w*|incompetent|unprofessional|unhelpful|rude|"
    "ignor(?:ed|ing)|fed up|let down|shame on|sick of|waste of|lied|scam\\w*|rip.?off|joke)",
    "(?:nobody|no one|no-one|never|noone) (?:\\w+ ){0,2}(?:replie[sd]|answer\\w*|call\\w*|rang|responds?|responded|"
    "got back|came|listen\\w*|cares?|helps?)",
    "(?:no|without) (?:reply|answer|response|apology|explanation|help|refund)",
    "(?:third|fourth|fifth|second|3rd|4th|2nd|5th|umpteenth|\\d{1,2}) (?:time|times|attempts?|calls?|e-?mails?)",
    "(?:still|been) (?:\\w+ )?(?:waiting|wait)",
    "why (?:is|are|do|does|did|has|have|can't|won't|don't|doesn't|hasn't|isn't)",
    "customer service (?:is|was)|(?:want|demand) (?:my money|a refund|compensation|an apology)",
    "your (?:\\w+ ){0,3}(?:is|are) (?:\\w+ )?(?:broken|down|wrong|not working|slow)",
)
NO_PROBLEM = (
    "(?:no|without|any|solved (?:the|my|our)|fixed (?:the|my|our)) (?:more |further )?(?:problem|issue|trouble|fault|"
    "error)s?",
    "(?:can't|cannot|couldn't) (?:wait|thank|fault|complain|recommend)",
)
PROBLEM = (
    "broken|damaged|faulty|defect\\w*|cracked|scratched|torn|leak\\w*|stained|missing|lost|stolen|stuck|delayed|"
    "cancell?ed|overcharged|crash\\w*|freez\\w+|frozen|glitch\\w*|bugs?|errors?|wrong|late",
    "(?:does|do|is|are|has|have|did|was|can|will|wo|would|ca|could)(?:n't|nt| not) (?:\\w+ )?(?:work\\w*|arriv\\w+|"
    "come|came|fit|turn|load\\w*|open|start\\w*|connect\\w*|log|receiv\\w+|get|deliver\\w*|access|let|send|show\\w*|"
    "refund\\w*|respon\\w+|there)",
    "not (?:work\\w*|arriv\\w+|load\\w*|receiv\\w+|deliver\\w+|connect\\w*|charging|turning on|responding)",
    "stopped working|out of order|no longer works|keeps? (?:\\w+ing|saying|telling)",
    "(?:problem|issue|trouble|fault)s?",
    "(?:fell|falls|fallen) (?:off|apart)|came off|broke|ripped|snapped",
    "never (?:arrived|came|received|delivered|got|turned up)",
    "unable to|can't|cant|cannot",
)
NEED = (
    "(?:I|we)(?: would|'d)? (?:like|need|want|wish) (?:to|a|an|the|some|my)",
    "(?:please|can you|could you) (?:send|change|cancel|order|book|arrange|add|update|move|deliver|provide|quote)",
)
PRAISE = (
    "(?:thank you|thanks)(?: so| very)?(?: much)?(?: for| to)",
    "(?:excellent|fantastic|wonderful|brilliant|amazing|superb|outstanding|great|lovely|perfect|awesome|love|loving|"
    "delighted|impressed|thrilled|best|kudos|well done|very pleased|so happy|very happy)",
)
THREAT = (
    "(?:I|we)(?:'ll| will| am going to|'m going to) (?:kill|hurt|hit|smash|burn|find|beat|come (?:for|after)|make "
    "you (?:pay|suffer|regret)|destroy|blow)",
    "(?:kill|hurt|shoot|stab|burn) (?:you|him|her|them|everyone|your|the place)",
    "(?:you'll|you will|you're going to) (?:regret|be sorry|pay for)",
    "(?:know|find out) where you (?:live|work)",
    "watch your back|bomb|come round (?:there )?with",
)
LEGAL = (
    "(?:my |a |our |the )?(?:solicitors?|lawyers?|attorneys?|barrister|legal (?:action|advice|steps|proceedings|team)|"
    "court|small claims|ombudsman|trading standards|regulator|letter before action|"
    "sue|suing|sued|lawsuit|litigation|financial conduct authority|consumer (?:rights act|protection|association)|"
    "chargeback|statutory rights|data protection|gdpr|information commissioner)",
)
SUPERVISOR = (
    "(?:speak|talk|escalate|put me through|pass (?:me|this)|complain|refer)(?: \\w+){0,3} (?:to|with) (?:\\w+ "
    "){0,2}(?:manager|supervisor|boss|superior|team leader|director|management|someone (?:senior|higher|in charge|"
    "else)|"
    "your (?:manager|boss|superior)|head office|ceo)",
    "(?:want|need|get me|give me|is there|would like|demand)(?: \\w+){0,3} (?:manager|supervisor|boss|superior|team "
    "leader|someone (?:senior|in charge))",
    "(?:manager|supervisor) (?:now|please|to call|to ring|call me|ring me)",
)
FEELINGS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (
        5,
        (
            "(?:absolutely |bloody |so |really )?(?:furious|livid|outraged|enraged|seething|incandescent|fuming)",
            "(?:fuck\\w*|wtf|bastards?|bullshit|piss(?:ed)? off|go to hell)",
            "(?:hate|despise) (?:you|your|this|my)",
            "last straw|had enough of",
        ),
    ),
    (
        4,
        (
            "(?:very |so |really |extremely )?(?:angry|disgust\\w+|appall\\w+|outrageous|disgrace\\w*|unacceptable|"
            "ridiculous|incensed|shocking|shameful|pathetic|shambles|useless)",
            "(?:very|so|extremely|deeply|really|bitterly) (?:upset|disappointed|frustrated|annoyed|unhappy|"
            "dissatisfied|worried|let down)",
            "(?:worst|terrible|horrible|awful|shit\\w*|crap|sick of|fed up|a joke|never again|how dare|lied)",
            "in tears|at my wits' end|desperate|devastated",
        ),
    ),
    (
        3,
        (
            "(?:upset|disappoint\\w+|frustrat\\w+|annoy\\w+|unhappy|dissatisfied|let down|irritated|worried|"
            "concerned|anxious|sad|stress\\w*|confused|not (?:happy|impressed|satisfied|good enough)|poor|rubbish|"
            "unfair)",
        ),
    ),
)
PLEASED = (
    "(?:happy|pleased|delighted|grateful|thrilled|glad|relieved|lovely|wonderful|excellent|brilliant|great|love)",
)
