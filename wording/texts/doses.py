"""How much of an exercise, in words."""

from rehab.messages.day import Exercise
from rehab.protocol import Dose
from wording.reader import Reader
from wording.words import Html


def name(exercise: str, reader: Reader) -> Html:
    """An exercise's name."""
    return reader.say(f"exercise-{exercise}")


def amount(exercise: Exercise, reader: Reader) -> Html:
    """Sets of repetitions, holds, drills or minutes."""
    dose = exercise.dose
    if dose.hold is not None:
        said = reader.say("dose-hold", sets=dose.sets, seconds=dose.hold)
    elif dose.reps is not None:
        said = reader.say("dose-reps", sets=dose.sets, reps=dose.reps)
    elif dose.seconds is not None:
        said = reader.say("dose-drill", sets=dose.sets, seconds=dose.seconds)
    else:
        return _run(dose, reader)
    return reader.say("dose-each-side", dose=said) if exercise.each_side else said


def _run(dose: Dose, reader: Reader) -> Html:
    """Minutes, or rounds of walking and running; and how far."""
    if dose.walk:
        said = reader.say("dose-walk-run", rounds=dose.sets, walk=dose.walk, run=dose.minutes or 0)
    else:
        said = reader.say("dose-run", minutes=dose.minutes or 0)
    if dose.km is None or dose.miles is None:
        return said
    return reader.say("dose-length", dose=said, miles=dose.miles, km=dose.km)


def manner(exercise: Exercise, reader: Reader) -> Html:
    """Effort, tempo and rest."""
    dose, said = exercise.dose, []
    if dose.effort is not None:
        said.append(reader.say("dose-effort", percent=dose.effort))
    if dose.rpe is not None:
        said.append(reader.say("dose-rpe", rpe=dose.rpe))
    if dose.up is not None and dose.down is not None:
        said.append(reader.say("dose-tempo", up=dose.up, down=dose.down))
    if dose.rest:
        said.append(reader.say("dose-rest", rest=reader.duration(dose.rest)))
    return Html(" · ".join(said))


def reserve(exercises: tuple[Exercise, ...], reader: Reader) -> Html | None:
    """How many repetitions to spare, said once for all exercises."""
    found = next((e.dose.reserve for e in exercises if e.dose.reserve is not None), None)
    return reader.say("dose-reserve", low=found[0], high=found[1]) if found else None


def listed(exercises: tuple[Exercise, ...], reader: Reader) -> Html:
    """A session's exercises with dose, manner and one cue each."""
    return reader.lines(*(_line(number, one, len(exercises), reader) for number, one in enumerate(exercises, 1)))


def _line(number: int, exercise: Exercise, of: int, reader: Reader) -> Html:
    values = {"name": name(exercise.dose.id, reader), "dose": amount(exercise, reader)}
    head = (
        reader.say("exercise-line", **values) if of == 1 else reader.say("exercise-numbered", number=number, **values)
    )
    cue = Html(f"<i>{reader.say(f'exercise-{exercise.dose.id}.cue')}</i>")
    return reader.lines(head, manner(exercise, reader), cue)


def brief(exercises: tuple[Exercise, ...], reader: Reader) -> Html:
    """A session's exercises with their doses only."""
    values = [(name(one.dose.id, reader), amount(one, reader)) for one in exercises]
    return reader.lines(*(reader.say("exercise-line", name=who, dose=dose) for who, dose in values))
