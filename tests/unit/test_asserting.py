"""Sentences of an answer: which assert something."""

from __future__ import annotations

import pytest

from attrib.answers.claims import asserts
from attrib.attempt import ABSTAINS


@pytest.mark.parametrize(
    "sentence",
    [
        "The array has 14 turbines.",
        "14 turbines",
        "Es gibt 14 Turbinen.",
        "潮汐発電所は北にある。",
        "- The array has 14 turbines",
        "**The array** has 14 turbines.",
        "#1 of the turbines is T09.",
        "The question was whether it works.",
        # a refusal or a sigh that goes on to assert something
        "Unfortunately, turbine T09 was not repaired until June 2023.",
        "The documents do not state the price, but the repair cost 640,000 euros.",
        "I do not know the price; the repair cost 640,000 euros.",
        "I'm sorry, however the repair cost 640,000 euros.",
        "I do not know the price, and the repair cost 640,000 euros.",
        "The sources do not provide the answer to this question, and the plant has 500 turbines.",
        "The text does not include any warranty for batteries, which cost $500 each.",
        "The sources do not say who built the plant, which lies north of the harbour.",
        "I could not find the price, and the plant was closed.",
        # what a company says of itself, and what is known not to be so
        "We do not provide refunds after 30 days.",
        "We do not have a branch in Oslo.",
        "We cannot provide a loan to customers under 18.",
        "We are unable to provide parking.",
        "We cannot help customers under 18.",
        "We do not answer calls after six.",
        "There is no evidence that coffee causes cancer.",
        "There is not enough evidence for it.",
        "There is no information desk in Oslo.",
        "The library does not provide parking.",
        "As an assistant professor, she led the programme.",
        "The documents were signed in May.",
        "The council did not say why.",
        "In summary, the array has 14 turbines.",
        "Here is the turbine that failed in May.",
        "There's no information desk in Oslo.",
        "None of the documents were signed in May.",
        "None of the staff mention the price.",
        "However, the documents were signed in May.",
        "Therefore, the council did not say why.",
        "None of the documents mention the price, and the plant has 500 turbines.",
        "If you'd like, I can be reached at noon.",
        "If you want, I can offer 5 euros.",
        "If you want to park, you can use the yard.",
        "Hope is what helps.",
        # what is not given to somebody, and what is not in papers that are no sources
        "No information is given to third parties.",
        "No details are provided to third parties.",
        "No answer was given within 30 days.",
        "The fee is not included in the documents.",
        "Your passport is not mentioned in the documents.",
        "Refunds are not available in the context of sales.",
        "The information is not available to customers.",
        "The answer is 12.",
        # refusals that go on
        "No information is available on this topic, and the plant has 500 turbines.",
        "There is no mention of it in the sources, but it costs 9 euros.",
        # politeness that says something
        "If you have any questions, call 555 1234.",
        "Thank you for your order of 12 May.",
        "Good questions have answers.",
        "I will find the fee of 4 euros.",
        "Let me search for the oak, which was felled.",
        "I'll look for the key that is lost.",
        "Sources: The report of 1931.",
        "The library of Hesten has three floors and a garden, and its rooms are used for these courses:",
    ],
)
def test_asserts(sentence):
    assert asserts(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Does it work?",
        "它在哪里？",
        "أين هي؟",
        "# The array has 14 turbines",
        "### Cost",
        "Here are the facts:",
        "The main reasons:",
        "In summary,",
        "Overall:",
        "Sure!",
        "Of course.",
        "The documents do not say.",
        "There's no information about this in the documents.",
        "I'm unable to find the answer.",
        "We’re not able to say.",
        "However, the documents do not mention the price.",
        "However the documents do not mention the price.",
        "Therefore, I cannot determine the price.",
        "None of the documents mention the price.",
        "None of the provided passages says so.",
        "Neither of these sources mentions it.",
        "Hope this helps!",
        "Just let me know!",
        "If you'd like, I can also compare the plans.",
        "If you want I could draft a letter.",
        ABSTAINS,
        "The provided context doesn't mention the price of coffee.",
        "The search results do not contain this.",
        "There is no information on coffee.",
        "I don't know.",
        "I don’t know who built it.",
        "I cannot answer this from the sources.",
        "We could not find the price.",
        "I could not find any information about that in the sources.",
        "I did not find any details on the price.",
        "We do not have enough information to answer.",
        "I don't have access to the documents.",
        "I am unable to provide an answer.",
        "I was not able to find it.",
        "I cannot help with that.",
        "I can't help you.",
        "There is no evidence of it in the provided sources.",
        "I do not know the price, the date, and the place.",
        "I do not know when it was built, and what was paid.",
        "I do not know, and the sources do not say.",
        "The documents do not mention the price, which you asked about.",
        "The sources do not say when it opened, which makes it impossible to tell.",
        "I do not have any details, and I would need more of them.",
        "There is no information about this, and the sources do not mention it.",
        "The documents do not mention it, and I cannot answer the question.",
        "I'm sorry, but I can't answer that.",
        "Sorry, I cannot find that.",
        "I am sorry, I do not know.",
        "Unfortunately, the documents do not mention it.",
        "Unfortunately there is not enough information.",
        "Based on the provided documents, I cannot answer this question.",
        "As an AI language model, I cannot say.",
        "The answer is not in the context.",
        "The answer to your question is not in the documents.",
        "The answer cannot be found in the provided documents.",
        "No information is available on this topic.",
        "No information about the price is available.",
        "No details are given in the provided context.",
        "Based on the provided context, there is no mention of the price.",
        "In the provided text, there is no mention of it.",
        "It is not specified in the provided text how much the Enterprise plan costs.",
        "The price is not mentioned in the provided documents.",
        "I hope this helps!",
        "Great question!",
        "That's a great question!",
        "Thank you for your patience.",
        "I'm happy to help!",
        "You're welcome!",
        "If you have any further questions, feel free to ask.",
        "**The main reasons:**",
        "**I do not know.**",
        "Sources:,",
        "Sources: and",
        "Let me know if you need more.",
        "I'll search for information about oak trees.",
        "I will look for it.",
        "Let me first look up the latest figures:",
        "Let me search for that…",
        "It is.",
        "🌊",
        "—",
        "",
    ],
)
def test_asserts_nothing(sentence):
    assert not asserts(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "In the US.",
        "Both.",
        "**All of them.**",
        "It is.",
        "The warranty lasts 36 months:",
        "**Die Garantie gilt 36 Monate:**",
        "It costs 9 euros:",
    ],
)
def test_what_asserts_only_with_a_citation(sentence):
    assert asserts(sentence, cites=True)
    assert not asserts(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "and.",
        ",",
        "# It",
        "Is it?",
        "Sources: and",
        "Here are the fees:",
        "Here are the 5 fees:",
        "The 3 main reasons are:",
        "Of these 5 boats:",
        "Die 3 wichtigsten Gründe sind:",
        "In 2023:",
        "The fees are the following:",
        "I do not know.",
    ],
)
def test_what_asserts_nothing_with_a_citation_either(sentence):
    assert not asserts(sentence, cites=True)


def test_long_leads_are_read_in_linear_time():
    assert asserts("It " + "5 " * 50_000 + ":", cites=True)
    assert not asserts("5" * 100_000 + ":", cites=True)
    assert not asserts(" ".join(["a" * 50_000] * 3) + ":", cites=True)
