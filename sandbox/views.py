"""What the chat page is told: plain JSON of people, chats and messages."""

from typing import Any

from sandbox.controls import ControlsState
from sandbox.people import Person
from sandbox.screens import Attachment, Button, Entity, Note

View = dict[str, Any]


def person_view(person: Person, role: str) -> View:
    """A person and the state of their chat, without the messages."""
    screen = person.screen()
    return {
        "id": str(person.id),
        "name": person.user.full_name,
        "role": role,
        "started": person.room.started,
        "blocked": person.room.blocked,
        "gone": person.room.deactivated,
        "invited": person.invited_with is not None,
        "action": screen.action,
        "keyboard": screen.keyboard,
        "menu": [{"command": one.command, "description": one.description} for one in person.menu()],
    }


def note_view(note: Note) -> View:
    """A message."""
    return {
        "id": note.id,
        "bot": note.from_bot,
        "text": note.text,
        "entities": [_entity_view(entity) for entity in note.entities],
        "date": note.date.isoformat(),
        "edited": note.reworded,
        "attachment": _attachment_view(note.attachment) if note.attachment else None,
        "rows": [[_button_view(button) for button in row] for row in note.rows],
        "reactions": note.reactions,
        "replyTo": note.reply_to,
    }


def controls_view(state: ControlsState) -> View:
    """The toolbar."""
    return {
        "time": state.time.isoformat(),
        "zone": state.zone,
        "speed": state.speed,
        "hint": state.next_hint,
        "guidance": state.guidance,
    }


def _entity_view(entity: Entity) -> View:
    return {"kind": entity.kind, "offset": entity.offset, "length": entity.length, "url": entity.url}


def _button_view(button: Button) -> View:
    return {
        "label": button.label,
        "data": button.data,
        "url": button.url,
        "copy": button.copy,
        "style": button.style,
    }


def _attachment_view(attachment: Attachment) -> View:
    view: View = {"kind": attachment.kind, "details": attachment.details}
    file = attachment.file
    if file:
        view |= {"src": f"/page/files/{file.file_id}", "name": file.name, "size": len(file.data)}
        view |= {"width": file.width, "height": file.height}
    return view
