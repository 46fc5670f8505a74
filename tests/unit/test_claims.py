"""Sentences of an answer, which of them are claims, and which citations are theirs."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.answers.claims import read_answer, without_markers


def claims(answer: str, known: tuple[str, ...] = ()) -> list[tuple[str, bool, list[str]]]:
    return [
        (s.claim.text, s.is_claim, [t for marker in s.markers for t in marker.targets])
        for s in read_answer(answer, known)
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("One has two [1]. Three has four [2].", [("One has two.", True, ["1"]), ("Three has four.", True, ["2"])]),
        ("One has two.[1] Three has four.[2]", [("One has two.", True, ["1"]), ("Three has four.", True, ["2"])]),
        ("One has two. [1] Three has four.", [("One has two.", True, ["1"]), ("Three has four.", True, [])]),
        ("<answer>One has two [1].</answer><|im_end|>\n", [("One has two.", True, ["1"])]),
        ("The word <|end|> ends it.", [("The word <|end|> ends it.", True, [])]),
        ("One has two [1], and three [2].", [("One has two, and three.", True, ["1", "2"])]),
        ("He said \"it runs [1].\" It does run.", [('He said "it runs."', True, ["1"]), ("It does run.", True, [])]),
        ("Is it open [1]? It opened in May.", [("Is it open?", False, ["1"]), ("It opened in May.", True, [])]),
        ("発電所は北にある【1】。工事は五月に始まった。", [("発電所は北にある。", True, ["1"]), ("工事は五月に始まった。", True, [])]),
        ("Am 1. Januar 2024 steigt der Preis auf 18,9 Cent [1]. Das Rathaus schließt am 31. März.",
         [("Am 1. Januar 2024 steigt der Preis auf 18,9 Cent.", True, ["1"]), ("Das Rathaus schließt am 31. März.", True, [])]),
        ("It cost 3.5 million euros, i.e. a lot [1].", [("It cost 3.5 million euros, i.e. a lot.", True, ["1"])]),
        ("Here are the facts:\n- The array has 14 turbines [1]\n- It cost 9 euros [2]\n",
         [("Here are the facts:", False, []), ("The array has 14 turbines", True, ["1"]), ("It cost 9 euros", True, ["2"])]),
        ("1. The array has 14 turbines [1].\n2. It cost 9 euros [2].",
         [("The array has 14 turbines.", True, ["1"]), ("It cost 9 euros.", True, ["2"])]),
        ("Die Mühle wurde verkauft [1]. 5 Boote sanken [2].", [("Die Mühle wurde verkauft.", True, ["1"]), ("5 Boote sanken.", True, ["2"])]),
        # the marks that close an emphasis are those of the sentence in it
        *((f"{mark}One has two.{mark}[1] Three has four [2].", [(f"{mark}One has two.{mark}", True, ["1"]), ("Three has four.", True, ["2"])])
          for mark in ("**", "*", "__", "~~", "***")),
        ("**Is it open [1]?** It opened in May.", [("**Is it open?**", False, ["1"]), ("It opened in May.", True, [])]),
        ("- **It is free [1].** It is new.", [("**It is free.**", True, ["1"]), ("It is new.", True, [])]),
        # a marker before a verb is what the sentence tells of
        ("The sources disagree. [1] says 5. [2] says 7.", [("The sources disagree.", True, []), ("says 5.", True, ["1"]), ("says 7.", True, ["2"])]),
        ("The mill is old. [1] and [2] confirm this.", [("The mill is old.", True, []), ("and confirm this.", True, ["1", "2"])]),
        # function words alone, and a figure before a colon, where they cite
        ("Where is it? In the US [1]. Both [1][2]. It is.",
         [("Where is it?", False, []), ("In the US.", True, ["1"]), ("Both.", True, ["1", "2"]), ("It is.", False, [])]),
        ("The warranty lasts 36 months [1]:\n- from the purchase", [("The warranty lasts 36 months:", True, ["1"]), ("from the purchase", True, [])]),
        ("Here are the fees [1]:\n- 9 euros", [("Here are the fees:", False, ["1"]), ("9 euros", True, [])]),
        # what stands around nothing but markers is part of them
        *((f"It cost 5 euros. {marker} It was sold. ([2], [3])", [("It cost 5 euros.", True, ["1"]), ("It was sold.", True, ["2", "3"])])
          for marker in ("([1])", "(Source: [1])", "*(Source: [1])*", "(see [1])", "**[1]**", "_[1]_", "[Quelle: [1]]", "(**[1]**)", "[vgl. [1]]")),
        *((f"It cost 5 euros.\n\n{marker}\n\nIt was sold [2].", [("It cost 5 euros.", True, ["1"]), ("It was sold.", True, ["2"])])
          for marker in ("([1])", "(Source: [1])", "*(Source: [1])*", "**[1]**")),
        ("It cost 5 euros. (([1]), **[2]**) It was sold. *[3]*[4]", [("It cost 5 euros.", True, ["1", "2"]), ("It was sold.", True, ["3", "4"])]),
        ("It cost 5 euros. ([1] and [2]; [3]) It was sold (see also [4]).",
         [("It cost 5 euros.", True, ["1", "2", "3"]), ("It was sold.", True, ["4"])]),
        ("It opened<sup>[1](https://a.example)</sup>. It closed.<sup>[2][3]</sup>", [("It opened.", True, ["1"]), ("It closed.", True, ["2", "3"])]),
        ("It is open (not [1]). It closed (see f([2]) there).", [("It is open (not ).", True, ["1"]), ("It closed (see f there).", True, ["2"])]),
        ("It opened (see [the page](https://a.example/b) on it).", [("It opened (see the page on it).", True, ["https://a.example/b"])]),
        # "Source:" with markers cites for the sentence before it
        *((f"It cost 5 euros.{between}{lead} [1]{stop}\n\nIt was sold [2].", [("It cost 5 euros.", True, ["1"]), ("It was sold.", True, ["2"])])
          for between in (" ", "\n", "\r\n", " \n  ") for lead in ("Source:", "Quelle:", "**Source:**", "*Quelle*:") for stop in ("", ".", " ")),
        ("It cost 5 euros. Source: **[1], [2]**", [("It cost 5 euros.", True, ["1", "2"])]),
        ("It cost 5 euros.\n\nSource: [1]", [("It cost 5 euros.", True, []), ("Source:", False, ["1"])]),
        ("It cost 5 euros.\n---\nSource: [1]", [("It cost 5 euros.", True, []), ("Source:", False, ["1"])]),
        ("It cost 5 euros.\n\nSources: [1], [2]", [("It cost 5 euros.", True, []), ("Sources:,", False, ["1", "2"])]),
        ("It cost 5 euros.\nSources: [1]", [("It cost 5 euros.", True, []), ("Sources:", False, ["1"])]),
        ("It cost 5 euros. Source: [1] The report.", [("It cost 5 euros.", True, []), ("Source: The report.", True, ["1"])]),
        ("It has one source: [1]", [("It has one source:", False, ["1"])]),
        # a heading never swallows what stands below it, blank line or not
        ("# Cost\nThe array cost 9 euros [1].", [("# Cost", False, []), ("The array cost 9 euros.", True, ["1"])]),
        ("# Cost\r\nThe array cost 9 euros.\r\n## Power\r\nIt has 21 MW.",
         [("# Cost", False, []), ("The array cost 9 euros.", True, []), ("## Power", False, []), ("It has 21 MW.", True, [])]),
        ("The array cost 9 euros\n## Power\nIt has 21 MW",
         [("The array cost 9 euros", True, []), ("## Power", False, []), ("It has 21 MW", True, [])]),
        ("# Cost\rThe array cost 9 euros.", [("# Cost", False, []), ("The array cost 9 euros.", True, [])]),
        # a row of a table is a claim, its header and rule are none
        ("| Year | Boats |\n|---|:-:|\n| 2019 | 24 [1] |\n| 2020 | 31. It grew. | [2]\n\nIt has 31.",
         [("| Year | Boats |", False, []), ("| 2019 | 24 |", True, ["1"]), ("| 2020 | 31. It grew. |", True, ["2"]), ("It has 31.", True, [])]),
        ("By year:\nYear | Boats\n--- | ---\n2019 | 24\nIt has 31.",
         [("By year:", False, []), ("Year | Boats", False, []), ("2019 | 24", True, []), ("It has 31.", True, [])]),
        ("| 2019 | 24 |\n| 2020 | 31 |", [("| 2019 | 24 |", True, []), ("| 2020 | 31 |", True, [])]),
        ("| It has 31 boats |\n|---|", [("| It has 31 boats |", True, [])]),
        ("It is 3 | 4.\nIt has 31.", [("It is 3 | 4.", True, []), ("It has 31.", True, [])]),
        ("| Plan | Has<br>what |\n|---|---|\n| Basic | 5 users<br>10 GB [1] |\n| Pro | <ul><li>9 users</li></ul>SSO<br/>[2] |\n\nIt opened<br>It closed",
         [("| Plan | Has what |", False, []), ("| Basic | 5 users 10 GB |", True, ["1"]), ("| Pro | 9 users SSO |", True, ["2"]),
          ("It opened", True, []), ("It closed", True, [])]),
        # code is no claim, and swallows nothing
        ("Run this:\n```sh\nx = 1\n\n# Cost\n```\nIt opened [1].",
         [("Run this:", False, []), ("```sh x = 1 # Cost ```", False, []), ("It opened.", True, ["1"])]),
        ("It opened.\n~~~\nx = 1", [("It opened.", True, []), ("~~~ x = 1", False, [])]),
        ("```markdown\nIt opened [1].\n```", [("```markdown", False, []), ("It opened.", True, ["1"]), ("```", False, [])]),
        ("```text\nIt opened [1].", [("```text", False, []), ("It opened.", True, ["1"])]),
        ("```x``` is set.", [("```x``` is set.", True, [])]),
        # what is cited is listed and not claimed; a list of claims is no such list
        ("It opened [1].\n\n**References**\n\n[1] The report, 1931.\n- [2] Another.\n3. https://a.example\n\nIt closed.",
         [("It opened.", True, ["1"]), ("**References**", False, []), ("The report, 1931.", False, ["1"]), ("- Another.", False, ["2"]),
          ("3. https://a.example", False, []), ("It closed.", True, [])]),
        ("## Sources\n[1]: The report.\n# Cost\n[1] It cost 9 euros.",
         [("## Sources", False, []), (": The report.", False, ["1"]), ("# Cost", False, []), ("It cost 9 euros.", True, ["1"])]),
        ("Sources:\n- It cost 9 euros.", [("Sources:", False, []), ("It cost 9 euros.", True, [])]),
        *((f"It opened.\n\n{title}\n[1] The report,\n    page 3\n- [2] Another\n  *of it*\n\nIt closed.",
           [("It opened.", True, []), (title, False, []), ("The report,", False, ["1"]), ("page 3", False, []), ("- Another", False, ["2"]),
            ("*of it*", False, []), ("It closed.", True, [])])
          for title in ("Sources:", "📚 **Sources:**", "### 🔗 References used", "**Sources cited**", "Sources & further reading", "Sources and Further Reading:",
                        "Footnotes", "Fußnoten:", "### Einzelnachweise", "Quellenangaben", "**Verwendete Quellen**")),
        ("Sources:\n[1] The report\n  - It cost 9 euros.\n  It rose.", [("Sources:", False, []), ("The report", False, ["1"]), ("It cost 9 euros.", True, []), ("It rose.", True, [])]),
        ("Sources:\n  It cost 9 euros.", [("Sources:", False, []), ("It cost 9 euros.", True, [])]),
        ("📚 Sources of income are taxed.\n[1] It opened.", [("📚 Sources of income are taxed.", True, []), ("It opened.", True, ["1"])]),
        ("[1] The standard warranty is 24 months. [2] Unused goods may be returned within 30 days.",
         [("The standard warranty is 24 months.", True, ["1"]), ("Unused goods may be returned within 30 days.", True, ["2"])]),
        ("[1] It opened. [It closed. It fell.](https://a.example) It rose.",
         [("It opened.", True, ["1"]), ("It closed.", True, ["https://a.example"]), ("It fell.", True, ["https://a.example"]),
          ("It rose.", True, [])]),
        # a link cites, in whatever words
        ("It opened. ([a.example](https://a.example/b-1)) It closed. https://a.example/c",
         [("It opened.", True, ["https://a.example/b-1"]), ("It closed.", True, ["https://a.example/c"])]),
        ("It [opened](https://a.example/b-1), we hear.", [("It opened, we hear.", True, ["https://a.example/b-1"])]),
        ("It opened.\n\nSource: [The page](https://a.example)", [("It opened.", True, ["https://a.example"])]),
        ("It opened [a.md]. It closed.", [("It opened.", True, ["a.md"]), ("It closed.", True, [])]),
        ("It opened.\n\n[^1]: The report, page 3.", [("It opened.", True, [])]),
        ("The mill opened in 1871 [the report][1].\n\n[1]: https://a.example/b \"Title\"\n[2]: https://a.example/c",
         [("The mill opened in 1871 the report.", True, ["https://a.example/b"])]),
        ("The documents do not say.", [("The documents do not say.", False, [])]),
        ("", []),
        (" \n ", []),
        ("[1]", []),
    ],
)  # fmt: skip
def test_an_answer_is_read_sentence_by_sentence(answer, expected):
    assert claims(answer, ("a.md",)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        *((f"<{tag}>{end}It opened [1].{end}</{tag}>", [("It opened.", True, ["1"])])
          for tag in ("answer", "result", "final_answer", "details", "pre", "center", "s", "thought-out") for end in ("", "\n", "\r\n")),
        ('<answer lang="en">It opened [1].</answer>', [("It opened.", True, ["1"])]),
        ("<answer>It opened [1].", [("It opened.", True, ["1"])]),
        ("<result>\nIt opened [1].", [("It opened.", True, ["1"])]),
        ("It opened [1].</result>", [("It opened.", True, ["1"])]),
        ("<reply><result>It opened [1].</result></reply>", [("It opened.", True, ["1"])]),
        ("Press <kbd>F5</kbd> [1].", [("Press F5.", True, ["1"])]),
        ("| <s>4</s> 5 | <kbd>6</kbd> [1] |", [("| 4 5 | 6 |", True, ["1"])]),
        ("It opened [1].\n\n<details>\n<summary>Sources</summary>\n\n[1] The report\n[2] [The page](https://a.example)\n\n</details>\n\nIt closed.",
         [("It opened.", True, ["1"]), ("Sources", False, []), ("The report", False, ["1"]), ("[The page](https://a.example)", False, ["2"]), ("It closed.", True, [])]),
        # no word of an answer is lost
        *((words, [(words, True, [])])
          for words in ("It takes a List<String> of 5 names.", "It takes Map<String, List<Integer>> of 5 names.", "It holds where x <y and y> z.",
                        "It holds where x < y and y > z.", "Send it to <address> or <your name>.",
                        "Wrap it in <plan> and </plan> tags.", "The <term>price</term> is 5 euros.", "</plan> ends it.", "`<answer>` is written there.")),
        ("It is <doc-7>.\n\n<doc-7>", [("It is <doc-7>.", True, []), ("<doc-7>", True, [])]),
        # an image says nothing
        ("![Price chart](https://a.example/c.png)\n\nIt opened [1].", [("It opened.", True, ["1"])]),
        ("It opened [1]. ![The 5 rooms](p.png)", [("It opened.", True, ["1"])]),
        ("| ![The 5 rooms](p.png) | 5 [1] |", [("| | 5 |", True, ["1"])]),
        ("```\n![x](p.png)\n```", [("``` ![x](p.png) ```", False, [])]),
    ],
)  # fmt: skip
def test_tags_and_images_are_white_space(answer, expected):
    assert claims(answer, ("doc-7",)) == expected


@pytest.mark.parametrize(
    ("answer", "silent"),
    [
        ("<h1>Cost of the array</h1>It has 14 turbines.", ["Cost of the array"]),
        ("<H2 class='x'>The array has\n<b>14</b> turbines</H2>\n<p>It turns.</p>", ["The array has 14 turbines"]),
        ("<h3>One is. Two is.</h3><ul><li>It opened</li></ul><h6>Cost</h6>", ["One is.", "Two is.", "Cost"]),
        # what is not closed, or closed by something else, may be more than the heading
        ("<h2>The array has 14 turbines", []),
        ("<h2>Cost<p>The array has 14 turbines.</p></h2>", []),
        ("<h2>It has 14 turbines</h3>It turns.", []),
        ("`<h2>` It has 14 turbines `</h2>`", []),
        ("<h2>Cost</h2\n", []),
        # plain titles, at the beginning or below what is ended
        ("Opening hours\n\nThe museum closes at nine.", ["Opening hours"]),
        ("Opening hours\nThe museum closes at nine.", ["Opening hours"]),
        ("Opening Hours\n- Monday: 9 to 5\n- Tuesday: 9 to 5", ["Opening Hours"]),
        ("Overview\n\nThe museum closes at nine [1].\n\nTicket prices\n\n1. Adults pay 12 euros\n2. Children pay 6\n\n"
         "Getting there\n\nTake the bus.", ["Overview", "Ticket prices", "Getting there"]),
        ("<p>Opening hours</p><p>The museum closes at nine.</p>", ["Opening hours"]),
        ("It closes at nine.\n\nHow to apply\n\nWrite to the office.", ["How to apply"]),
        ("It closes at nine [1]\n\nHistory of the mill\n\nThe miller built it in 1871.", ["History of the mill"]),
        ("It closes at nine.\n\nDelivery and returns\n\nGoods may be sent back.", ["Delivery and returns"]),
        ("It closes at nine.\n\nPrices and fees for groups\n\nGroups pay 9 euros.\n\nBenefits of membership\n\nMembers pay 6.",
         ["Prices and fees for groups", "Benefits of membership"]),
        # what may be an answer, an item, or more than a title
        ("Opening hours", []),
        ("The museum closes at nine.\n\nOpening hours", []),
        ("The museum closes at nine.\nOpening hours\n\nIt closes.", []),
        ("Opening hours\nTicket prices\nThe museum closes at nine.", []),
        ("Opening hours\n\nTicket prices\n\nThe museum closes at nine.", []),
        ("- Opening hours\n- Ticket prices\n\nThe museum closes at nine.", []),
        ("Opening hours [1]\n\nThe museum closes at nine.", []),
        ("Opening hours\n12 euros", []),
        ("Opening hours\nTwelve euros", []),
        ("What changed?\n\nOpening hours\n\nThe museum closes at nine.", ["What changed?"]),
        ("It changed these things:\n\nOpening hours\n\nThe museum closes at nine.", ["It changed these things:"]),
        ("## What changed\n\nOpening hours\n\nThe museum closes at nine.", ["## What changed"]),
        ("Opening hours\n\nThey were the cause.", []),
        ("Opening hours\n\nOpening hours were the cause of it.", []),
        ("Paris\n\nThe town lies on the Seine.", []),
        ("Marie Curie\n\nShe was born in Warsaw.", []),
        ("Blue whale\n\nAn adult may weigh 150 tonnes.", []),
        ("Penguins fly\n\nNobody knew that before 1931.", []),
        ("Prices rose sharply\n\nNobody knew that before 1931.", []),
        ("Visitors need tickets\n\nNobody knew that before 1931.", []),
        ("Free delivery\n\nOrders above 50 euros are sent at no cost.", []),
        ("Two hours\n\nThe ferry leaves at nine.", []),
        ("Opening hours changed\n\nThe museum closes at nine.", []),
        ("Everyone benefits\n\nNobody knew that before 1931.", []),
        ("Huge costs\n\nNobody knew that before 1931.", []),
        ("Include delivery and returns\n\nNobody knew that before 1931.", []),
        ("How to apply depends on age\n\nNobody knew that before 1931.", []),
        ("Prices in Oslo rose\n\nNobody knew that before 1931.", []),
        ("Covers returns\n\nThe policy holds for a year.", []),
        ("12 euros\n\nThe museum closes at nine.", []),
        ("Opening hours.\n\nThe museum closes at nine.", []),
        ("opening hours\n\nThe museum closes at nine.", []),
    ],
)  # fmt: skip
def test_headings_and_titles_assert_nothing(answer, silent):
    read = claims(answer)
    assert [text for text, is_claim, _ in read if not is_claim] == silent


def test_a_link_in_an_html_heading_cites_nothing():
    assert claims("<h2>[Cost](https://a.example)</h2>It is 9 euros.")[-1] == (
        "It is 9 euros.",
        True,
        [],
    )


WRAPPED = [
    "The standard warranty is 24 months for all of the products that are\nsold in the European Union by ACME.",
    "The standard warranty of all consumer products is twenty-four months and\nACME replaces them within that time.",
    "In the spring of the year 1931 the old harbour of the town was opened by\nJohn Smith, who had paid for it [1].",
    "Die Garantie beträgt für alle Geräte, die wir selbst herstellen, stets 24\nMonate und beginnt mit dem Kauf.",
    "The meeting took place on May\n12 in Oslo.",
    "It was opened by the\nKing of Norway.",
    "The tour costs:\nnine euros.",
    "It opened [1]\nand closed in 1950 [2].",
    "- It has 14 turbines,\n  two of which failed.",
    "The array – the largest of the country\n– has 14 turbines.",
]  # fmt: skip


@pytest.mark.parametrize("answer", WRAPPED)
def test_a_sentence_that_is_wrapped_stays_one(answer):
    (sentence,) = read_answer(answer)
    assert answer.endswith(answer[sentence.claim.start : sentence.claim.end])
    (one,) = read_answer(answer.replace("\n", " "))
    assert sentence.claim.text == " ".join(one.claim.text.split())


def test_wrapped_sentences_are_told_apart_by_their_full_stops():
    answer = "It opened in May 1931 and had 14 turbines at that time. It cost 9\nmillion euros. It closed.\nIt is no more of use."
    assert [text for text, *_ in claims(answer)] == [
        "It opened in May 1931 and had 14 turbines at that time.", "It cost 9 million euros.", "It closed.",
        "It is no more of use.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        # lines that end without a full stop, with citations or none
        ("The warranty is 24 months [2]\nUnused goods may be returned [1]", [("The warranty is 24 months", ["2"]), ("Unused goods may be returned", ["1"])]),
        ("the warranty is 24 months [2]\nunused goods may be returned [1]", [("the warranty is 24 months", ["2"]), ("unused goods may be returned", ["1"])]),
        ("The warranty is 24 months\nUnused goods may be returned\n\nShipping is free\nIt costs 9 euros",
         [("The warranty is 24 months", []), ("Unused goods may be returned", []), ("Shipping is free", []), ("It costs 9 euros", [])]),
        ("The standard warranty of all consumer products is twenty-four months\nUnused goods may be returned within thirty days of the purchase",
         [("The standard warranty of all consumer products is twenty-four months", []), ("Unused goods may be returned within thirty days of the purchase", [])]),
        ("14 turbines\n21 megawatts", [("14 turbines", []), ("21 megawatts", [])]),
        ("保修期为24个月\n未使用的商品可在30天内退货", [("保修期为24个月", []), ("未使用的商品可在30天内退货", [])]),
        # a name before a colon
        ("Warranty: 24 months\nReturns: 30 days [1]", [("Warranty: 24 months", []), ("Returns: 30 days", ["1"])]),
        ("**Warranty:** 24 months\n**Returns**: 30 days", [("**Warranty:** 24 months", []), ("**Returns**: 30 days", [])]),
        # marks of lists
        ("- It opened. [2] It has 14 turbines. [1]\n- It closed.", [("It opened.", ["2"]), ("It has 14 turbines.", ["1"]), ("It closed.", [])]),
        ("• It opened. It has 14 turbines. [1]", [("It opened.", []), ("It has 14 turbines.", ["1"])]),
        ("– It opened\n– It closed", [("It opened", []), ("It closed", [])]),
        ("✅ It opened\n❌ It closed", [("It opened", []), ("❌ It closed", [])]),
        ("🔹 It opened\n🔹 It closed", [("🔹 It opened", []), ("🔹 It closed", [])]),
        ("a) It opened\nb) It closed", [("It opened", []), ("It closed", [])]),
        ("1) It opened\n   - It has 14 turbines\n2) It closed", [("It opened", []), ("It has 14 turbines", []), ("It closed", [])]),
        ("1️⃣ It opened\n2️⃣ It closed", [("It opened", []), ("It closed", [])]),
        ("- It opened\n2. **It** closed", [("It opened", []), ("**It** closed", [])]),
        ("- [2] It opened\n- [1] It closed", [("It opened", ["2"]), ("It closed", ["1"])]),
        ("- It opened\n\n---\n\nIt closed", [("It opened", []), ("It closed", [])]),
        # numbers of items are no sentences
        ("1. It opened [1].\n\n2. It closed [2].", [("It opened.", ["1"]), ("It closed.", ["2"])]),
        ("1.\nIt opened.", [("It opened.", [])]),
        ("It was so: 1. It opened. 2. It closed.", [("It was so:", []), ("It opened.", []), ("It closed.", [])]),
        # and what is no number of an item
        ("24.", [("24.", [])]),
        ("1.", [("1.", [])]),
        ("1. Januar 2024 ist der Stichtag.", [("1. Januar 2024 ist der Stichtag.", [])]),
        ("The meeting took place on May\n12. It was long.", [("The meeting took place on May 12.", []), ("It was long.", [])]),
    ],
)  # fmt: skip
def test_items_and_lines_are_claims_of_their_own(answer, expected):
    assert [(text, targets) for text, _, targets in claims(answer)] == expected


@pytest.mark.parametrize(
    "below", ["", "\n- It closed.", "\nIt closed.", "\n\nIt closed.", "\n2. It closed."]
)
@pytest.mark.parametrize("mark", ["", "- ", "* ", "• ", "1. ", "✅ "])
def test_an_item_does_not_depend_on_its_neighbour(mark, below):
    read = claims(f"{mark}The array has 14 turbines. [1] It opened in May.{below}")
    assert read[:2] == [
        ("The array has 14 turbines.", True, ["1"]),
        ("It opened in May.", True, []),
    ]


@pytest.mark.parametrize(
    "marker",
    [
        "[1, 2, and 12]",
        "\\[12\\]",
        "<sup>12</sup>",
        "<sup>[12]</sup>",
        "[1, p. 12]",
        "(Source 12)",
        "[012]",
    ],
)
def test_no_number_of_a_marker_is_scored(marker):
    answer = f"The harbour opened in 1931 {marker}."
    (sentence,) = read_answer(answer)
    assert sentence.claim.text == "The harbour opened in 1931."
    assert sentence.scored == "The harbour opened in 1931 " + " " * len(marker) + "."
    (found,) = sentence.markers
    assert answer[found.start : found.end] == marker


def test_offsets_are_those_of_the_raw_sentence():
    answer = "  One has two [1]. \n Three has four."
    first, second = read_answer(answer)
    assert answer[first.claim.start : first.claim.end] == "One has two [1]."
    assert first.scored == "One has two    ."
    assert answer[second.claim.start : second.claim.end] == second.scored == "Three has four."


PIECES = st.lists(
    st.sampled_from(
        [
            "The array has 14 turbines", "潮汐発電所", "كم", "[1]", "[2, 3]", "【1】", "<cite id=\"1\">",
            "</cite>", "# ", "\n# Cost\n", "\n", "\r\n", "\n\n", ".", "。", "?", " ", "- ", "`a[1]`", "```\n", "```md\n",
            "e\u0301", "👩‍🔧", "1. ", "\u2028", '"',
            "|", "\n|---|\n", "\n**References**\n", "\r", "\n2.", "\n• ", "Key: ", "**", "\n---\n", "✅",
            "<p>", "</p>", "<br>", "</li><li>", "<b>", "<h2>", "</h2>", "\n\nOpening hours\n\n",
            "<answer>", "</result>", "<result>", "List<", "![](p.png)", "\n$$\n", "\\[", "\\]", "m = 5",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(PIECES)
def test_sentences_of_any_answer_are_in_order_and_as_long_as_what_is_scored(answer):
    end = 0
    for sentence in read_answer(answer):
        claim = sentence.claim
        assert end <= claim.start < claim.end <= len(answer)
        assert len(sentence.scored) == claim.end - claim.start
        assert " ".join(sentence.scored.split()).replace(" ", "") == claim.text.replace(" ", "")
        assert not sentence.scored[0].isspace() and not sentence.scored[-1].isspace()
        end = claim.end


@given(PIECES)
def test_every_word_outside_markers_is_in_some_sentence(answer):
    held = "".join(s.scored for s in read_answer(answer))
    for word in ("turbines", "潮汐発電所", "كم", "👩"):
        assert held.count(word) == answer.count(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened [1].", "It opened."),
        ("It opened.¹", "It opened."),
        ("It opened [1][2] in May [3], we hear.", "It opened in May, we hear."),
        ('<cite id="1">It opened.</cite>', "It opened."),
        ("It  opened\nin [May].", "It  opened\nin [May]."),
        ("Order at [the shop](https://a.example/b).", "Order at [the shop](https://a.example/b)."),
        ("[1] says 5.", "The source says 5."),
        ("[1] and [2] say 5.", "The sources say 5."),
        ("[1, 2] also suggest that it opened.", "The sources also suggest that it opened."),
        ("It opened, according to [1], in May [2].", "It opened, according to the source, in May."),
        ("It opened as described in [1] and [2].", "It opened as described in the sources."),
        ("Laut [1] wurde sie eröffnet.", "Laut der Quelle wurde sie eröffnet."),
        ("Sie wurde gemäß [1] und [2] eröffnet.", "Sie wurde gemäß den Quellen eröffnet."),
        ("Selon [1], il est ouvert.", "Selon la source, il est ouvert."),
        ("Der Motor ist laut [1].", "Der Motor ist laut."),
        ("It has a house to live in [1].", "It has a house to live in."),
        ("The shop [1] says that it is open.", "The shop says that it is open."),
        ("[1]", ""),
        ("", ""),
    ],
)
def test_without_markers(text, expected):
    assert without_markers(text) == expected


@pytest.mark.parametrize(
    ("thoughts", "answer"),
    [
        ("<think>One [1].</think>\n", "Two is."),
        ("<seed:think>One [1].</seed:think>", "Two is."),
        ("[THINK]One [1].[/THINK]", "Two is."),
        ("One [1].\n[/THINK]\n\n", "Two is."),
        ("<thinking>\nOne [1].\n</thinking>\n<reasoning>One.</reasoning>", "Two is."),
        (
            "<|channel|>analysis<|message|>One [1].<|end|><|start|>assistant<|channel|>final<|message|>",
            "Two is.",
        ),
        ("", "I [think] it has two."),
        ("", "<thinking> opens it."),
        ("", "Two is. <thought>One.</thought>"),
        # no thoughts, for nothing follows them: the tags alone are none of what is said
        ("<reasoning>", "Two has one.</reasoning>"),
    ],
)
def test_thoughts_in_any_notation_are_no_part_of_an_answer(thoughts, answer):
    sentences = read_answer(thoughts + answer)
    assert sentences[0].claim.start == len(thoughts)
    assert all(sentence.is_claim and not sentence.markers for sentence in sentences)
