"""Refusals, lead-ins and small talk: sentences that assert nothing about the subject.

English; what other languages have of it is scored. Each rule is narrow: what a rule takes for small
talk no gate ever sees.
"""

from __future__ import annotations

import re

# Whoever speaks for a company also says "we do not have", "we cannot provide": what is not had must
# be something to answer with.
_CANNOT = (
    r"(?:cannot|can\ not|can['’]t|could\ not|couldn['’]t|"
    r"(?:am|are|was|were)\ (?:unable|not\ able)\ to)"
)
_I_CANNOT = rf"(?:(?:i|we)\ {_CANNOT}|(?:i['’]m|we['’]re)\ (?:unable|not\ able)\ to)"
_DO_NOT = r"(?:(?:do|did)\ not|(?:do|did)n['’]t)"
_ANSWER = r"(?:[\w'’-]+\ ){0,4}(?:information|answers?|details?|access|context|knowledge)"
_SOURCES = r"(?:documents?|sources?|passages?|context|text|search\ results?)"
# What is not in "the documents" may be not in those that a customer sends.
_GIVEN = (
    rf"(?:the|these|your)\ (?:(?:provided|given|retrieved|available|supplied|above)\ {_SOURCES}"
    r"|context(?!\ of\b)|passages?|search\ results?)"
)
_NOT_TOLD = (
    r"not\ (?:explicitly\ |directly\ )?"
    r"(?:specified|stated|mentioned|provided|given|found|available|discussed)"
)
_TELL = r"(?:say|state|mention|answer|contain|provide|tell|specify|give|include|cover)"
_NO_INFORMATION = r"there(?:\ is|['’]s)\ (?:no|not\ enough)\ information"
_VERB = (
    r"(?:is|are|was|were|has|have|had|does|did|will|would|can|could|must|may|might|should|\w{2,}ed)"
)
# What a model says before it calls a tool.
_SEARCH = r"(?:search|(?:look|check)\ (?:(?:this|that|it)\ up|up|for|into)|find)"
_ASIDE = r"(?:\ (?:about|on|regarding|concerning|to|of)\ [^.,;]{1,80}?)?"
_NO_CLAIM = re.compile(
    rf"""(?ix) ^
      (?:(?:i['’]?m\ (?:very\ )?sorry|i\ am\ (?:very\ )?sorry|sorry|unfortunately)\b,?\ ?)?
      (?:(?:but|that)\ |(?:however|therefore|thus|so),?\ )?
      (?:(?:(?:based\ on|according\ to)\ [^.,]{{0,60}}|in\ {_GIVEN}),\ )?
      (?!.*(?:;|\b(?:but|however|although|though|whereas)\b)) (?:
      (?:(?:i|we)\ {_DO_NOT}|{_I_CANNOT})\ (?:know|(?:have|find|see|give|provide)\ {_ANSWER})\b .* |
      (?:{_I_CANNOT}|i\ {_DO_NOT})\ (?:find|answer|say|tell|determine)\b .* |
      {_I_CANNOT}\ help\b (?:\ you\b)? (?:\ (?:with\ (?:that|this|your)|find|answer)\b .* | .?) |
      as\ an?\ (?:ai|language\ model|assistant)\b[^,.]{{0,40}},\ i\b .* |
      (?:i['’]?ll|i\ will|let\ me)\ (?:now\ |first\ |also\ |quickly\ )?{_SEARCH}\b
         (?!.*\b{_VERB}\b) [^\d.,;:]{{0,100}} [.:!…]* |
      hope\ (?:this|that)\ helps[.!]* |
      if\ you(?:['’]d|\ would)?\ (?:like|want|wish),?\ i\ (?:can|could)\ (?!be\b)[^\d;:]* |
      (?:i\ hope\ this|(?:just\ )?let\ me\ know|feel\ free|please\ (?:let|note\ that\ i))\b .* |
      the\ (?:provided\ |given\ |retrieved\ |available\ |indexed\ )?{_SOURCES}\ (?:do|does|did)
         (?:\ not|n['’]t)\ {_TELL}\b .* |
      (?:none|neither)\ of\ (?:the|these)\ (?:\w+\ )?{_SOURCES}\ {_TELL}s?\b .* |
      {_NO_INFORMATION}\b (?!\ \w) .* |
      {_NO_INFORMATION}\ (?:on|about|in|to|for|of|that|as|here|whether|
         available|given|provided|regarding|concerning)\b .* |
      there\ is\ (?:no|not\ enough)\ evidence\b .* \b(?:in|from)\ (?:the|these|your)\ (?:\w+\ )?
         {_SOURCES}\b .* |
      there\ (?:is|was)\ no\ mention\ (?:of|in|about)\b .* |
      no\ (?:relevant\ |further\ )?(?:information|details?|answer){_ASIDE}\ (?:is|are|was|were|can\ be|
         could\ be)\ (?:available|provided|given|found|mentioned)
         (?:\W* $ | \ (?:about|on|regarding|concerning|whether|here|in\ {_GIVEN})\b .*) |
      the\ (?:answer|(?:requested\ |relevant\ )?information){_ASIDE}\ (?:(?:is|was)\ not\ in|
         (?:can\ ?not|could\ not)\ be\ found\ in|(?:is|was)\ {_NOT_TOLD}\ in)\s
         (?:the|these|your)\ (?:\w+\ )?{_SOURCES}\b .* |
      (?:it|[^.,;]{{1,80}}?)\ (?:is|are|was|were)\ {_NOT_TOLD}\ (?:anywhere\ )?(?:in|by)\ {_GIVEN}\b .* |
      (?:here|these|below)\ (?:is|are)\b [^.]{{0,80}} : |
      (?:in\ (?:summary|conclusion|short)|overall|to\ summari[sz]e|sure|certainly|of\ course)[,:.!]? |
      (?:that['’]?s\ |what\ )?(?:an?\ )?(?:great|good|excellent|interesting)\ question[.!]* |
      (?:thanks|thank\ you)(?:\ (?:so|very)\ much)?\ for\ (?:(?:your|the)\ (?:patience|question|
         understanding|message|inquiry|interest)|asking|reaching\ out|waiting)[.!]* |
      (?:you['’]re|you\ are)\ (?:very\ )?welcome[.!]* | (?:hello|hi)(?:\ there)?[,.!]* |
      (?:i['’]?(?:m|d\ be)\ )?(?:happy|glad)\ to\ help[.!]* |
      if\ you\ have\ (?:any\ )?(?:other\ |more\ |further\ )?questions,?\ (?:please\ )?(?:let\ (?:me|us)
         \ know|feel\ free\ to\ ask|(?:don['’]t|do\ not)\ hesitate\ to\ ask)[.!]* |
      (?:sources?|references?|citations?|quellen?)[*_]*:(?:\W|\b(?:and|und)\b)*
    ) $ """
)
# Where a refusal may go on to assert something ("..., and the plant has 500 turbines"): before a
# verb or a number. What it goes on with may be a refusal too.
_SAYS = rf"[^,;]{{0,80}}?(?:\d|\b{_VERB}\b)"
_GOES_ON = re.compile(
    rf"""(?ix) ,\ (?:
      and\ (?!(?:i|what|who|whom|whose|when|where|why|how|which|whether|if|that)\b) (?={_SAYS}) |
      which\ (?!(?:you|i|we|means|makes\ it)\b) (?={_SAYS}|\w+s\b)
    )"""
)


def refuses(sentence: str) -> bool:
    """Whether all of ``sentence`` is a refusal, a lead-in or small talk."""
    return all(_NO_CLAIM.match(part) for part in _GOES_ON.split(sentence))
