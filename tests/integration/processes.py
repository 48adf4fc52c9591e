"""Processes of their own, that all begin at the same moment."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process

# What every script begins with: it says that it is ready, and waits for a line.
AT_THE_SAME_MOMENT = """
import sys
def wait_for_the_others():
    print("ready", flush=True)
    sys.stdin.readline()
"""


async def together(script: str, number: int, *args: str) -> list[list[str]]:
    """Run a script in several processes at once; the lines that each of them said.

    Raises:
        AssertionError: if one did not come to a good end.
    """
    processes = await asyncio.gather(*(_started(script, args) for _ in range(number)))
    ended = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    assert [process.returncode for process in processes] == [0] * number, [said[1].decode() for said in ended]
    return [out.decode().splitlines() for out, _ in ended]


async def _started(script: str, args: tuple[str, ...]) -> Process:
    command = ("-c", AT_THE_SAME_MOMENT + script, *args)
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n", (await process.communicate())[1].decode()
    return process
