"""The rules as a table for the README, generated from the protocol so that the two cannot drift apart."""

from rehab.protocol import Protocol, RuleNote

HEAD = "| # | rule | verdict | when | evidence |\n|---|---|---|---|---|"


def rules_table(protocol: Protocol) -> str:
    """A Markdown table of all rules in the order in which they are asked."""
    return "\n".join([HEAD, *(_row(number, rule, protocol) for number, rule in enumerate(protocol.rules, 1))])


def _row(number: int, rule: RuleNote, protocol: Protocol) -> str:
    values = ", ".join(f"`{name}` {protocol.thresholds.value(name):g}" for name in rule.uses)
    when = f"{rule.summary}" + (f" ({values})" if values else "")
    return f"| {number} | `{rule.id}` | {rule.verdict} | {when} | {rule.tag}: {rule.source} |"
