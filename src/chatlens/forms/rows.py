"""The wordings of greetings, goodbyes, agreement and reactions, as rows of data: ordinary English of any chat, forms and
never topics. The first row of a table that matches decides."""

from __future__ import annotations

Row = tuple[float, str] | tuple[float, str, tuple[str, ...]]
"""Strength, pattern (verbose, in any case, matched at the start unless it begins with .*), and perhaps small letters of
which a text must have some for the pattern to match: a pattern that tries word after word is else most of the work."""

_WHO = r"(?:all|everyone|everybody|every\s one|folks|friends|y['’]?all|team|peeps|people|tweeps|gang|there|again|fellow|ladies|from|to|and|my|\w+chat\b|[,.!:#@&-]|$)"

GREETINGS: tuple[Row, ...] = (
    (1.0, rf"(?:good|happy)\s(?:morning|evening|afternoon|day)\b [,!]?\s*{_WHO}"),
    (1.0, rf"(?:morning|evening|afternoon)\b [,!]?\s*(?!from|to|and|my|-){_WHO}"),
    (1.0, rf"(?:hello|hi|hey|hiya|howdy|greetings|g['’]day|aloha|hola|yo)\b (?!-\w|\sand\b) [,!]?\s*{_WHO}"),
    (0.7, r"(?:good\s(?:morning|evening|afternoon)|morning|evening|hello|hi|hey|howdy|greetings)\b (?!-\w)"),
    (
        1.0,
        r"welcome\b (?: \s*+ (?:[,.!:@\#…–-]|$) | \s (?:to|all|every\w++|back|aboard|and|one|friends?|folks|y['’]?all|our|my|new\s(?:friends|members|folks)|in|tonight|(?-i:[A-Z])\w*+)\b)",
    ),
    (
        0.9,
        r"(?:\w++\W++){0,6}? (?:checking|tuning|joining|popping|jumping|dropping|signing) \s (?:in|into|on) \s*+ (?:[,.!\#@–-]|$|\b(?:from|late|today|tonight|again|here|for|after|at|to\s(?:the|this|say|my|our))\b (?!\s the\s deep))",
        ("ing",),
    ),
    (
        0.9,
        r"(?:i['’]?m\s|just\s|now\s|also\s)*+ (?:joining|lurking|arriving|here\sfrom)\b (?!\s(?:a|an|our|your|forces|up)\b)",
    ),
    (
        0.9,
        r"(?:so\s|very\s|super\s)*+ (?:(?:a\s(?:little|bit|few\smin\w*+)|sorry|running|i['’]?m|i\sam|just|arriving),?\s)++ (?:(?:to\sbe|for\sbeing|a\s(?:little|bit)|so|\w++\smin\w*+)\s)*+ late\b .{0,30}? (?:to|join|for|party|\#|here|every\w++|all|folks|[,.!]|$)",
    ),
    (0.9, r"(?:late|better\slate) \s (?:to|but|than)\b .{0,40}? (?:here|party|chat|\#|never)"),
    (0.9, r"(?-i:[A-Z])\w++ (?:\s(?-i:[A-Z])[\w.]*+){0,2} \s here \b (?:[,.!–—-]|\s (?:from|today|tonight|joining)\b)"),
    (
        0.8,
        r"(?:\w++[\s,]++){1,3}? here \b (?:[,.!–—-]|\s (?:from|in|at|today|tonight|and|with|joining|to)\b(?!\s stay))",
    ),
    (
        0.9,
        r"(?: (?:i\s am|i['’]?m|my\s name\s (?:is|['’]s)) \s (?-i:[A-Z])\w++ (?:\s(?-i:[A-Z])\w++)*+ \s*+ (?:[,.–—(-]|from|and\si|in\b) | (?:it['’]?s|this\s is) \s (?-i:[A-Z])\w++ (?:\s(?-i:[A-Z])\w++)*+ ,?\s (?:from|here|joining|in\b))",
    ),
    (
        0.9,
        r"(?:(?:happy|excited|glad|thrilled|stoked|pumped|looking\sforward|so\s\w++)\b .{0,24}?|great\s|good\s) \bto\s (?:be|join|see|have|learn|chat|connect)\b .{0,40}? (?:\bhere|chat|join|tonight|today|morning|evening|everyone|you\sall|with\syou)",
    ),
    (
        0.8,
        r"(?:please\s|pls\s|let['’]?s\s|to\sstart,?\s|take\sa\smoment\sto\s|as\syou\s\w++,?\s)*+ (?:start\sby\s)?+ (?:introduc(?:e|ing)\s your|say\shello|tell\sus\s (?:who|where|your\sname)|share\syour\sname)",
    ),
    (
        0.8,
        # "Ines, bell founder, from Ghent", "Ola Berg - baker in Bergen", "Tam, printer, Leith. Late again"
        r"(?-i:[A-Z])\w++ (?:\s(?-i:[A-Z])[\w.'’]*+){0,2}+ (?: (?:,|\s[-–—]|\s from|\s in|\s out\sof)\s [^.!?\n]{0,90}? (?: \b(?:from|in|at)\s(?-i:[A-Z])\w++ | ,\s(?-i:[A-Z]{2})\b ) | ,\s [^,.!?\n]{3,40}+ ,\s (?-i:[A-Z])\w++ (?:\s(?-i:[A-Z])\w++)? \s*+ (?:[.!,\#]|$) | \s (?:from|in)\s (?-i:[A-Z])\w++ \s*+ (?:[.!,\#]|$) )",
    ),
    (
        0.7,
        r"(?:\w++\W++){0,14}? (?:introduce\s (?:yourself|yourselves)|(?:we\sare|we['’]?re)\s (?:talking|discussing|chatting)\b)",
        ("introduce", "talking", "discussing", "chatting"),
    ),
    (
        0.7,
        r"(?:we['’]?re|we\sare|\S*chat\sis)\s (?:live|on|starting|about\sto\sstart|kicking\soff)\b | (?:it['’]?s|it\sis)\s (?:almost\s)?time\sfor\b | let['’]?s\s (?:get\sstarted|begin|do\sthis|dive\sin|go)\b",
    ),
)

CLOSINGS: tuple[Row, ...] = (
    (
        1.0,
        r"(?:and\s|that(?:\sis|['’]?s)\s|well,?\s|it['’]?s\s|ok(?:ay)?,?\s)*+ (?:a\swrap|it\sfor\b|our\s(?:hour|time|chat|show)\b|all\s(?:for\s|the\stime|we\shave)|(?:our|the)\s(?:hour|time)\s(?:is|has)\b|(?:time|hour)(?:\sis|['’]?s)\sup|(?:we['’]?re|we\sare)\sout\sof\stime)",
    ),
    (
        1.0,
        r"(?:good\s?night|night[,!]?\s*(?:all\b|everyone|everybody|folks|y['’]?all|[@＠])|bye|goodbye|farewell|so\slong|cheers\s(?:all|everyone)|take\scare\b (?!\s(?:of|that|to|not|with)\b)|until\snext|till\snext|see\s(?:you|ya|y['’]?all|u)\b|catch\syou|peace\sout|signing\soff|i['’]?m\soff\b|ta\b[\s,]++(?:all|for\snow|every\w++)|same\stime\snext|off\sto\s (?:bed|work|the|my|put|make|cook|read|water|sleep|dinner|another)\b)",
    ),
    (
        1.0,
        r"(?:sorry,?\s|i\s|i['’]ve\s|so\s)*+ (?:gotta|have\sto|need\sto|must|got\sto|to|heading) \s (?:go|run|leave|dash|out|off|head\s(?:out|off)) (?:\s(?:now|early|soon|everyone|all|folks))?+ \s*+ (?:[,.!\#@–—-]|$)",
    ),
    (
        1.0,
        r"(?: have\sa\s (?:\w++\s){0,2}? | enjoy\s (?:the|your)\s (?:\w++\s){0,3}? | (?:hope\s you|wishing\s (?:you|every\w++|all))\b .{0,30}? ) \b(?:weekend|evening|night|day|week)\b (?!\s(?:without|when|where|with\sno|plan|job)\b)",
    ),
    (
        1.0,
        r"(?:\w++\W++){0,5}? (?:thanks|thank\s(?:you|u)|thx|ty|tx|kudos|huge\sthanks|much\sthanks|gracias)\b (?!\sto\s(?:our|my|the|a|an|his|her|their|this|these|some)\s(?!(?:\w++\s)?(?:guests?|hosts?|mods?|moderators?|team|panel|sponsors?)\b)) .{0,80}? \b(?:chat|hour|tonight|today|hosting|moderating|leading|joining|everyone|everybody|y['’]?all|all\b|you\sall|great\s(?:chat|hour|session|conversation|discussion|ideas|night)|for\s(?:having|being|sharing(?!\s(?:this|that|it|your|the|a)\b)|coming|participating|tuning|an?\s\w++\s(?:chat|hour|session|conversation|discussion|evening|night|morning)))",
        ("thank", "thx", "ty", "tx", "kudos", "gracias"),
    ),
    (
        0.9,
        r"(?:what\san?|such\san?|another|that\swas\san?|this\swas\san?|(?:really\s)?(?:great|fantastic|awesome|wonderful|amazing|fun|good|inspiring|excellent|lovely|super|fast|quick))\b .{0,30}? \b(?:chat|hour|session|conversation|discussion)\b .{0,16}? (?:tonight|today|everyone|everybody|all|this\s\w++|folks|y['’]?all|as\salways|[.!#@]|$)",
    ),
    (
        0.9,
        r"(?:(?:sorry|ok(?:ay)?|well|alright)[,!.]*+\s)?+ i(?:['’]?m|\sam)\s (?:done|finished|out|toast)\s for\s (?:the\s(?:night|evening|day)|tonight|today)\b (?!\s(?:at|when|by|with)\b)",
    ),
    (
        0.9,
        r"(?:i\s)?+ (?:really\s)?+ (?:loved|enjoyed)\s (?:this|the|our|today|tonight|chatting|being|every)\b .{0,40}? (?:chat|hour|conversation|discussion|tonight|today|everyone|with\syou)",
    ),
    (
        0.8,
        r"(?:join\sus|don['’]?t\smiss|be\ssure\sto\sjoin|mark\syour|next)\b .{0,50}? \b(?:next|again|week|month|time|saturday|sunday|monday|tuesday|wednesday|thursday|friday)\b",
    ),
    (
        0.8,
        r"(?:the\s)?(?:archive|transcript|recap|storify|summary)\b .{0,60}? (?:will|posted|up|available|here|soon|of)",
    ),
    (
        0.8,
        r".{0,160}? [.!?…]\s+ (?:and\s|so\s)?(?:thanks?|thank\syou|thx)\b[,\s]+ (?:so\smuch\s|again,?\s|to\s)?(?:you\s)?(?:all|everyone|everybody|y['’]all|folks|for\s(?:joining|coming|hosting|having|an?\s\w+\s(?:chat|hour)))\b",
        ("thank", "thx"),
    ),
    (
        0.95,
        r"[^.!?…,]{0,60}+ [.!?…,]\s+ (?: (?:good\s?night|bye|goodbye|night)\b [,\s]*+ (?:all|every\w++|folks|y['’]all|friends|for\snow|[.!\#@]|$) | see\s(?:you|ya)\s(?:all|next|soon|in|on|tomorrow)\b)",
    ),
    (
        0.8,
        r"(?:please\s|let['’]?s\s|we['’]ll\s)*+ keep\s(?:the|this)\s(?:conversation|chat|discussion)\sgoing | (?:i\s|so\s|really\s)*+ (?:appreciate|grateful\s(?:for|to))\s (?:all\sof|you\sall|every(?:one|body))\b",
    ),
    (
        0.7,
        r"[^.!?…,]{0,80}+ [.!?…,]\s+ (?:and\s|so\s|many\s|big\s)*+ (?:thanks|thank\syou|thx)\b (?:\s(?:to\s)?+(?:all|every\w++|you))*+ (?:\sof\syou)?+ \s*+ (?:[.!\#@]|$)",
        ("thank", "thx"),
    ),
)

AGREEMENTS: tuple[Row, ...] = (
    (
        1.0,
        r"(?:i\s|we\s)?(?:full(?:y)?\s|completely\s|totally\s|absolutely\s|strongly\s|so\s|definitely\s|couldn['’]?t\s|could\snot\s|can['’]?t\s|don['’]?t\s|do\snot\s|100%?\s|really\s|do\s|would\s|have\sto\s|must\s|respectfully\s)*+ (?:dis)?agree\b",
    ),
    (1.0, r"(?:so\strue|well\ssaid|great\spoint|good\spoint|love\s(?:this|that|it)\s*[!.,])"),
)

REACTIONS: tuple[Row, ...] = (
    *AGREEMENTS,
    (
        1.0,
        r"(?:yes|yep|yup|yeah|yess+|amen|exactly|absolutely|indeed|precisely|agreed?|agreeing|so\strue|too\strue|very\strue|ditto|bingo|preach|ha+h?a*|lol|wow|nope|nah|ooh+|aw+|ouch|yay|woohoo|congrats|congratulations|bravo|me\stoo|well\ssaid|well\sput|right\son|spot\son|good\sone|good\s(?:on|for)\syou|can\sconfirm|hm+|guilty|for\ssure|same\shere|you\sbet)\b (?!-\w)",
    ),
    (
        1.0,
        r"(?:no|true|truth|same|oh|sure|totally|definitely|of\scourse|word|this|that|love|ok(?:ay)?|right|nice|correct|interesting|great)\b \s*+ (?:[,.!…:;?)”\"–—]|$|(?:this|that|i|it|we|you|but|and|to\sthis|here|for\sus)\b (?!\s(?:of|is\sthe)\b))",
    ),
    (
        1.0,
        r"(?:i\s(?:really\s|just\s|absolutely\s)?)?(?:love|like|appreciate|adore|dig|second|echo|hear|get|feel)\s (?:this|that|it|your|you|the\s(?:idea|way|thought|analogy|metaphor|quote|point|concept|phrase|image)|how\syou|what\syou|these|hearing)\b",
    ),
    (
        1.0,
        r"(?:i\s(?:sure|certainly|most)\s|it\s|they\s|we\s|he\s|she\s|that\s|you\s|i\s)(?:do|does|did|is|are|can|will|would|should|have|was)(?:n['’]t)?\s*[!.,]",
    ),
    (
        1.0,
        r"(?:such\san?|what\san?|that['’]?s\san?|that\sis\san?|this\sis\san?|a)?\s*(?:really\s|very\s|so\s|super\s)*+(?:great|good|nice|excellent|awesome|fantastic|beautiful|wonderful|important|powerful|key|valid|fair|amazing|brilliant|lovely|interesting|perfect|smart|terrific)\s (?:point|idea|thought|question|reminder|quote|answer|advice|tip|example|insight|analogy|way|share|stuff|work|job|resource|perspective|observation|lesson|call|one|list|strategy|tweet|suggestion|book|post|article|read)s?\b (?!\s(?:needs?|are|makes?|takes?|comes?|starts?|begins?|requires?|helps?|gives?|leads?|can|will|should|must|matters?|have)\b)",
    ),
    (
        0.9,
        r"(?:love|loving|great|nice|awesome|fantastic|beautiful(?:ly)?|brilliant|perfect(?:ly)?|wonderful|excellent|cool|sweet|amazing|interesting|fascinating|powerful|hilarious|impressive|profound)\s*(?:[!.,…]|$|(?:\w++\s){0,2}?(?:point|idea|thought|said|put|job|work|stuff)s?\b)",
    ),
    (
        0.9,
        r"(?:that|this|which)\s?(?:['’]s|\sis|\swas|\shas\sbeen|\scould|\swould|\swill|\sreally|\sso|\sresonates|\smakes|\sreminds|\shits|\sspeaks|\sneeds|\sright|!)\b",
    ),
    (0.9, r"(?:this|that|these)\s*[!.…]"),
    (0.9, r"(?:what|such)\san?\s (?:\w++\s){0,2}?\w++ \s*+ (?:!|$|[\#@])"),
    (0.8, r"(?:\w++\s){0,3}? (?:made|makes|making)\sme\s(?:laugh|cry|smile|think|happy|hungry|jealous)\b"),
    (
        0.9,
        r"(?:there\sis|there['’]?s)\s (?:so\smuch\s|some\s|a\slot\sof\s|much\s)?(?:truth|wisdom|power|value)\s (?:to|in)\s (?:this|that|your|what)",
    ),
    (0.9, r"(?:your|you|you['’]re|you\sare|you['’]ve|ur)\s (?!can['’]?t\b|need\b|must\b|should\b|have\sto\b|can\b)"),
    (
        0.9,
        r"(?: thanks\b (?!\sto\s(?:our|my|the|a|an|his|her|their|this|these|some)\b) | thank\s(?:you|u)\b (?!\s(?:cards?|notes?|letters?|emails?)\b) | (?:thx|ty)\b )",
    ),
    (
        0.9,
        r"(?:so|too|very|really|how|super|oh\smy|omg|holy)\s (?:true|glad|good|great|right|awesome|important|powerful|cool|happy|proud|excited|sorry|sad|funny|interesting|well|much|goodness|gosh|gosh|word|inspiring|exciting|amazing|smart|wise|nice|sweet|fun)\b",
    ),
    (
        0.8,
        r"(?:i\sdon['’]?t\sthink\s(?:it|that|so|you)\b|i\s(?:also\s)?(?:was|am)\sthinking\sthe\ssame|i\snever\s(?:thought|considered)|never\sthought|hadn['’]?t\sthought|makes?\s(?:me\sthink|sense|so\smuch)|reminds?\sme|sounds?\s(?:like|great|good|amazing|awesome|familiar)|couldn['’]?t\shave\s(?:said|put)|(?:i['’]?m\s)?(?:totally\s|completely\s|so\s)?with\syou\b|stealing\s(?:this|that)|i\s(?:wonder|hope)\sif\syou|same\sthing\sin\b|i\scan\s(?:feel|see|hear|relate))",
    ),
    (
        0.8,
        r"(?:and|but|or|also\s(?:that|this)|&(?:amp;)?|\+|as\swell\sas|not\sto\smention|especially|even\sthough|unless|which|exactly|except)\s",
    ),
    (
        0.8,
        r"(?:why|how|what|where|when|who|which|do|does|did|are|is|can|could|have|has|would|will)\s (?:do\s|did\s|does\s|have\s|are\s|would\s|could\s)?(?:you|your|yours|u|ur)\b",
    ),
    (
        0.7,
        r"[“\"][^”\"]{6,120}[”\"]\s*(?:[-–—]+\s*)?(?:this|that|so|yes|love|amen|i\s(?:agree|love|like)|what\san?|great|exactly|wow|agreed?|well|such|!|absolutely)",
    ),
    (
        0.8,
        r"(?:\w++\W++){0,7}? (?:at|by|on|with|of|love[ds]?|like[ds]?|about) \s (?:this|that) \s (?:one|tweet|thread|answer|reply|comment)\b",
        ("one", "tweet", "thread", "answer", "reply", "comment"),
    ),
    (
        0.6,
        r"(?:it|they|he|she|those|these)\s?(?:['’]s|['’]re|\sis|\sare|\swas|\sdoes|\sdo|\scan|\swill|\sreally|\salso)\b",
    ),
    (
        0.6,
        r"(?:how\sabout|what\sabout|what\sif|have\syou|any\s(?:ideas|thoughts|suggestions|tips)|tell\s(?:us|me)\smore|can\syou\s|would\slove\sto\s(?:hear|see|know|learn))\b",
    ),
)
