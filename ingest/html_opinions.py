"""Which blocks of a page are its article: three opinions on each block, and the majority decides.

The opinions: trafilatura, resiliparse, and the page's own structure. Where the page uses a container that the
Chinese web is known to use for articles, and the others do not contradict it, that container decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.headline import bigrams, held_share, is_title_again
from ingest.html_blocks import Block

_LEAD = re.compile(
    r"[【\[]?(?:核心提示|内容提要|导\s?[读语]|摘\s?要|提\s?要|编者按|内容摘要)[】\]]?\s?[:：|]?"
)
_MOST_ELEMENTS = 20_000  # above this trafilatura takes too long; two opinions must do
_FAR = 0.3  # difference of the shares of a title's bigrams that tells an article from others
_NEAR = 0.1  # one that tells nothing
_CANDIDATES, _UNNAMED = 12, 0.3
_MOST_BLOCKS = 5_000  # above this only whole lines are compared


def article_blocks(blocks: Sequence[Block], page: str, elements: int, title: str = "") -> set[int]:
    """Numbers of the article's blocks, at least one; `elements` is how many elements the `page` has.

    Without the page ("") its structure alone decides.

    An article speaks of what its `title` says, which a column of other articles beside it does not.
    """
    named = bigrams(title)
    known, densest = _in_known_container(blocks), _in_densest_container(blocks, named)
    second = _numbers(blocks, _by_resiliparse(page))
    first = _numbers(blocks, _by_trafilatura(page)) if elements <= _MOST_ELEMENTS else second & densest
    agreed = {number for number in first & second if not _is_beside(blocks[number])}
    if known and _is_confirmed(blocks, known, agreed, named):
        return known | _leads(blocks, min(known), agreed)
    if _han(blocks, first) < 0.5 * _han(blocks, second) and _han(blocks, first & densest) < 0.5 * _han(
        blocks, densest
    ):
        first = second  # trafilatura lost the page
    taken = (densest & first) | (densest & second) | (first & second)
    if _han(blocks, taken) < 0.5 * _han(blocks, densest | first):
        taken = densest or first or second  # they disagree: the page's own structure is nearest to the page
    if _speaks_of(blocks, densest, named) > _speaks_of(blocks, taken, named) + _FAR:
        taken = densest
    taken = _without_asides(blocks, taken or second or set(range(len(blocks))), named)
    low, high = min(taken), max(taken)
    return taken | {number for number in range(low, high) if number in densest}


def bare(text: str) -> str:
    """Text without white space and list marks, for comparing what two programs made of one page."""
    return re.sub(r"[\s|•·*#-]+", "", text)


def _is_beside(block: Block) -> bool:
    """Navigation, comments, links to other articles."""
    return block.aside or block.link_share >= 0.6


def _in_known_container(blocks: Sequence[Block]) -> set[int]:
    known = {number for number, block in enumerate(blocks) if block.known and not _is_beside(block)}
    return known if _prose(blocks, known) >= 60 else set()


def _leads(blocks: Sequence[Block], start: int, agreed: set[int]) -> set[int]:
    """Summaries that stand in a box of their own above the text."""
    above = (number for number in range(max(0, start - 6), start) if number in agreed)
    return {
        number for number in above if blocks[number].prose >= (15 if _LEAD.match(blocks[number].text) else 40)
    }


def _is_confirmed(blocks: Sequence[Block], known: set[int], agreed: set[int], named: Counter[str]) -> bool:
    """The known container holds half of what the others agree on, or is mostly agreed, or alone has the subject."""
    both, spoken = _prose(blocks, known & agreed), _speaks_of(blocks, known, named)
    return (
        both >= 0.5 * _prose(blocks, agreed)
        or spoken > _speaks_of(blocks, agreed, named) + _FAR
        or (spoken >= 0.5 and both >= 0.8 * _prose(blocks, known))
    )


def _speaks_of(blocks: Sequence[Block], numbers: Iterable[int], named: Counter[str]) -> float:
    """Share (0..1) of the title's bigrams that these blocks hold, its own repetitions aside."""
    texts = (blocks[number].text for number in sorted(numbers))
    return held_share("\n".join(text for text in texts if not is_title_again(text, named)), named)


def _in_densest_container(blocks: Sequence[Block], named: Counter[str]) -> set[int]:
    """The blocks of the element whose paragraphs weigh most, near ones more than those deep inside it.

    Those of the element that speaks of the title, where that differs far.
    """
    scores: dict[int, float] = {}
    for block in blocks:
        if _is_beside(block):
            continue
        for step, container in enumerate(reversed(block.containers[-5:-1])):
            scores[container] = scores.get(container, 0.0) + block.prose / (step + 1)
    if not scores:
        return set()
    inside: dict[int, set[int]] = {}
    for container in sorted(scores, key=lambda container: -scores[container])[:_CANDIDATES]:
        inside[container] = {
            number
            for number, block in enumerate(blocks)
            if container in block.containers and not _is_beside(block)
        }
    weighed = {
        container: scores[container] * (_UNNAMED + _speaks_of(blocks, numbers, named))
        for container, numbers in inside.items()
    }
    return inside[max(weighed, key=lambda container: weighed[container])]


def _without_asides(blocks: Sequence[Block], taken: set[int], named: Counter[str]) -> set[int]:
    """Without comments, related links and the like, unless most of what was taken, and of the subject, is such."""
    rest = {number for number in taken if not _is_beside(blocks[number])}
    most = rest and _han(blocks, rest) >= 0.4 * _han(blocks, taken)
    spoken, apart = _speaks_of(blocks, rest, named), _speaks_of(blocks, taken - rest, named)
    if most or spoken > apart + _FAR:
        return rest
    headed = spoken > 0.2 or any(is_title_again(blocks[number].text, named) for number in rest)
    return rest if headed and spoken > apart - _NEAR and _prose(blocks, rest) >= 60 else taken


def _by_trafilatura(page: str) -> str:
    import trafilatura

    try:
        return trafilatura.extract(page, include_comments=False, include_tables=True) or ""
    except Exception:  # its failure on one page leaves two opinions
        return ""


def _by_resiliparse(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(
        extract_plain_text(
            page, preserve_formatting=True, main_content=True, alt_texts=False, list_bullets=False
        )
    )


def _numbers(blocks: Sequence[Block], text: str) -> set[int]:
    """The blocks whose text stands in an extractor's output, white space and marks aside."""
    lines = {bare(line) for line in text.split("\n")}
    whole = bare(text) if len(blocks) <= _MOST_BLOCKS else ""
    found = set()
    for number, block in enumerate(blocks):
        own = bare(block.text)
        if own and (own in lines or own in whole):
            found.add(number)
    return found


def _prose(blocks: Sequence[Block], numbers: Iterable[int]) -> int:
    return sum(blocks[number].prose for number in numbers)


def _han(blocks: Sequence[Block], numbers: Iterable[int]) -> int:
    return sum(blocks[number].han or blocks[number].prose // 4 for number in numbers)
