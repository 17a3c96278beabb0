"""English signs of a promise, a need, praise, a threat and a feeling, under the same names as the German ones."""

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
NEED = (
    "(?:I|we)(?: would|'d)? (?:like|need|want|wish) (?:to(?! (?:know|ask|hear|find out)\\b)|a|an|the|some|my|\\d+|"
    "one|two|three|four|five|six|ten|twelve|another|more)",
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
