"""Stage 7, everything known so far -> for each tweet its role, question(s), method and confidence.

What a label or an asking says stands. A repeat has its group's question, a comment that of the copy it quotes. The rest
of the answers and replies is placed by the model; what it cannot tell stays unplaced, and is counted so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from chatlens.models import Given, Inquiry, Label, Link, Options, Placement, Repeat, Session, Timeline
from chatlens.placing import roles, scene
from chatlens.placing.reasons import Reasons, weigh

LABEL_CONFIDENCE = 0.98  # share of labelled tweets that are under the question they name; the rest are slips
BARE_CONFIDENCE = 0.95  # ... of labels without punctuation
REPEAT_CONFIDENCE = 0.97  # ... of tweets without label that repeat a labelled one
QUOTE_CONFIDENCE = 0.85  # ... of comments on the copy below them
UNNUMBERED_CONFIDENCE = 0.7
"""... of tweets placed under a question that only its form and its asker tell: with all labels taken from 18 sessions
of a teachers' chat, 62 of 75 questions so found were real, and two thirds of their answers came under the right one."""
ALONE = 0.5  # ... times this where it is the only one: the talk had other subjects, and no other question draws it off
MIN_CONFIDENCE = 0.4
"""Probability below which a tweet stays unplaced. Placed at 0.4, a tweet is right more often than under any other
single question, though wrong as often as not; below, guesses would be told as findings."""


def place(
    timeline: Timeline,
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    inquiries: Sequence[Inquiry],
    links: Sequence[Link],
    hashtag: str | None,
    options: Options,
    given: Mapping[int, Given] | None = None,
) -> tuple[Placement, ...]:
    """One placement per tweet; a tweet between sessions is an aside. What is `given` of a tweet stands."""
    found = [Placement("aside", (), "none", None)] * len(timeline.tweets)
    given = given or {}
    for session, inquiry in zip(timeline.sessions, inquiries, strict=True):
        placed = _Session(timeline, session, labels, repeats, inquiry, links, hashtag, options, given).placements()
        for index, placement in zip(session.tweets, placed, strict=True):
            found[index] = placement
    return tuple(found)


def why(
    timeline: Timeline,
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    inquiries: Sequence[Inquiry],
    links: Sequence[Link],
    hashtag: str | None,
    options: Options,
    index: int,
) -> Reasons | None:
    """What speaks for each question at the tweet of that index; None between sessions and where nothing is asked. What
    the user corrected is left out: it says what would be found without."""
    for session, inquiry in zip(timeline.sessions, inquiries, strict=True):
        if index in session.tweets and inquiry.questions:
            built = _Session(timeline, session, labels, repeats, inquiry, links, hashtag, options, {})
            return weigh(built.scene, built.names, session.tweets, index)
    return None


def _given_role(found: str, given: Given) -> str:
    """The role of a corrected tweet: as the user says, else as found, but that what is put under a question is an
    answer at least."""
    if given.correction.role is not None:
        return given.correction.role
    return "answer" if given.correction.questions and found in scene.UNDER_NONE else found


class _Session:
    """The placing of one session: first what is certain, then the model for the rest."""

    def __init__(
        self,
        timeline: Timeline,
        session: Session,
        labels: Sequence[tuple[Label, ...]],
        repeats: Sequence[Repeat | None],
        inquiry: Inquiry,
        links: Sequence[Link],
        hashtag: str | None,
        options: Options,
        given: Mapping[int, Given],
    ) -> None:
        self.tweets = session.tweets
        self.given = given
        self.labels = labels
        self.repeats = repeats
        self.links = links
        self.options = options
        self.least = MIN_CONFIDENCE if options.min_confidence is None else options.min_confidence
        self.texts = [timeline.tweets[index].text for index in session.tweets]
        self.names = [question.name for question in inquiry.questions]
        self.unnumbered = any(question.unnumbered for question in inquiry.questions)
        self.place_of = {index: place for place, index in enumerate(session.tweets)}
        self.cast = roles.cast(timeline, session.tweets, labels, repeats, inquiry, links, hashtag)
        for place, index in enumerate(session.tweets):
            if index in given:
                self.cast.roles[place] = _given_role(self.cast.roles[place], given[index])
        self.scene = scene.build(timeline, session.tweets, labels, repeats, inquiry, links, self.cast, given)
        begun = map(any, zip_longest(self.scene.known, (under is not None for under in self.scene.under)))
        self.opens = next((place for place, has in enumerate(begun) if has), 0)  # place of the first under a question

    def placements(self) -> list[Placement]:
        """One per tweet of the session, in its order."""
        guesses = self._guesses()
        order = roles.originals_first(self.tweets, self.repeats)
        found = [Placement("aside", (), "none", None)] * len(self.tweets)
        for place in order:
            found[place] = self._certain(place) or self._repeated(place, found) or self._guessed(place, guesses)
        quoting = {place: placement for place in order if (placement := self._quoting(place, found))}
        if not quoting:
            return found
        for place in order:
            found[place] = quoting.get(place) or self._certain(place) or self._repeated(place, found) or found[place]
        return found

    def _free(self, place: int) -> bool:
        """Whether the model is asked: an answer or reply that nothing certain places, once the chat has begun."""
        given = self.given.get(self.tweets[place])
        if given is not None and given.correction.questions is not None:
            return False
        return not self.scene.known[place] and self.cast.roles[place] in ("answer", "reply") and place >= self.opens

    def _guesses(self) -> dict[int, tuple[int, float]]:
        """Place of a free tweet -> its likeliest question and the probability of that."""
        free = [place for place in range(len(self.tweets)) if self._free(place)]
        if not self.names or not free or self.options.strict_labels:
            return {}
        from chatlens.placing.model import probabilities

        found = probabilities(self.scene, certain=False)
        best = found.argmax(axis=1)
        return {place: (int(best[place]), float(found[place, best[place]])) for place in free}

    def _certain(self, place: int) -> Placement | None:
        """What a label or an asking says; greetings, goodbyes and asides, which are under none."""
        index = self.tweets[place]
        role, note, known = self.cast.roles[place], self.cast.notes[place], self.scene.known[place]
        if (given := self.given.get(index)) is not None and (stands := self._stands(place, given)) is not None:
            return stands
        if role in scene.UNDER_NONE:
            return Placement(role, (), "none", None, note)
        if not known:
            return None
        names = tuple(self.names[question] for question in known)
        own = self.labels[index]
        if own and {label.question for label in own} & set(names):
            confidence = LABEL_CONFIDENCE if own[0].sure else BARE_CONFIDENCE
            return Placement(role, names, "label", confidence, note)
        if role == "question" and self.repeats[index] is None:
            return self._asking(place, names)
        return Placement(role, names, "repeat", REPEAT_CONFIDENCE, note)

    def _stands(self, place: int, given: Given) -> Placement | None:
        """What the user says of a tweet; None where that leaves its question open."""
        role, questions = self.cast.roles[place], given.correction.questions
        if questions is None and role not in scene.UNDER_NONE:
            return None
        names = () if role in scene.UNDER_NONE else questions or ()
        own = self.labels[self.tweets[place]]
        against = own and names and {label.question for label in own}.isdisjoint(names)
        note = f"labelled {own[0].name}, given as {names[0]}" if against else ""
        return Placement(role, names, "given" if given.own or not names else "repeat", 1.0 if names else None, note)

    def _asking(self, place: int, names: tuple[str, ...]) -> Placement:
        """A tweet without label that asks: without any number in the chat, with one amid its words, or as a further
        part of the question before it."""
        if self.unnumbered:
            note = f"asked without a number; chatlens counts it as {names[0]}"
            return Placement("question", names, "context", UNNUMBERED_CONFIDENCE, note)
        if any(re.search(rf"(?i){name[0]}\s?0?{name[1:]}(?!\d)", self.texts[place]) for name in names):
            return Placement("question", names, "label", BARE_CONFIDENCE, f"asks {names[0]} amid its words")
        return Placement("question", names, "self", BARE_CONFIDENCE, f"goes on with {names[0]}")

    def _repeated(self, place: int, found: Sequence[Placement]) -> Placement | None:
        """A repeat of a tweet of the session is where that is; a comment on a marked copy is a reply to it."""
        source = self._original(place)
        if source is None:
            return None
        original = found[source]
        role, note = original.role, original.note
        if self.cast.comments[place]:
            role, note = "reply", self.cast.notes[place]
        return Placement(
            role, original.questions, "repeat" if original.questions else "none", original.confidence, note
        )

    def _original(self, place: int) -> int | None:
        """Place of the tweet that this one repeats, if that is of the session."""
        repeat = self.repeats[self.tweets[place]]
        return None if repeat is None else self.place_of.get(repeat.original)

    def _guessed(self, place: int, guesses: dict[int, tuple[int, float]]) -> Placement:
        role, note, own = self.cast.roles[place], self.cast.notes[place], self.labels[self.tweets[place]]
        if own and not note:
            note = f"labelled {own[0].name}, which no other tweet of the chat speaks of"
        question, confidence = guesses.get(place, (0, 0.0))
        if self.unnumbered:
            confidence *= UNNUMBERED_CONFIDENCE * (ALONE if len(self.names) == 1 else 1.0)
        if place not in guesses or confidence < self.least:
            return Placement(role, (), "none", None, note)
        return Placement(
            role, (self.names[question],), self._method(place, question, guesses), round(confidence, 3), note
        )

    def _method(self, place: int, question: int, guesses: dict[int, tuple[int, float]]) -> str:
        """By what a guess came about, above all: a link to a tweet that is under the question, or the context."""
        by = "platform" if self.scene.by_platform[place] else "reply"
        for method, linked in (("self", self.scene.continues[place]), (by, self.scene.target[place])):
            if linked is None:
                continue
            if question in self.scene.known[linked] or (linked in guesses and guesses[linked][0] == question):
                return method
        return "context"

    def _quoting(self, place: int, found: Sequence[Placement]) -> Placement | None:
        """A comment that quotes the copy below it is under that copy's question."""
        quotes = self.links[self.tweets[place]].quotes
        if quotes is None or self.options.strict_labels or self.scene.known[place] or self._original(place) is not None:
            return None
        copied = found[self.place_of[quotes]] if quotes in self.place_of else None
        if copied is None or not copied.questions or found[place].role in scene.UNDER_NONE:
            return None
        confidence = round(QUOTE_CONFIDENCE * (copied.confidence or 1.0), 3)
        if confidence < self.least:
            return None
        return Placement(found[place].role, copied.questions, "quote", confidence, found[place].note)
