"""A faithful local Bot API server, and a chat page to try the bot on."""

from sandbox.account import Change
from sandbox.callbacks import CallbackAnswer, Press
from sandbox.clocks import Clock, ManualClock, RunningClock
from sandbox.controls import Controls, ControlsState
from sandbox.core import BotApi, Call
from sandbox.flood import FloodLimits
from sandbox.groups import Group
from sandbox.pages import ChatPage
from sandbox.people import Person, Speaker
from sandbox.request import SandboxRequest
from sandbox.screens import Button, Note, Screen, start_payload
from sandbox.server import SandboxServer
from sandbox.world import World

__all__ = [
    "BotApi",
    "Button",
    "Call",
    "CallbackAnswer",
    "Change",
    "ChatPage",
    "Clock",
    "Controls",
    "ControlsState",
    "FloodLimits",
    "Group",
    "ManualClock",
    "Note",
    "Person",
    "Press",
    "RunningClock",
    "SandboxRequest",
    "SandboxServer",
    "Screen",
    "Speaker",
    "World",
    "start_payload",
]
