"""English phrases the reader knows: patterns over whole words; of two that start together the earlier act wins."""

from amends.core.reading.passages import listed

TELLING = listed(
    """
    the and you your to of is it was for that we have not with this are be my will our on in by i
    """
)
"""Words that tell the language of a text."""

SAYS_NOTHING = listed(
    """
    the a an and or but that this it its is was were are be been have has had for of to in on at by with from
    about as so very really truly deeply sincerely i we you he she they me us him them my our your sorry apologise
    apologize apologies apology inconvenience caused may might can could would will must how what which when why
    if any all see imagine understand appreciate feel felt know please accept not no do did does there here like
    want hear just only again also more most much thing things something situation matter issue case happened
    happen
    """
)
"""Words that name nothing of a case."""

_HARD = (
    "upset|upsetting|frustrat(?:ed|ing)|annoy(?:ed|ing)|disappoint(?:ed|ing)|angry|furious|worr(?:ied|ying)|"
    "stress(?:ed|ful)|unpleasant|awkward|"
    "embarrassing|exhausting|tiring|maddening|infuriating|let down|hard|difficult|distress(?:ed|ing)|unfair|a "
    "(?:shock|nuisance|blow|let-down)|"
    "not (?:good enough|acceptable|what you (?:expected|ordered|paid for))|painful|unsettling|alarming|concerning|"
    "inconvenient|disruptive|miserable"
)
_VERY = "(?:so |very |really |truly |quite |extremely |deeply |rather |most |incredibly |particularly )?"

ACTS: dict[str, tuple[str, ...]] = {
    "empty-apology": (
        "any (?:\\w+ )?(?:inconvenience|trouble|upset|distress|confusion|disappointment|frustration)(?: (?:this|"
        "that|it|we|which)(?: (?:may|might|could))?(?: have)? caused)?",
        "(?:the|this|your) inconvenience",
        "sorry (?:that |if |to hear that )?you (?:feel|felt|think|thought)",
        "sorry for how you feel",
        "if (?:you|anyone) (?:were|was|are|felt|feel|have been) (?:offended|upset|disappointed|hurt|inconvenienced)",
        "apolog(?:y|ies) if",
        "sorry if",
    ),
    "empathy": (
        "I (?:can|could) (?:only |really |well |fully |quite |certainly |just )?(?:see|imagine|understand|hear|"
        "appreciate|feel|tell) (?:how|why|what|that|you|your|from)",
        "I (?:cannot|can't) imagine (?:how|what)",
        f"(?:I|we) (?:do |fully |completely |really |quite )?(?:understand|appreciate|realise|realize|see|know|get) "
        f"(?:how|why|that (?:this|it) (?:is|was|has|must)|"
        f"(?:that )?you(?: are|'re| were| feel| must)(?: be)? {_VERY}(?:{_HARD})|your (?:frustration|anger|"
        f"disappointment|concern|worry|upset))",
        "(?:that|this|it|which|you) must (?:have (?:been|felt|left|cost|come|spoil(?:ed|t)|made|caused|meant|"
        "seemed|taken|given|had|thought|wondered)|feel|seem|look)",
        "(?:that|this|it|you) must be(?! (?:returned|sent|paid|signed|done|made|used|kept|received|shipped|"
        "collected|claimed|within|filled|completed|by)\\b)",
        f"(?:that|this|it|what happened) (?:is|was|sounds|'s|feels|would be|will have been) {_VERY}(?:{_HARD})",
        f"how {_VERY}(?:{_HARD})",
        "(?:in|put myself in) your (?:place|shoes|position)",
        "no wonder(?: that)?",
        "you (?:have|had|'ve) every (?:right|reason)",
        f"(?:anyone|anybody|I) would (?:be|feel|have been|have felt) {_VERY}(?:{_HARD})",
        "you (?:were|had been|had) (?:looking|looked) forward",
        "(?:that|this|it) is not (?:how|what) (?:it|you|we|anyone) (?:should|wanted?|expected?)",
    ),
    "restatement": (
        "(?:as )?you (?:have |'ve )?(?:wrote|written|write|told|tell|said|say|mentioned|explained|described|"
        "reported|pointed out|let (?:me|us) know)"
        "(?: to)?(?: (?:me|us))?(?: in your \\w+)?",
        "you(?: are|'re) (?:telling|saying|writing)(?: (?:me|us))?(?: that)?",
        "(?:if|that|whether) (?:I|we)(?: have|'ve)?(?: got)? ?(?:understood|understand|have|got|read|heard|hear)? "
        "?(?:it|this|that|you|everything|things|all of it|the facts)? "
        "?(?:right|correctly|properly|rightly)",
        "let me (?:just |first )?(?:check|make sure|see whether|repeat|say (?:it|that|this) back|confirm|"
        "summari[sz]e|put (?:it|this) in my (?:own )?words|read (?:it|this|that) back)",
        "(?:as|what|from what) (?:I|we) (?:understand|understood|hear|heard|read)",
        "(?:my|our) understanding is",
        "(?:I|we) (?:understand|see|read|hear|gather)(?: from your \\w+)?(?: that)? (?:you|your|the|there|it|one|two)",
        "in your (?:own )?words",
        "to (?:say (?:it|this|that) back|sum up|summari[sz]e|recap)",
        "you (?:have |'ve )?(?:contacted|written to|wrote to|phoned|rang|called)(?: to)?(?: (?:me|us))? (?:because|"
        "about|to say|to tell)",
        "what (?:happened|I (?:heard|have noted|have understood)) is",
        "here is what I (?:understood|heard|have|noted)",
    ),
    "apology": (
        "(?:I|we)(?: am|'m| are|'re) (?:so |very |truly |really |deeply |sincerely |terribly |extremely |genuinely "
        ")?sorry",
        "(?:my|our)(?: \\w+)? (?:apologies|apology)",
        "(?:I|we)(?: would like to| want to| do| must| can only| 'd like to)? ?(?:sincerely |deeply |truly "
        ")?apologi[sz]e",
        "please accept (?:my|our)(?: \\w+)? apolog(?:y|ies)",
        "apologies(?: for| that)?",
        "(?:so |very |really )?sorry (?:about|for|that|to)",
        "^sorry|sorry(?=[.!])",
        "(?:I|we) (?:got|did) (?:this|that|it) wrong",
        "(?:that|this|it) (?:was|is) (?:my|our) (?:fault|mistake|error)",
    ),
    "assurance": (
        "(?:I|we)(?: am|'m| are|'re) (?:now )?going to",
        "(?:I|we)(?: will|'ll|'m|'ve| am| have) (?:personally |now |also )?(?:look(?:ing)? after|tak(?:e|ing) care "
        "of|tak(?:e|en|ing) (?:this|it|that|your case|the matter) (?:on|over|up)|"
        "tak(?:e|en|ing) (?:full |personal )?(?:ownership|responsibility|charge)|see(?:ing)? to|deal(?:ing)? with|"
        "sort(?:ing)?|handl(?:e|ing)|fix|resolv(?:e|ing)|put (?:this|it|that|things) right|"
        "make sure|see (?:this|it|that) through|stay (?:with|on)|follow (?:this|it) (?:up|through)|be your contact|"
        "work on)",
        "(?:this|it|your case|the matter) (?:stays|is|rests|will stay) (?:with me|in my hands|mine)",
        "leave (?:this|it) with me",
        "you can (?:rely|count) on (?:me|us)",
        "I(?: am|'m) (?:personally )?(?:responsible|your contact|looking after|on it)",
    ),
    "defensive": (
        "as (?:I|we)(?: have|'ve)? (?:already |previously |clearly )?(?:said|told you|explained|stated|mentioned|"
        "written)(?: (?:already|before|earlier))?",
        "as (?:already|previously|clearly) (?:said|stated|explained|mentioned)",
        "(?:calm down|with (?:all due )?respect|in our defen[cs]e|to be (?:fair|honest)|like I said)",
        "(?:that|this|it)(?: is|'s|s)(?: not|n't) (?:my|our) (?:fault|job|problem|responsibility|department|doing)",
        "(?:is not|isn't|was not|wasn't) (?:my|our) (?:fault|job|problem|responsibility|department)",
        "(?:nobody|no one|no other customer|none of our (?:other )?customers)(?: else)?(?: has| have)?(?: ever)? "
        "complain(?:s|ed)",
        "you (?:have to|need to|must) (?:understand|realise|realize|appreciate|remember|bear in mind)",
        "(?:I|we) (?:only|just) (?:work here|follow|did what|do what|do my job)",
        "(?:I|we) (?:did|have done) (?:everything|nothing wrong)",
        "(?:that|this) (?:never happens|has never happened)",
        "there is nothing wrong with",
    ),
    "blame": (
        "you (?:should|could|ought to|must|might) (?:have|of)",
        "you (?:failed|neglected|forgot|omitted) to",
        "you (?:did not|didn't|never) (?:read|check|tell|say|inform|follow|give|provide|choose|let|mention|answer|"
        "reply|order|measure|sign|keep)",
        "(?:if|had) you(?: had)? (?:only |just )?(?:read|checked|told|followed|given|asked|measured|ordered)",
        "(?:your|their|his|her|the (?:courier|driver|supplier|warehouse|carrier|depot|manufacturer)'s|our \\w+'s) "
        "(?:own )?(?:fault|mistake|error)",
        "(?:my colleague|our (?:courier|driver|supplier|warehouse|carrier|colleague|partner)|the (?:courier|driver|"
        "supplier|warehouse|carrier|manufacturer|other department|sales team|post office)) "
        "(?:has |have |had )?(?:made a mistake|forgot|failed|messed up|let us down|is to blame|are to blame|was to "
        "blame|got (?:it|this) wrong|did not|didn't|should have)",
        "(?:is|are|was|were) to blame",
    ),
    "refusal": (
        "(?:I|we)(?: am| are|'m|'re| were| was)? ?(?:unfortunately |afraid |sadly |really |simply |therefore "
        ")?(?:cannot|can't|can not|could not|couldn't|won't|will not|"
        "unable|not able|not in a position)(?: be able)?(?: to)?"
        "(?! (?:be able )?(?:imagine|wait|thank|apologi[sz]e|tell you how|understand|see why|let you down|rest|"
        "stop|forget|leave|be satisfied|close|change what)\\b)",
        "(?:I|we) (?:do not|don't|must|have to) (?:offer|give|accept|provide|refund|decline|refuse|reject|say no)",
        "(?:is|are|was)(?: not|n't) (?:possible|eligible|covered|available|entitled)",
        "not possible",
        "there is nothing (?:more |else )?(?:I|we) can do",
        "(?:your|the) (?:claim|request|refund|application) (?:is|was|has been|will be) (?:declined|refused|"
        "rejected|denied|turned down)",
        "no (?:refund|exchange|replacement|compensation)s?",
        "non-refundable",
    ),
    "excuse": (
        "unfortunately",
        "due to (?:the |a |an |our |very |unusually |current |unforeseen )?\\w+",
        "(?:as per|according to|in line with|under) (?:our|the|company) (?:policy|policies|rules|procedures?|terms|"
        "guidelines)",
        "(?:our|company) policy",
        "(?:because of|owing to|thanks to) (?:the |a |our |an )?(?:high|busy|staff|weather|traffic|season|demand|"
        "volume|holiday|shortage|supplier|courier|system|strike|covid|\\w+ shortage)\\w*",
        "(?:our|the|my) (?:courier|driver|supplier|warehouse|team|colleagues?|system|computer|carrier|staff|website|"
        "line)s?(?: \\w+)? (?:was|were|is|are|has been|have been) "
        "(?:very |extremely |so |really |too )?(?:busy|down|slow|overloaded|ill|sick|short-staffed|not working|"
        "broken|late|stuck|new)",
        "(?:I|we)(?: am| are|'ve been| have been| were| was|'re) (?:very |extremely |so |really |quite )?(?:busy|"
        "short-staffed|understaffed|overwhelmed|snowed under|on holiday)",
        "(?:the|our) (?:system|computer) (?:does not|doesn't|won't|will not|did not|didn't|says|only)",
        "(?:circumstances )?(?:beyond|outside)(?: of)? our control",
        "high (?:demand|volumes?|call volumes?)",
        "these things happen",
        "teething (?:problems|troubles)",
        "human error",
    ),
    "thanks": (
        "(?:many |with )?thanks?(?: you)?(?: (?:so|very) much| a lot| again| once again)?(?: (?:for|to|that|in "
        "advance))?",
        "(?:I|we)(?: really| do| very much)? ?appreciate (?:you|your|it|that you|the)",
        "(?:I|we)(?: am|'m| are|'re) (?:very |really |so )?grateful",
        "grateful (?:to you|for)",
        "cheers",
    ),
    "anything-else": (
        "(?:anything|something) (?:else|more|further)(?: (?:that )?(?:I|we) can)?",
        "any(?:thing)? other (?:thing|matter|questions?|way)",
        "what else (?:can|could|may) (?:I|we)",
        "any (?:more|further) questions",
    ),
}

INDIRECT_QUESTIONS = (
    "(?:can|could|would|will) you (?:please |kindly |at least )?(?:tell|let|explain|confirm|say|advise|check)",
    "(?:I|we)(?: would|'d) (?:like|love|want) to know",
    "(?:I|we) (?:want|need|wish) to know",
    "(?:I|we)(?: am|'m| are|'re| was) (?:wondering|asking) (?:if|whether|when|why|what|how|where)",
    "(?:I|we) wonder (?:if|whether|when|why|what|how|where)",
    "(?:please|kindly) (?:tell|let|explain|confirm|advise)(?: (?:me|us))?(?: know)? (?:if|whether|when|why|what|"
    "how|where|which|who)",
    "when (?:will|can|do|does|is|are) (?:I|we|it|this|my|the|you)",
)

QUESTION_TAIL = (
    "(?:is that|did (?:I|we) get (?:it|that|this)|have (?:I|we) (?:got|understood) (?:it|that|this|you)) (?:right|"
    "correct|correctly)",
)

ANSWERS: dict[str, tuple[str, ...]] = {
    "nothing else": (
        "(?:no,? )?(?:there is |there's )?nothing (?:else|more|further)(?: (?:at the moment|for now|needed))?",
        "no,? (?:that is|that's|that was|that will be) (?:all|it|everything)",
        "no (?:problem|problems|worries|rush|hurry|need|matter|more questions|further questions|complaints?|issues?)",
        "no doubt",
    ),
    "not_yet": (
        "not (?:yet|so far)",
        "no,? not yet",
        "(?:it |this |that )?(?:is |it's |'s |has |have |am |I'm |are )?still (?:\\w+ )?(?:not|broken|waiting|"
        "missing|wrong|hasn't|haven't|isn't|doesn't|no|nothing|leaking|damaged|open|the same|faulty|there|"
        "unresolved|outstanding|wobbl\\w+|scratched|stuck|late|out of|being|noisy|squeak\\w+|torn|dirty)",
        "(?:has|have)(?: not|n't) (?:\\w+ )?(?:arrived|come|been|received|got|heard|turned up|changed|happened|"
        "reached|had)",
        "(?:nothing|no one|nobody)(?: has|'s)? (?:\\w+ )?(?:arrived|come|happened|changed|called|rung|phoned|"
        "replied|turned up)",
        "(?:is|was|are)(?: not|n't) (?:\\w+ )?(?:fixed|sorted|resolved|solved|finished|done|settled|put right|"
        "working|repaired|over|here)",
        "(?:does not|doesn't|didn't|did not) (?:\\w+ )?(?:work|fit|help|arrive|come|solve|fix)",
        "(?:happened|broke|broken|failed|came back|started|gone)(?: \\w+)? again",
        "again (?:broken|wrong|late|missing)",
        "not (?:\\w+ )?(?:fixed|sorted|resolved|solved|finished|settled|put right|repaired|arrived)",
        "as soon as (?:it|the)",
        "(?:I|I'll|will|let me)(?: will)? (?:wait|have to wait|check|let you know)",
    ),
    "not_quite": (
        "not (?:quite|exactly|entirely|completely|fully|really|totally|wholly|altogether|all of it|everything)",
        "(?:almost|nearly|mostly|partly|partially|close|in part|more or less|half right|yes and no)",
        "(?:one|a|two|some|small|few)(?: \\w+)? (?:corrections?|mistakes?|things? (?:is|are|was) (?:wrong|missing|"
        "not))",
        "you (?:missed|forgot|left out|have missed|mixed up|misunderstood)",
        "(?:it|there|they|he|she) (?:was|were) (?:actually |really |in fact )",
        "actually,? (?:it|there|they|the|I|we)",
        "(?:except|apart from)(?: that| for)?",
        "(?:it|that|the \\w+) (?:was|were|is) (?:the |a |on |in |at )?\\w+,? not (?:the |a |on |in |at )?\\w+",
    ),
    "no": (
        "(?:no|nope|nah|no way|not at all|absolutely not|certainly not|definitely not|of course not)",
        "(?:that|this|it)(?: is|'s|s| was)(?: not|n't) (?:it|right|correct|true|what (?:happened|I said|I meant|I "
        "wrote)|so|the case|ok(?:ay)?|acceptable|good enough|enough|fair)",
        "(?:is not|isn't|not) (?:right|correct|true|acceptable|good enough|enough|ok(?:ay)?|happy|satisfied|agreed)",
        "(?:that|this|it|you|you've|you have)(?: is|'s| are|'re| was)?(?: got)?(?: it| this| that)? (?:all |"
        "completely |quite |totally )?(?:wrong|incorrect|false|mistaken)",
        "(?:I|we) (?:do not|don't|cannot|can't) (?:agree|accept)",
        "(?:I|we) disagree",
    ),
    "yes": (
        "(?:yes|yep|yeah|yup|yess+|aye|sure|of course|absolutely|definitely|certainly|indeed|agreed|exactly|"
        "precisely|correct|right|confirmed|perfect|perfectly|spot on|100 ?%)",
        "(?:that|this|it|you|you've|you have|all|everything)(?: is|'s| are|'re| was| now| all| has been| have)*(?: "
        "got)?(?: it| this| that)?(?: is)?(?: all| now| exactly| absolutely| completely| just| quite)* "
        "(?:right|correct|it|exactly it|what (?:happened|I (?:meant|said|wrote))|sorted|fixed|solved|resolved|"
        "settled|fine|good|ok(?:ay)?|perfect|great|put right|working|works|arrived|spot on|done|accurate|well)",
        "(?:fixed|sorted|solved|resolved|settled|all (?:good|fine|well|sorted|ok(?:ay)?)|ok(?:ay)?|fine)",
        "(?:it|that|everything) (?:now )?works(?: now| again)?",
        "(?:I(?: am|'m)|we(?: are|'re)) (?:very |really |so |quite |perfectly |completely )?(?:happy|satisfied|"
        "pleased|content)",
        "(?:I|we) (?:agree|confirm|accept)",
        "you(?: have|'ve)? (?:got|understood|have) (?:it|this|me)(?: (?:right|correctly|exactly|perfectly))?",
        "problem solved",
    ),
    "but": ("but|however|although|though|except|only that|yet|unless|until|as long as",),
    "thanks": (
        "(?:many |with |big |huge )?thanks?(?: you)?(?: (?:so|very) much| a lot| a million| again| indeed)?(?: "
        "(?:for|to) (?:your|the|all|everything|letting|getting|coming|you|this|that)[^.!?\\n]{0,80})?",
        "(?:ta|cheers|thx|tysm|much appreciated|(?:I|we) (?:really )?appreciate (?:it|that|this|your help))",
    ),
    "courtesy": (
        "(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|(?:kind|best|warm) (?:regards|wishes)|regards|"
        "best|yours(?: sincerely| faithfully| truly)?|sincerely|"
        "have a (?:nice|good|great|lovely) (?:day|evening|weekend|one|week)|you too|sent from my \\w+|all the best|"
        "bye|take care|great|lovely|brilliant|wonderful|super|nice|very kind|received|noted|got it)",
    ),
}
