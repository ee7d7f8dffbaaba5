"""English words of the closed classes: articles, pronouns, prepositions, conjunctions, auxiliaries, particles.

No noun, adjective or full verb is here: what people speak of in a chat is for the chat to say. Contractions are given
without their ending ("it" for "it's"), and "n't" forms with it, also as written without the apostrophe.
"""

from __future__ import annotations

_BY_CLASS = """
a an the this that these those such
i me my mine myself we us our ours ourselves you your yours yourself yourselves y'all yall ya u ur
he him his himself she her hers herself it its itself they them their theirs themselves one ones oneself
who whom whose which what whatever whichever whoever when whenever where wherever why how however
someone somebody something somewhere anyone anybody anything anywhere everyone everybody everything everywhere
nobody nothing nowhere none no not nor neither either both each every all any some few fewer many much more most
less least several enough other others another else same own lot lots
and or but if then than so because cause bc cuz since while whereas although though unless until till whether as
about above across after against along among around at before behind below beneath beside besides between beyond by
despite down during except for from in inside into like near of off on onto out outside over past per plus through
thru throughout to toward towards under underneath until up upon via vs versus w with within without wo
am is are was were be been being do does did doing done have has had having can could may might must shall should
will would ought let lets gonna gotta wanna
ain't aren't can't cannot couldn't didn't doesn't don't hadn't hasn't haven't isn't mustn't needn't shouldn't
wasn't weren't won't wouldn't aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt
wasnt werent wont wouldnt im ive id youre youve theyre theyve weve thats whats theres heres hes shes
here there now then again ever never once only just also too very quite rather even still yet already always often
sometimes maybe perhaps almost away back instead therefore thus hence
yes yeah yep nope oh ah hey hi ok okay please etc eg ie
two three four five six seven eight nine ten first second third
rt mt ht amp
"""

ENGLISH = frozenset(_BY_CLASS.split())
